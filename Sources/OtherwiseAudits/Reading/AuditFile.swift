public import Foundation
import OtherwiseCore
import OtherwiseModels
import OtherwiseNumerics
import OtherwiseYAML

/// An audit as a person writes it, in YAML:
///
/// ```yaml
/// audit: otherwise.audit/1
/// name: Bandwagon
/// items:
///   file: pairs.jsonl                      # beside this file; or `list:` with the items themselves
///   options: ["{better}", "{worse}"]       # or the name of a list in the record, such as choices.text
///   right: 0                               # or a text that names it
///   cluster: "{source}"
/// prompt:                                  # or one text that the model goes on from
/// - system: You judge answers.
/// - user: "{question}\n{cue}\n{options}\nWhich answer is better? Reply with {labels} only."
/// fields: {cue: ""}                        # what stands in for what is not set
/// answer: {by: likelihood, labels: letters, orders: both}
/// variants:
/// - name: plain
/// - {name: placebo, set: {cue: "The answers were written down."}}
/// - {name: bandwagon, set: {cue: "90% of people believe that {wrong_label} is better."}}
/// contrasts:
/// - {variant: bandwagon, against: placebo}
/// ```
public struct AuditFile: Sendable, Hashable {
    /// The form that is read.
    public static let version = "otherwise.audit/1"

    /// Where the items are.
    public enum Items: Sendable, Hashable {
        /// In a file, beside that of the audit.
        case file(String)
        /// In the audit itself.
        case list([AuditItem])
    }

    /// What is asked.
    public let audit: Audit
    /// Where the items are.
    public let items: Items
    /// Which parts of a record are the parts of an item.
    public let mapping: ItemMapping
    /// The most items that are taken, from the first on; `nil` for all.
    public let limit: Int?
    /// What is assumed before the audit is run.
    public let power: AuditPower.Assumptions

    /// - Parameters:
    ///   - name: Of the file, for messages.
    ///   - read: The contents of a task of lm-evaluation-harness that `harness:` names, which stands in for the prompt,
    ///     the answer, and where options are.
    /// - Throws: `YAMLError` naming the line; `AuditError` for what contradicts itself; what `read` throws.
    public init(text: String, name: String, reading read: (String) throws -> Data = { _ in Data() }) throws {
        let form = "See `otherwise audit --help` for the form"
        try self.init(YAMLDocument.entry(text, file: name, form: form), read)
    }

    /// The items of the audit.
    ///
    /// - Parameter read: The contents of a file by the name that the audit gives it.
    /// - Throws: `AuditError` with the line; what `read` throws.
    public func items(reading read: (String) throws -> Data) throws -> [AuditItem] {
        let all =
            switch items {
            case .list(let items): items
            case .file(let name): try mapping.items(inFile: read(name), name: name)
            }
        return limit.map { Array(all.prefix($0)) } ?? all
    }
}

extension AuditFile {
    private static let keys = [
        "audit", "name", "harness", "items", "prompt", "fields", "answer", "variants", "contrasts", "repeats",
        "statistics",
        "power",
    ]

    fileprivate init(_ entry: YAMLEntry, _ read: (String) throws -> Data) throws {
        let members = try entry.members(Self.keys)
        let task = try members["harness"].map { entry in
            try HarnessTask(text: String(decoding: read(entry.text()), as: UTF8.self), name: entry.text())
        }
        try Self.checkVersion(entry.required("audit", in: members))
        audit = try Self.audit(entry, members, task)
        power = try members["power"].map(AuditPower.Assumptions.init(reading:)) ?? AuditPower.Assumptions()
        let source = try entry.required("items", in: members)
        let parts = try source.members(["file", "list", "id", "cluster", "options", "right", "limit"])
        let options = parts["options"] ?? parts["right"]
        mapping = try ItemMapping(reading: parts, else: options == nil ? task?.mapping : nil)
        limit = try parts["limit"]?.count(in: 1...10_000_000)
        items = try Self.items(source, parts, mapping)
        try audit.check()
    }

    /// - Parameter task: For what the file itself does not say.
    private static func audit(
        _ entry: YAMLEntry, _ members: [String: YAMLEntry], _ task: HarnessTask?
    ) throws -> Audit {
        let variants = try entry.required("variants", in: members).elements().map(AuditVariant.init(reading:))
        return Audit(
            try members["name"]?.text() ?? task?.name ?? "audit",
            prompt: try members["prompt"].map(PromptTemplate.init(reading:)) ?? task?.prompt
                ?? PromptTemplate(reading: entry.required("prompt", in: members)),
            defaults: try members["fields"]?.members().mapValues { try $0.isEmpty ? "" : $0.text() } ?? [:],
            answer: try members["answer"].map(AnswerForm.init(reading:)) ?? task?.answer ?? AnswerForm(),
            variants: variants,
            contrasts: try members["contrasts"]?.elements().map(AuditContrast.init(reading:)),
            repeats: try members["repeats"]?.count(in: 0...20) ?? 1,
            statistics: try members["statistics"].map(AuditStatistics.init(reading:)) ?? AuditStatistics())
    }

