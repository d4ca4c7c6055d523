package import OtherwiseCore

/// How ordinary answers must be, by an isolation forest.
package struct PlausibilityLimit: Sendable {
    package let forest: IsolationForest
    /// The highest isolation permitted, 0...1.
    package let isolation: Double

    package init(forest: IsolationForest, isolation: Double) {
        self.forest = forest
        self.isolation = isolation
    }

    /// The least mean path, in splits: isolation falls as it grows.
    package var path: Double { forest.path(ofScore: isolation) }

    package func permits(_ values: [Value]) -> Bool { violation(of: values) == 0 }

    /// 0 for values that are permitted, else the more the more isolated they are, from a half to 1.
    func violation(of values: [Value]) -> Double {
        let excess = forest.score(of: values) - isolation
        return excess > 0 ? 0.5 + 0.5 * excess / (1 - isolation) : 0
    }
}

/// A plausibility that cannot be asked for.
public struct PlausibilityError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, and the way out.
    public let description: String

    init(_ description: String) { self.description = description }
}

extension PlausibilityGauge {
    /// The limit that the share `share` of the reference rows is at least as isolated as.
    ///
    /// - Parameter share: Of all rows, 0...1: 0 for no limit, 1 for answers as ordinary as the most ordinary row.
    /// - Throws: `PlausibilityError` for another number, and where the rows cannot be told apart.
    package func limit(share: Double) throws(PlausibilityError) -> PlausibilityLimit {
        guard (0...1).contains(share) else {
            throw PlausibilityError(
                "A plausibility of \(share.plain) cannot be asked for. Give a share of the rows, 0 to 1.")
        }
        let scores = isolations.scores
        guard let least = scores.first, let most = scores.last, least < most else {
            throw PlausibilityError(
                "The \(scores.count) reference rows are all alike, so that none is more plausible than another. Give --reference rows that differ, or leave out --plausible."
            )
        }
        let rank = Int((share * Double(scores.count)).rounded(.up))
        return PlausibilityLimit(forest: isolations.forest, isolation: rank == 0 ? 1 : scores[scores.count - rank])
    }
}
