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
        InspectLog.isLog(data) ? try InspectLog(data, name: name).items : try items(in: data, name: name)
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
        let options = try options(of: record, fields)
        return AuditItem(
            id: try self.id?.filled(fields) ?? fields["id"] ?? id,
            cluster: try cluster?.filled(fields) ?? fields["cluster"], fields: fields, options: options,
            right: try right(among: options, record, fields))
    }

    private func options(of record: JSONValue, _ fields: [String: String]) throws(AuditError) -> [String] {
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
            return list.elements.compactMap(\.scalars[""])
        }
    }

    private func right(
        among options: [String], _ record: JSONValue, _ fields: [String: String]
    ) throws(AuditError) -> Int? {
        let named: String
        switch right {
        case .place(let place): return place
        case .text(let text): named = try text.filled(fields)
        case nil:
            guard let answer = fields["answer"] else { return nil }
            named = answer
        }
        if let said = options.firstIndex(where: { $0.trimmedAnswer == named.trimmedAnswer }) { return said }
        let letter = named.count == 1 ? named.first.flatMap(OptionLetter.place) : nil
        guard let place = letter ?? Int(named), options.indices.contains(place) else {
            throw AuditError(
                .badItem, "'\(named.prefix(40))' is none of its \(options.count) options",
                hint: "Name the right one by its text, its letter or its place from 0")
        }
        return place
    }
}
