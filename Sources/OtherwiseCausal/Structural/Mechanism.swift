public import OtherwiseNumerics

/// How a numeric variable comes about, as far as one can draw from it: the first of four steps.
///
/// A stochastic mechanism can be sampled; a functional one says how the value follows from parents and noise; an
/// invertible one gives the noise back; one with a density says what a value tells of parents that were not observed.
/// What would have been is asked of the last two kinds only, and the compiler refuses the others.
public protocol StochasticMechanism: Sendable {
    /// The names of the variables that it reads.
    var parents: [String] { get }

    /// Draws a value for every row.
    ///
    /// - Parameter parents: One column per parent, in their order, `[count]` each.
    func sample(_ parents: [[Double]], count: Int, using generator: inout SeededGenerator) -> [Double]
}

/// A mechanism whose value is a function of its parents and of noise that is independent of them.
public protocol FunctionalMechanism: StochasticMechanism {
    func sampleNoise(count: Int, using generator: inout SeededGenerator) -> [Double]
    /// The values for parents and noise, `[noise.count]`.
    func values(_ parents: [[Double]], noise: [Double]) -> [Double]
}

/// A mechanism whose noise can be recovered from what was observed.
public protocol InvertibleMechanism: FunctionalMechanism {
    /// The noise that gives `values` with these parents, `[values.count]`.
    func noise(_ parents: [[Double]], values: [Double]) -> [Double]
    /// What one unit's value would have been with other parents, its noise being the same. By default two columns of one
    /// row each; write it where that is slow.
    func counterfactual(of value: Double, _ parents: [Double], with others: [Double]) -> Double
}

/// An invertible mechanism that says how likely a value is, so that it can be observed of a unit without its causes.
public protocol DensityMechanism: InvertibleMechanism {
    /// The natural logarithm of the density of each of `values` with these parents, `[values.count]`; -∞ for a value that
    /// cannot come about.
    func logDensities(_ parents: [[Double]], values: [Double]) -> [Double]
}

extension InvertibleMechanism {
    /// By way of columns of one row.
    public func counterfactual(of value: Double, _ parents: [Double], with others: [Double]) -> Double {
        values(others.map { [$0] }, noise: noise(parents.map { [$0] }, values: [value]))[0]
    }
}

extension FunctionalMechanism {
    /// The values for the causes and freshly drawn noise, `[count]`.
    public func sample(_ parents: [[Double]], count: Int, using generator: inout SeededGenerator) -> [Double] {
        values(parents, noise: sampleNoise(count: count, using: &generator))
    }
}

/// Any invertible mechanism, for models that mix kinds.
public struct AnyInvertibleMechanism: InvertibleMechanism {
    private let base: any InvertibleMechanism

    /// - Parameter base: The mechanism that is meant.
    public init(_ base: any InvertibleMechanism) { self.base = base }

    /// The names of the causes, in the order in which values are given.
    public var parents: [String] { base.parents }
    /// Noise of so many units.
    public func sampleNoise(count: Int, using generator: inout SeededGenerator) -> [Double] {
        base.sampleNoise(count: count, using: &generator)
    }
    /// The values for the causes and the noise, `[units]`.
    public func values(_ parents: [[Double]], noise: [Double]) -> [Double] { base.values(parents, noise: noise) }
    /// The noise under which the values came about.
    public func noise(_ parents: [[Double]], values: [Double]) -> [Double] { base.noise(parents, values: values) }
    /// What one unit's value would have been with other parents.
    public func counterfactual(of value: Double, _ parents: [Double], with others: [Double]) -> Double {
        base.counterfactual(of: value, parents, with: others)
    }
}
