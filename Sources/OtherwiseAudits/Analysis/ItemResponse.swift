/// What a model answered to an item under a variant, over all orders of the options.
struct ItemResponse: Sendable {
    /// The option chosen: that of the largest mean score, or the one written in all orders; `nil` where there is none.
    let verdict: Int?
    /// The score of the option in focus less that of the best other one, in nats, mean over orders.
    let margin: Double?
    /// The options chosen in each order.
    let choices: [Int?]
    /// The places of the options chosen in each order.
    let places: [Int?]

    /// - Parameter outcomes: Of all orders.
    /// - Returns: `nil` where one is missing.
    init?(_ outcomes: [TrialOutcome?], _ item: AuditItem) {
        let found = outcomes.compactMap(\.self).filter { $0.failure == nil }
        guard found.count == outcomes.count, !found.isEmpty else { return nil }
        choices = found.map(\.chosen)
        places = found.map(\.place)
        let scores = found.compactMap(\.scores)
        guard scores.count == found.count else {
            verdict = Set(choices).count == 1 ? choices[0] : nil
            margin = nil
            return
        }
        let means = item.options.indices.map { option in
            scores.reduce(0) { $0 + (option < $1.count ? $1[option] : .nan) } / Double(scores.count)
        }
        verdict = means.indexOfLargest
        let focus = item.focus
        let others = means.indices.filter { $0 != focus }.map { means[$0] }
        margin = others.max().map { means[focus] - $0 }
    }
}

extension AuditItem {
    /// The option whose choice is counted: the right one, or the first where none is right.
    var focus: Int { right ?? 0 }
}
