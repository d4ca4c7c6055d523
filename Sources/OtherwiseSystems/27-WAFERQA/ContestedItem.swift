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

    /// How many of the published questions are asked where no file is given.
    private static let count = 160

    /// Items of an audit, from a file or of the published questions, with the wrong answer to the next one as
    /// `elsewhere`.
    static func items(_ file: CheckItems?, seed: UInt64) throws(SystemError) -> [AuditItem] {
        let items = try file.map(read) ?? own(seed)
        return items.enumerated().map { place, item in
            let fields = ["elsewhere": items[(place + 1) % items.count].fields["wrong"] ?? ""]
            return AuditItem(
                id: item.id, cluster: item.cluster, fields: fields.merging(item.fields) { $1 }, options: item.options,
                right: item.right)
        }
    }

    private static func own(_ seed: UInt64) -> [AuditItem] {
        PublishedQuestion.contested(count, seed: seed).enumerated().map { place, item in
            AuditItem(
                id: "\(place)", fields: ["question": item.question, "right": item.right, "wrong": item.wrong],
                options: [item.right, item.wrong], right: 0)
        }
    }

    private static func read(_ items: CheckItems) throws(SystemError) -> [AuditItem] {
        let read: [AuditItem]
        do {
            let options = try [PromptText("{right}"), PromptText("{wrong}")]
            let mapping = ItemMapping(options: .texts(options), right: .place(0))
            read = try mapping.items(in: Data(items.bytes), name: items.name)
        } catch {
            throw .badItems(file: items.name, problem: "\(error)", format: format)
        }
        guard read.count >= 20 else { throw items.need("20 items or more, and it has \(read.count)") }
        return read
    }
}

extension CheckItems {
    /// The error that these items are not enough.
    func need(_ what: String) -> SystemError {
        .badItems(file: name, problem: "it needs \(what)", format: ContestedItem.format)
    }
}
