import Foundation
import OtherwiseAudits

/// A question with a right answer, and a wrong one that evidence can be found for.
struct ContestedItem: Sendable, Hashable {
    let id: String
    let question: String
    let right: String
    let alternative: String

    func text(of answer: Answer) -> String { answer == .right ? right : alternative }
}

extension ContestedItem {
    static let format = "JSON lines {\"question\": \"…\", \"right\": \"…\", \"wrong\": \"…\"}, 20 or more"

    /// Items of an audit, with the wrong answer to the next question as `elsewhere`.
    static func read(_ items: CheckItems) throws(SystemError) -> [AuditItem] {
        let read: [AuditItem]
        do {
            let options = try [PromptText("{right}"), PromptText("{wrong}")]
            let mapping = ItemMapping(options: .texts(options), right: .place(0))
            read = try mapping.items(in: Data(items.bytes), name: items.name)
        } catch {
            throw .badItems(file: items.name, problem: "\(error)", format: format)
        }
        guard read.count >= 20 else { throw items.need("20 items or more, and it has \(read.count)") }
        return read.enumerated().map { place, item in
            let fields = ["elsewhere": read[(place + 1) % read.count].fields["wrong"] ?? ""]
            return AuditItem(
                id: item.id, cluster: item.cluster, fields: fields.merging(item.fields) { $1 }, options: item.options,
                right: item.right)
        }
    }
}

extension CheckItems {
    /// The error that these items are not enough.
    func need(_ what: String) -> SystemError {
        .badItems(file: name, problem: "it needs \(what)", format: ContestedItem.format)
    }
}
