import OtherwiseNumerics

/// An attempt to show an estimate wrong.
public struct Refutation: Sendable, Hashable, Codable {
    /// What is tried.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// The treatment is dealt out anew at random: there must be no effect.
        case placebo = "placebo treatment"
        /// A random number counts as one more common cause: nothing may change.
        case randomCause = "random common cause"
        /// Four fifths of the units: the effect must be about the same.
        case subset = "subset of the units"
    }

    /// What was tried.
    public let kind: Kind
    /// The mean of the repetitions' estimates, and their deviation.
    public let mean: Double
    /// The standard deviation of the estimates.
    public let deviation: Double
    /// Where the mean has to lie.
    public let lower: Double
    /// The greatest value that the mean may have.
    public let upper: Double
    /// How often it was tried.
    public let repetitions: Int

    /// Whether the estimate stands.
    public var stands: Bool { (lower...upper).contains(mean) }
}

extension Study {
    /// Tries to show an estimate wrong by doing the same where the answer is known.
    ///
    /// - Parameter repetitions: Of the trial, each drawn anew.
    /// - Throws: What the method throws.
    public func refute(
        _ kind: Refutation.Kind, _ method: EstimationMethod, for population: Population = .everyone,
        repetitions: Int = 50, seed: UInt64 = 1
    ) throws(EstimationError) -> Refutation {
        let original = try estimate(method, for: population, seed: seed)
        let root = SeededGenerator(seed: seed)
        var values: [Double] = []
        for repetition in 0..<max(repetitions, 2) {
            var generator = root.split(repetition)
            let changed = try self.changed(as: kind, using: &generator)
            values.append(try changed.estimate(method, for: population, seed: seed).value)
        }
        let mean = values.reduce(0, +) / Double(values.count)
        let spread = values.centred
        let deviation = (spread.dot(spread) / Double(values.count - 1)).squareRoot()
        let (centre, reach) = Self.range(kind, original, deviation, values.count)
        return Refutation(
            kind: kind, mean: mean, deviation: deviation, lower: centre - reach, upper: centre + reach,
            repetitions: values.count)
    }

    private func changed(
        as kind: Refutation.Kind, using generator: inout SeededGenerator
    ) throws(EstimationError) -> Study {
        switch kind {
        case .placebo: return try treated(by: treatment.shuffled(using: &generator))
        case .randomCause:
            let values = (0..<count).map { _ in Double.random(in: -1...1, using: &generator) }
            return try adjusting(for: Regressor("a random number", values))
        case .subset:
            let rows = Array(0..<count).shuffled(using: &generator).prefix(count - count / 5)
            return try selecting(rows.sorted())
        }
    }

    /// Where the mean of the repetitions must lie: for a placebo around 0, within what chance leaves 999 times in 1,000;
    /// for the others within half a standard error of the estimate, which is six times what chance leaves of subsets.
    private static func range(
        _ kind: Refutation.Kind, _ original: Estimate, _ deviation: Double, _ count: Int
    ) -> (centre: Double, reach: Double) {
        kind == .placebo
            ? (0, 3.29 * deviation / Double(count).squareRoot()) : (original.value, original.standardError / 2)
    }
}
