/// What data say against a fitted model.
public struct ModelDiagnosis: Sendable, Hashable, Codable {
    /// For each mechanism of a number, whether what is left of the variable is independent of its parents.
    public let residuals: [Residual]
    /// What the graph says is independent.
    public let implications: [Implication]

    /// The level at which a p-value counts as evidence, all tests of a kind taken together (Holm 1979).
    public static let level = 0.05

    /// That the noise of a variable says nothing about its parents.
    public struct Residual: Sendable, Hashable, Codable {
        /// The variable.
        public let variable: String
        /// The p-value of the test, before others are taken into account.
        public let pValue: Double
        /// Whether it counts as evidence against the model once all tests are taken into account.
        public let isRejected: Bool
    }

    /// That a variable says nothing about one before it, once its parents are known.
    public struct Implication: Sendable, Hashable, Codable {
        /// The variable.
        public let variable: String
        /// The one before it.
        public let other: String
        /// The parents of the variable.
        public let parents: [String]
        /// The p-value of the test, before others are taken into account.
        public let pValue: Double
        /// Whether it counts as evidence against the model once all tests are taken into account.
        public let isRejected: Bool
    }

    /// Which of some p-values count as evidence once they are looked at together.
    static func rejected(_ pValues: [Double]) -> [Bool] {
        var rejected = [Bool](repeating: false, count: pValues.count)
        let order = pValues.indices.sorted { pValues[$0] < pValues[$1] }
        for (rank, place) in order.enumerated() {
            guard pValues[place] * Double(pValues.count - rank) < level else { break }
            rejected[place] = true
        }
        return rejected
    }
}
