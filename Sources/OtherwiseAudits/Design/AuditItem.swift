/// One question of an audit, with the answers it may have.
public struct AuditItem: Sendable, Hashable, Codable, Identifiable {
    /// Different from those of all other items.
    public let id: String
    /// What the item was made from, such as its template or source; items of one cluster are no independent witnesses.
    public let cluster: String
    /// Texts that templates fill in, by name.
    public let fields: [String: String]
    /// The answers that it may have; for free text those that are right.
    public let options: [String]
    /// Which option is right, from 0; `nil` where none is, as in questions of opinion.
    public let right: Int?

    /// - Parameters:
    ///   - id: Different from those of all other items.
    ///   - cluster: What the item was made from; the item alone by default.
    ///   - fields: Texts that templates fill in, by name.
    ///   - options: The answers that it may have.
    ///   - right: Which of them is right, from 0.
    public init(
        id: String, cluster: String? = nil, fields: [String: String] = [:], options: [String] = [], right: Int? = nil
    ) {
        self.id = id
        self.cluster = cluster ?? id
        self.fields = fields
        self.options = options
        self.right = right
    }

    /// The first option that is not right: the one that misleading variants speak for.
    public var target: Int? { options.indices.first { $0 != right } }
}

extension AuditItem {
    /// - Throws: `AuditError.badItem` for ids that are given twice, equal options, or a right one that is not there.
    static func check(_ items: [AuditItem]) throws(AuditError) {
        guard !items.isEmpty else {
            throw AuditError(.badItem, "the audit has no items", hint: "Give at least one")
        }
        var seen: Set<String> = []
        for item in items {
            guard seen.insert(item.id).inserted else {
                throw AuditError(
                    .badItem, "two items are called '\(item.id)'", hint: "Give every item an id of its own")
            }
            let options = Set(item.options.map(\.trimmedAnswer))
            guard options.count == item.options.count else {
                throw AuditError(
                    .badItem, "item '\(item.id)' has two options that say the same", hint: "Remove one of them")
            }
            guard item.right.map(item.options.indices.contains) ?? true else {
                throw AuditError(
                    .badItem, "item '\(item.id)' has no option \(item.right ?? 0)",
                    hint: "Count the options from 0; there are \(item.options.count)")
            }
        }
    }
}
