import OtherwiseCore
import OtherwiseSearch

extension Robustness {
    /// What was measured, and what is proved or promised, in words.
    var sentence: String {
        let parts = [
            stability.measure,
            "\(threshold.short) \(isReached ? "reached" : "NOT reached")",
            lowerBound.map { "none this stable costs less than \($0.short)" },
            stability.promise,
        ]
        return parts.compactMap(\.self).joined(separator: "; ")
    }
}

extension Stability {
    /// What was measured, and what is promised, in words.
    var sentence: String { "\(measure); \(promise)" }

    fileprivate var measure: String { "stability \(value.short) ± \(standardError.short)" }

    /// Rounded down: a bound of 1 would promise too much.
    fileprivate var promise: String {
        guard let guarantee else { return "no bound on retrained models" }
        let bound = min((guarantee.probability * 1000).rounded(.down) / 1000, 0.999)
        return
            "if retrained models score here within \(guarantee.tolerance.short) of this one on average and are no steeper, one agrees with a probability of at least \(bound.plain)"
    }
}
