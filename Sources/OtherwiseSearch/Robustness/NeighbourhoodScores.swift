/// The scores of rows drawn around a row.
package struct NeighbourhoodScores: Sendable, Hashable {
    /// The score of the row itself, 0...1.
    package let centre: Double
    /// The scores of the rows drawn, `[draws]`.
    package let scores: [Double]
    /// What was added to the row, `[draws × numbers]`, in units of ranges.
    private let offsets: [[Double]]
    let sigma: Double
    /// A Lipschitz constant of the scores, if one is known.
    var knownSlope: Double?
    /// The score from which on the goal surely is reached.
    let floor: Double

    /// - Parameters:
    ///   - scores: At least one.
    ///   - slope: A Lipschitz constant of the scores, if one is known.
    package init(
        centre: Double, scores: [Double], offsets: [[Double]], sigma: Double, slope: Double? = nil, floor: Double = 0.5
    ) {
        self.centre = centre
        self.scores = scores
        self.offsets = offsets
        self.sigma = sigma
        knownSlope = slope
        self.floor = floor
    }

    package func stability(_ form: StabilityForm) -> Stability {
        let estimate = estimate(form)
        return Stability(
            form: form, value: estimate.value, standardError: estimate.standardError, draws: scores.count,
            sigma: sigma, guarantee: form == .meanMinusDeviation ? nil : guarantee)
    }

    /// The stability and its standard error.
    func estimate(_ form: StabilityForm) -> (value: Double, standardError: Double) {
        switch form {
        case .relaxed: return Self.mean(scores.map { $0 - abs(centre - $0) })
        case .lipschitz:
            let slope = slope
            return Self.mean(zip(scores, distances).map { $0 - slope * $1 })
        case .meanMinusDeviation:
            let (mean, error) = Self.mean(scores)
            let count = Double(scores.count)
            let deviation = error * count.squareRoot()
            // The deviation of a deviation, as for normal scores.
            return (mean - deviation, (error * error + deviation * deviation / (2 * max(count - 1, 1))).squareRoot())
        }
    }

    /// The mean and its standard error.
    private static func mean(_ terms: [Double]) -> (Double, Double) {
        let count = Double(terms.count)
        let mean = terms.reduce(0, +) / count
        let variance = terms.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(count - 1, 1)
        return (mean, (variance / count).squareRoot())
    }
}

extension NeighbourhoodScores {
    /// The slope that is known, or else the steepest between the row and a draw, or two draws.
    ///
    /// - Complexity: O(draws² · numbers).
    package var slope: Double {
        if let knownSlope { return knownSlope }
        let distances = distances
        var slope = 0.0
        for place in scores.indices {
            if distances[place] > 0 { slope = max(slope, abs(scores[place] - centre) / distances[place]) }
            for other in 0..<place {
                let gap = zip(offsets[place], offsets[other]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
                if gap > 0 { slope = max(slope, abs(scores[place] - scores[other]) / gap.squareRoot()) }
            }
        }
        return slope
    }

    /// How far each draw lies from the row, `[draws]`, in units of ranges.
    private var distances: [Double] { offsets.map { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() } }
}
