import OtherwiseCore
import OtherwiseSearch

/// How like the data an answer is, in words, with the figures behind them.
struct PlausibilityWords: Sendable {
    private let plausibility: Plausibility

    init(_ plausibility: Plausibility) { self.plausibility = plausibility }

    /// One row in five is at least this isolated, one in twenty; the usual words for such shares.
    var grade: String {
        switch plausibility.isolationRank {
        case 0.2...: "ordinary"
        case 0.05...: "unusual"
        default: "rare"
        }
    }

    var markup: Markup {
        """
        <p>Among the data such a row is <b>\(grade)</b>: \(rank).\(neighbours)</p>
        <p class="quiet">\(figures).</p>

        """
    }

    private var rank: String {
        let share = plausibility.isolationRank
        return share > 0 ? "\(Numerals.percent(share)) of the rows stand out as much" : "no row stands out as much"
    }

    /// Around 1 a row lies among its like (Breunig et al. 2000); above, it lies so many times as far apart as they do.
    private var neighbours: String {
        guard let factor = plausibility.localOutlierFactor else { return "" }
        switch factor {
        case ..<1.5: return " It lies among rows like it."
        case ..<3: return " \(subject) lies somewhat apart from the rows most like it."
        default: return " \(subject) lies far apart from the rows most like it."
        }
    }

    /// Values that are ordinary each by itself may still stand together as in no other row.
    private var subject: String { plausibility.isolationRank >= 0.2 ? "But taken together it" : "It" }

    private var figures: String {
        let parts = [
            plausibility.neighbourDistance.map { "Distance to the nearest rows of that outcome \(short($0))" },
            plausibility.localOutlierFactor.map { "local outlier factor \(short($0))" },
            "isolation \(short(plausibility.isolation))",
            plausibility.logDensity.map { "log density \(short($0))" },
        ].compactMap(\.self)
        let text = parts.joined(separator: ", ")
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    private func short(_ number: Double) -> String { number.rounded(to: 3).plain }
}
