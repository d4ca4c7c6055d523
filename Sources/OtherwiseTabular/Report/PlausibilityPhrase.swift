import OtherwiseSearch

extension Plausibility {
    /// What was measured, in words.
    var sentence: String {
        let parts = [
            neighbourDistance.map { "\($0.short) from the nearest rows of that outcome" },
            localOutlierFactor.map { "local outlier factor \($0.short)" },
            "isolation \(isolation.short), at least as ordinary as \(Numerals.percent(isolationRank)) of the data",
            logDensity.map { "log density \($0.short)" },
        ]
        return parts.compactMap(\.self).joined(separator: "; ")
    }
}