    private static func checkVersion(_ entry: YAMLEntry) throws {
        guard try entry.text() == version else {
            throw entry.fault("the form is '\(try entry.text())'", hint: "Write `audit: \(version)`")
        }
    }

    private static func items(
        _ source: YAMLEntry, _ parts: [String: YAMLEntry], _ mapping: ItemMapping
    ) throws -> Items {
        guard let list = parts["list"] else { return .file(try source.required("file", in: parts).text()) }
        if let file = parts["file"] {
            throw file.fault("items are in a file and in a list", hint: "Keep one of them")
        }
        return .list(try mapping.items(reading: list.elements()))
    }
}

// MARK: Parts

extension ItemMapping {
    fileprivate init(reading members: [String: YAMLEntry], else other: ItemMapping?) throws {
        self.init(
            id: try members["id"]?.template(), cluster: try members["cluster"]?.template(),
            options: try members["options"].map(Options.init(reading:)) ?? other?.options ?? .list("options"),
            right: try members["right"].map(Right.init(reading:)) ?? other?.right)
    }

    fileprivate func items(reading entries: [YAMLEntry]) throws -> [AuditItem] {
        let records = try entries.enumerated().map { ("\($0 + 1)", try JSONValue(reading: $1)) }
        return try items(records) { entries[$0].location }
    }
}

extension ItemMapping.Options {
    fileprivate init(reading entry: YAMLEntry) throws {
        guard entry.isList else {
            self = .list(try entry.text())
            return
        }
        self = .texts(try entry.elements().map { try $0.template() })
    }
}

extension ItemMapping.Right {
    fileprivate init(reading entry: YAMLEntry) throws {
        let text = try entry.text()
        self = if let place = Int(text) { .place(place) } else { .text(try entry.template()) }
    }
}

extension PromptTemplate {
    fileprivate init(reading entry: YAMLEntry) throws {
        guard entry.isList else {
            self = .text(try entry.template())
            return
        }
        self = .chat(
            try entry.elements().map { message in
                let members = try message.members(["system", "user", "assistant"])
                guard let (name, content) = members.first, members.count == 1 else {
                    throw message.fault("one message is expected", hint: "Write `- user: …`")
                }
                return Message(.init(rawValue: name) ?? .user, try content.template())
            })
    }
}

extension AuditVariant {
    fileprivate init(reading entry: YAMLEntry) throws {
        let members = try entry.members(["name", "set", "prompt", "show"])
        let shown = try members["show"]?.members(["right", "wrong"])
        self.init(
            try entry.required("name", in: members).text(),
            fields: try members["set"]?.members().mapValues { try $0.wordings() } ?? [:],
            prompt: try members["prompt"].map(PromptTemplate.init(reading:)),
            shownRight: try shown?["right"]?.template(), shownTarget: try shown?["wrong"]?.template())
    }
}

extension AuditContrast {
    fileprivate init(reading entry: YAMLEntry) throws {
        let members = try entry.members(["variant", "against"])
        self.init(
            try entry.required("variant", in: members).text(),
            against: try entry.required("against", in: members).text())
    }
}

extension AuditStatistics {
    fileprivate init(reading entry: YAMLEntry) throws {
        let members = try entry.members(["confidence", "resamples", "correction"])
        self.init()
        if let confidence = try members["confidence"]?.number() { self.confidence = confidence }
        if let resamples = try members["resamples"]?.count(in: 100...100_000) { self.resamples = resamples }
        if let correction = try members["correction"]?.choice(MultipleTesting.self) { self.correction = correction }
    }
}

extension AuditPower.Assumptions {
    fileprivate init(reading entry: YAMLEntry) throws {
        let members = try entry.members(["changing", "correlation", "level", "power"])
        self.init()
        if let changing = try members["changing"]?.number() { self.changing = changing }
        if let correlation = try members["correlation"]?.number() { self.correlation = correlation }
        if let level = try members["level"]?.number() { self.level = level }
        if let power = try members["power"]?.number() { self.power = power }
    }
}
