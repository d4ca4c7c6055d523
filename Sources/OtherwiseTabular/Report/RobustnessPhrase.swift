import OtherwiseSearch

extension Robustness {
    /// What was measured, and what is proved or promised, in words.
    var sentence: String {
        let parts = [
            "stability \(stability.value.short) ± \(stability.standardError.short)",
            "\(threshold.short) \(isReached ? "reached" : "NOT reached")",
            lowerBound.map { "none this stable costs less than \($0.short)" },
            stability.guarantee.map { "a retrained model no steeper than this one agrees with probability \($0.short)" }
                ?? "no bound on retrained models",
        ]
        return parts.compactMap(\.self).joined(separator: "; ")
    }
}
