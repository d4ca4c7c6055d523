public import OtherwiseNumerics

/// How far two models share what they know, and the errors that they make although they know.
public struct KnowledgeOverlap: Sendable {
    /// The Jaccard index of what each knows: shared over known to either; NaN where neither knows anything.
    public let knowledge: Double
    /// The same of the errors despite knowledge (HK+), within what both know.
    public let errors: Double
    /// What the errors would overlap by if they fell on shared knowledge at random, `[permutations]`.
    public let chance: [Double]

    /// - Parameters:
    ///   - one: What became of each question.
    ///   - other: The same questions, in the same order.
    public init(
        _ one: [KnowledgeLabel], _ other: [KnowledgeLabel], permutations: Int = 1000,
        using generator: inout SeededGenerator
    ) {
        let pairs = Array(zip(one, other))
        knowledge = Self.jaccard(pairs.map { ($0.0.isKnown, $0.1.isKnown) })
        let shared = pairs.filter { $0.0.isKnown && $0.1.isKnown }
        let errs = shared.map { $0.0 == .errsDespiteKnowledge },
            othersErr = shared.map { $0.1 == .errsDespiteKnowledge }
        errors = Self.jaccard(Array(zip(errs, othersErr)))
        chance = (0..<permutations).map { _ in Self.jaccard(Array(zip(errs, othersErr.shuffled(using: &generator)))) }
    }

    /// The mean overlap of errors that fall at random.
    public var meanChance: Double { chance.reduce(0, +) / Double(chance.count) }

    /// How likely errors at random overlap as much (Phipson and Smyth 2010: never 0).
    public var probabilityByChance: Double { Double(1 + chance.count { $0 >= errors }) / Double(1 + chance.count) }

    private static func jaccard(_ pairs: [(Bool, Bool)]) -> Double {
        Double(pairs.count { $0 && $1 }) / Double(pairs.count { $0 || $1 })
    }
}
