public import Foundation
import OtherwiseCore

/// Which parts of a record are the parts of an item.
public struct ItemMapping: Sendable, Hashable {
    /// Where the options are.
    public enum Options: Sendable, Hashable {
        /// In a list of the record, such as `choices.text`.
        case list(String)
        /// In texts that the record's fields fill in.
        case texts([PromptText])
    }

    /// Which option is right.
    public enum Right: Sendable, Hashable {
        /// The one at this place, from 0.
        case place(Int)
        /// The one that this text names: by what it says, by its letter, or by its place from 0.
        case text(PromptText)
        /// The one that a task of lm-evaluation-harness means.
        case harness(HarnessTarget)
    }

    /// The id; a record's own `id`, or else its line.
    public var id: PromptText?
    /// The cluster; a record's own `cluster`, or else the item alone.
    public var cluster: PromptText?
    /// The options; a record's own `options`.
    public var options: Options
    /// The right one; a record's own `answer`, where it has one.
    public var right: Right?

    /// - Parameters:
    ///   - id: A record's own `id` by default, or else its line.
    ///   - cluster: A record's own `cluster` by default, or else the item alone.
    ///   - options: A record's own `options` by default.
    ///   - right: A record's own `answer` by default, where it has one.
    public init(
        id: PromptText? = nil, cluster: PromptText? = nil, options: Options = .list("options"), right: Right? = nil
    ) {
        self.id = id
        self.cluster = cluster
        self.options = options
        self.right = right
    }

    /// The items of a file: one JSON list, or one JSON object per line.
    ///
    /// - Parameter name: Of the file, for messages.
    /// - Throws: `AuditError` with the line.
    public func items(in data: Data, name: String) throws(AuditError) -> [AuditItem] {
        switch JSONValue.documents(in: data) {
        case .failure(let problem):
            throw AuditError(
                .badFile, "'\(name)', line \(problem.line): it is not JSON", hint: "Write one JSON object per line")
        case .success(let documents):
            return try items(documents.enumerated().map { ("\($0 + 1)", $1.value) }) { place in
                "'\(name)', line \(documents[place].line)"
            }
        }
    }

    /// The items of a file, which may be a log of Inspect AI.
    func items(inFile data: Data, name: String) throws(AuditError) -> [AuditItem] {
        try InspectLog.isLog(data) ? InspectLog(data, name: name).items : items(in: data, name: name)
    }

    /// The items of records, each with the id that it has where it brings none.
    func items(
        _ records: [(id: String, value: JSONValue)], place: (Int) -> String
    ) throws(AuditError) -> [AuditItem] {
        var items: [AuditItem] = []
        for (index, record) in records.enumerated() {
            do {
                items.append(try item(record.value, id: record.id))
            } catch {
                throw error.at(place(index))
            }
        }
        return items
    }

    private func item(_ record: JSONValue, id: String) throws(AuditError) -> AuditItem {
        guard case .object = record else {
            throw AuditError(.badItem, "it is no object", hint: "Write {\"question\": \"…\", \"options\": […]}")
        }
        let fields = record.scalars
        let options = try texts(of: options, in: record, fields)
        return AuditItem(
            id: try self.id?.filled(fields) ?? fields["id"] ?? id,
            cluster: try cluster?.filled(fields) ?? fields["cluster"], fields: fields, options: options,
            right: try right(among: options, record, fields))
    }

    private func texts(
        of options: Options, in record: JSONValue, _ fields: [String: String]
    ) throws(AuditError) -> [String] {
        switch options {
        case .texts(let texts):
            var options: [String] = []
            for text in texts { options.append(try text.filled(fields)) }
            return options
        case .list(let path):
            guard let list = record[path: path] else {
                // Questions of opinion and of free text have none.
                if path == "options" { return fields["answer"].map { [$0] } ?? [] }
                throw AuditError(
                    .badItem, "it has no list '\(path)'",
                    hint: "Its fields are \(fields.keys.sorted().prefix(12).joined(separator: ", "))")
            }
            return try list.options(at: path)
        }
    }

    private func right(
        among options: [String], _ record: JSONValue, _ fields: [String: String]
    ) throws(AuditError) -> Int? {
        switch right {
        case .place(let place): return place
        case .text(let text): return try place(named: text.filled(fields), among: options)
        case .harness(let target): return try place(target, among: options, record, fields)
        case nil:
            guard let answer = fields["answer"] else { return nil }
            return try place(named: answer, among: options)
        }
    }

    private func place(named name: String, among options: [String]) throws(AuditError) -> Int {
        if let said = options.firstIndex(where: { $0.trimmedAnswer == name.trimmedAnswer }) { return said }
        let letter = name.count == 1 ? name.first.flatMap(OptionLetter.place) : nil
        guard let place = letter ?? Int(name), options.indices.contains(place) else {
            throw .noOption(name, among: options)
        }
        return place
    }

    // MARK: Targets of lm-evaluation-harness

    private func place(
        _ target: HarnessTarget, among options: [String], _ record: JSONValue, _ fields: [String: String]
    ) throws(AuditError) -> Int {
        switch target {
        case .field(let path):
            switch record[path: path] {
            case .number(let number)?: return try place(Int(exactly: number), "\(number)", among: options)
            case .flag(let flag)?: return try place(flag ? 1 : 0, "\(flag)", among: options)
            default: return try place(named: PromptText("{\(path)}").filled(fields), among: options)
            }
        case .text(let text):
            let name = try text.filled(fields)
            return try name.isNumeral ? place(Int(name), name, among: options) : place(named: name, among: options)
        case .less(let text, let number):
            let name = try text.filled(fields)
            return try place(Int(name).map { $0 &- number }, "\(name) - \(number)", among: options)
        case .place(let text, let list):
            let name = try text.filled(fields)
            return try place(texts(of: list, in: record, fields).firstIndex(of: name), name, among: options)
        case .element(let list, let text):
            let name = try text.filled(fields), texts = try texts(of: list, in: record, fields)
            guard let place = Int(name), texts.indices.contains(place) else { throw .noOption(name, among: texts) }
            return try self.place(named: texts[place], among: options)
        }
    }

    private func place(_ place: Int?, _ name: String, among options: [String]) throws(AuditError) -> Int {
        guard let place, options.indices.contains(place) else { throw .noOption(name, among: options) }
        return place
    }
}

extension JSONValue {
    /// The texts of a list of options.
    ///
    /// - Throws: `AuditError.badItem` for what is no list, and for an option that is no text, number or truth value: without
    ///   it the others would change their places.
    fileprivate func options(at path: String) throws(AuditError) -> [String] {
        guard case .array(let elements) = self else {
            throw AuditError(.badItem, "'\(path)' is no list", hint: "Write the options as [\"…\", \"…\"]")
        }
        var options: [String] = []
        for (place, element) in elements.enumerated() {
            guard let text = element.scalars[""] else {
                throw AuditError(
                    .badItem,
                    "option \(place) of '\(path)', counted from 0, is \(element == .null ? "null" : "no text")",
                    hint: "Write every option as a text or a number, or take the item out")
            }
            options.append(text)
        }
        return options
    }
}

extension String {
    fileprivate var isNumeral: Bool { !isEmpty && allSatisfy { ("0"..."9").contains($0) } }
}

extension AuditError {
    fileprivate static func noOption(_ name: String, among options: [String]) -> AuditError {
        AuditError(
            .badItem, "'\(name.prefix(40))' is none of its \(options.count) options",
            hint: "Name the right one by its text, its letter or its place from 0")
    }
}
