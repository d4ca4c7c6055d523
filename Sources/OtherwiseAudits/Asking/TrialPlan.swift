import OtherwiseNumerics

/// All questions that an audit puts, each by what is random in it.
///
/// Orders and wordings are drawn from the seed, the item and the variant alone: leaving out items or variants changes
/// nothing for the others.
public struct TrialPlan: Sendable {
    /// What is asked.
    public let audit: Audit
    /// What it is asked about.
    public let items: [AuditItem]
    /// Of orders, wordings and the model's own draws.
    public let seed: UInt64

    /// - Throws: `AuditError` naming what is wrong with the audit, an item, or a template.
    public init(_ audit: Audit, items: [AuditItem], seed: UInt64 = 0) throws(AuditError) {
        try audit.check()
        try AuditItem.check(items)
        (self.audit, self.items, self.seed) = (audit, items, seed)
        try checkItems()
        // What is wrong with the last item is told before the first is asked about.
        for item in items {
            for variant in audit.variants { _ = try filled(item, variant, order: 0) }
        }
    }

    private func checkItems() throws(AuditError) {
        let least = audit.answer.asksLikelihoods || audit.answer.labels == .letters ? 2 : 1
        for item in items where item.options.count < least {
            throw AuditError(
                .badItem, "item '\(item.id)' has \(item.options.count) options",
                hint: least == 1 ? "Give the right answer" : "Give two or more to choose from")
        }
        guard audit.answer.labels == .letters else { return }
        for item in items where item.options.count > OptionLetter.limit {
            throw AuditError(
                .badItem, "item '\(item.id)' has \(item.options.count) options",
                hint: "Letters tell \(OptionLetter.limit) apart; give fewer, or `labels: none`")
        }
    }

    /// The trials of one item, those of one repetition side by side.
    public func trials(of item: AuditItem) -> [Trial] {
        let references = Set(audit.references), orders = self.orders(of: item).indices
        return (0...audit.repeats).flatMap { repetition in
            audit.variants.filter { repetition == 0 || references.contains($0.name) }.flatMap { variant in
                orders.map { Trial(item: item.id, variant: variant.name, order: $0, repetition: repetition) }
            }
        }
    }

    /// How many trials there are.
    public var count: Int { items.reduce(0) { $0 + trials(of: $1).count } }

    /// The orders in which the options of an item are shown.
    func orders(of item: AuditItem) -> [[Int]] {
        audit.answer.orders.permutations(of: item.options.count) { generator("orders", item.id) }
    }

    /// Draws that depend on the seed and these names alone.
    func generator(_ names: String...) -> SeededGenerator {
        let digest = SHA256.hexDigest(of: Array(names.joined(separator: "\u{1F}").utf8))
        return SeededGenerator(seed: seed ^ (UInt64(digest.prefix(16), radix: 16) ?? 0))
    }
}
