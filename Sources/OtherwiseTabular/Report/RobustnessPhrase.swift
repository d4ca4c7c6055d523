import OtherwiseCore
import OtherwiseSearch

extension Robustness {
    /// What was measured, and what is proved or promised, in words.
    var sentence: String {
        let parts = [
            "stability \(stability.value.short) ± \(stability.standardError.short)",
            "\(threshold.short) \(isReached ? "reached" : "NOT reached")",
            lowerBound.map { "none this stable costs less than \($0.short)" },
            promise,
        ]
        return parts.compactMap(\.self).joined(separator: "; ")
    }

    /// Rounded down: a bound of 1 would promise too much.
    private var promise: String {
        guard let guarantee = stability.guarantee else { return "no bound on retrained models" }
        let bound = min((guarantee.probability * 1000).rounded(.down) / 1000, 0.999)
        return
            "if retrained models score here within \(guarantee.tolerance.short) of this one on average and are no steeper, one agrees with a probability of at least \(bound.plain)"
    }
}
