public import OtherwiseCore

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
public struct PlausibilityError: CodedError {
    /// What kind of error it is.
    public let code: Code
    /// What is wrong, without a full stop.
    public let problem: String
    /// The way out, without a full stop.
    public let hint: String

    /// The kind of the error. New kinds may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The name of the code.
        public let description: String

        /// The plausibility that is asked for is no share.
        public static let badShare = Code(description: "badShare")
        /// The reference rows cannot be told apart.
        public static let nothingVaries = Code(description: "nothingVaries")
    }
}

extension PlausibilityGauge {
    /// The limit that the share `share` of the reference rows is at least as isolated as.
    ///
    /// - Parameter share: Of all rows, 0...1: 0 for no limit, 1 for answers as ordinary as the most ordinary row.
    /// - Throws: `PlausibilityError` for another number, and where the rows cannot be told apart.
    package func limit(share: Double) throws(PlausibilityError) -> PlausibilityLimit {
        guard (0...1).contains(share) else {
            throw PlausibilityError(
                code: .badShare, problem: "A plausibility of \(share.plain) cannot be asked for",
                hint: "Give a share of the rows, 0 to 1")
        }
        let scores = isolations.scores
        guard let least = scores.first, let most = scores.last, least < most else {
            throw PlausibilityError(
                code: .nothingVaries,
                problem:
                    "The \(scores.count) reference rows are all alike, so that none is more plausible than another",
                hint: "Give --reference rows that differ, or leave out --plausible")
        }
        let rank = Int((share * Double(scores.count)).rounded(.up))
        return PlausibilityLimit(forest: isolations.forest, isolation: rank == 0 ? 1 : scores[scores.count - rank])
    }
}
