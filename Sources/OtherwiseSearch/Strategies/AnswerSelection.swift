import OtherwiseCore

/// How answers are chosen among more of them.
public enum AnswerSelection: String, Sendable, Hashable, Codable, CaseIterable {
    /// The cheapest, each with another set of changed features.
    case cheapest
    /// The cheapest, then each time the one farthest from those chosen (Gonzalez 1985).
    case maxMin = "max-min"
    /// Each time the one that most enlarges the determinant of a kernel that weighs difference and cost, as in DiCE
    /// (Mothilal, Sharma and Tan 2020); chosen greedily (Chen, Zhang and Zhou 2018).
    case determinantal

    /// How many answers to choose among for each one wanted.
    package var poolFactor: Int { self == .cheapest ? 1 : 4 }

    /// - Parameter answers: Cheapest first.
    /// - Returns: At most `count` of them, cheapest first.
    package func selected(
        _ count: Int, of answers: [SearchResult.Answer], in space: MixedSpace
    ) -> [SearchResult.Answer] {
        places(count, of: answers, in: space).map { answers[$0] }
    }

    /// The same as places among the answers, ascending.
    package func places(_ count: Int, of answers: [SearchResult.Answer], in space: MixedSpace) -> [Int] {
        guard answers.count > count else { return Array(answers.indices) }
        let points = answers.map { space.point($0.values) }
        let chosen =
            switch self {
            case .cheapest: Array(answers.indices.prefix(count))
            case .maxMin: Self.farthest(count, of: points)
            case .determinantal:
                Self.determinantal(count, of: points, costs: answers.map { $0.certificate.upperBound ?? 0 })
            }
        return chosen.sorted()
    }

    private static func farthest(_ count: Int, of points: [Point]) -> [Int] {
        var chosen = [0]
        var reach = points.map { MixedSpace.distance($0, points[0]) }
        while chosen.count < count {
            guard let next = points.indices.max(by: { reach[$0] < reach[$1] }), reach[next] > 0 else { break }
            chosen.append(next)
            for place in points.indices {
                reach[place] = min(reach[place], MixedSpace.distance(points[place], points[next]))
            }
        }
        return chosen
    }

    /// Greedy over L = √(q q′) / (1 + d), with d the summed differences and q the least cost over the cost.
    private static func determinantal(_ count: Int, of points: [Point], costs: [Double]) -> [Int] {
        let least = max(costs.min() ?? 0, 1e-12)
        let qualities = costs.map { (least / max($0, least)).squareRoot() }
        // Rows of the Cholesky factor, and what is left of each diagonal entry.
        var factors = points.map { _ in [Double]() }
        var rest = qualities.map { $0 * $0 }
        var chosen: [Int] = []
        while chosen.count < count {
            let open = points.indices.filter { !chosen.contains($0) }
            guard let next = open.max(by: { rest[$0] < rest[$1] }), rest[next] > 1e-12 else { break }
            chosen.append(next)
            for place in open where place != next {
                let kernel =
                    qualities[next] * qualities[place] / (1 + MixedSpace.distance(points[next], points[place]))
                let factor = (kernel - dot(factors[next], factors[place])) / rest[next].squareRoot()
                factors[place].append(factor)
                rest[place] -= factor * factor
            }
        }
        return chosen
    }

    private static func dot(_ one: [Double], _ other: [Double]) -> Double {
        zip(one, other).reduce(0) { $0 + $1.0 * $1.1 }
    }
}
