import Foundation
public import OtherwiseNumerics

/// How a person writes down which of a variable's levels come out with which probability.
public enum WrittenLevels: LevelProbabilities {
    /// Probabilities for each combination of the parents' levels, `[levels of the first parent × … × levels]`.
    case table([Double], parentLevels: [Int], levels: Int)
    /// A formula for each level; probabilities are in proportion to their exponentials (softmax).
    case scores([Expression], parents: [String])
    /// The number of the level, rounded: nothing is left to chance.
    case function(Expression, parents: [String], levels: Int)

    /// How many levels there are.
    public var levels: Int {
        switch self {
        case .table(_, _, let levels), .function(_, _, let levels): levels
        case .scores(let formulas, _): formulas.count
        }
    }

    /// Whether the causes leave several levels open.
    var isDrawn: Bool { if case .function = self { false } else { true } }

    /// In nats, row by row, `[count × levels]`; NaN where the causes give none.
    public func logProbabilities(_ parents: [[Double]], count: Int) -> [Double] {
        switch self {
        case .table(let probabilities, let sizes, let levels):
            let logarithms = probabilities.map { log($0) }
            return (0..<count).flatMap { row in
                Self.cell(parents.map { $0[row] }, sizes).map { logarithms[($0 * levels)..<(($0 + 1) * levels)] }
                    ?? Self.none(levels)
            }
        case .scores(let formulas, let names):
            let columns = Dictionary(zip(names, parents)) { first, _ in first }
            let scores = formulas.map { $0.values(columns, count: count) }
            return (0..<count).flatMap { row in Self.softmax(scores.map { $0[row] }) }
        case .function(let formula, let names, let levels):
            let columns = Dictionary(zip(names, parents)) { first, _ in first }
            return formula.values(columns, count: count).flatMap { Self.certain($0.rounded(), levels) }
        }
    }

    /// The number of a combination of levels; `nil` where one is none.
    private static func cell(_ codes: [Double], _ sizes: [Int]) -> Int? {
        var cell = 0
        for (code, size) in zip(codes, sizes) {
            guard let level = Int(exactly: code), (0..<size).contains(level) else { return nil }
            cell = cell * size + level
        }
        return cell
    }

    /// Logarithms of shares in proportion to the exponentials; a score of -∞ gives none.
    private static func softmax(_ scores: [Double]) -> [Double] {
        let greatest = scores.max() ?? .nan
        let total = greatest + log(scores.reduce(0) { $0 + exp($1 - greatest) })
        return scores.map { $0 - total }
    }

    private static func certain(_ level: Double, _ levels: Int) -> [Double] {
        guard let level = Int(exactly: level), (0..<levels).contains(level) else { return Array(none(levels)) }
        return (0..<levels).map { $0 == level ? 0 : -.infinity }
    }

    private static func none(_ levels: Int) -> ArraySlice<Double> { [Double](repeating: .nan, count: levels)[...] }
}

/// How a variable comes about, as a person writes it down beside others of another kind.
public enum WrittenMechanism: DensityMechanism, Hashable {
    /// A number: a formula and noise, passed through a link.
    case number(PostNonlinearMechanism<Expression>)
    /// One of several levels.
    case levels(GumbelMaxMechanism<WrittenLevels>)

    private var base: any DensityMechanism {
        switch self {
        case .number(let mechanism): mechanism
        case .levels(let mechanism): mechanism
        }
    }

    /// The names of the causes, in the order in which values are given.
    public var parents: [String] { base.parents }

    /// Whether an observed value leaves the noise open, and with it what other causes would have brought.
    var isDrawn: Bool {
        guard case .levels(let mechanism) = self else { return false }
        return mechanism.function.isDrawn && !mechanism.parents.isEmpty
    }

    /// Noise of so many units.
    public func sampleNoise(count: Int, using generator: inout SeededGenerator) -> [Double] {
        base.sampleNoise(count: count, using: &generator)
    }

    /// The values for the causes and the noise, `[units]`.
    public func values(_ parents: [[Double]], noise: [Double]) -> [Double] { base.values(parents, noise: noise) }

    /// The noise under which the values came about, or may have.
    public func noise(_ parents: [[Double]], values: [Double]) -> [Double] { base.noise(parents, values: values) }

    /// What one unit's value would have been with other parents.
    public func counterfactual(of value: Double, _ parents: [Double], with others: [Double]) -> Double {
        base.counterfactual(of: value, parents, with: others)
    }

    /// The density of a number, or the probability of a level, in nats.
    public func logDensities(_ parents: [[Double]], values: [Double]) -> [Double] {
        base.logDensities(parents, values: values)
    }

    /// The same, with a seed for what observations leave open.
    func seeded(_ seed: UInt64) -> WrittenMechanism {
        guard case .levels(var mechanism) = self else { return self }
        mechanism.seed = seed
        return .levels(mechanism)
    }

    /// The same for units of which so many came before.
    package func following(_ units: Int) -> WrittenMechanism {
        guard case .levels(let mechanism) = self else { return self }
        return .levels(mechanism.following(units))
    }

    /// Whatever the causes, one value.
    static func constant(_ value: Double) -> WrittenMechanism {
        .number(PostNonlinearMechanism(AdditiveNoiseMechanism(.number(value), noise: .none), through: .identity))
    }
}
