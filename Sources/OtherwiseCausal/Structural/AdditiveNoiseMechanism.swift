public import OtherwiseNumerics

/// A function of named columns, evaluated for whole batches.
public protocol Trend: Sendable, Hashable {
    var parents: [String] { get }
    /// - Parameter parents: One column per parent, in their order, `[count]` each.
    func values(_ parents: [[Double]], count: Int) -> [Double]
    /// The same of one row. By default columns of one row each; write it where that is slow.
    func value(_ parents: [Double]) -> Double
}

extension Trend {
    /// By way of columns of one row.
    public func value(_ parents: [Double]) -> Double { values(parents.map { [$0] }, count: 1)[0] }
}

/// `intercept + Σ coefficient × parent`.
public struct LinearTrend: Trend {
    /// The value where every cause is 0.
    public let intercept: Double
    /// The names of the causes, in the order in which values are given.
    public let parents: [String]
    /// In the order of the parents.
    public let coefficients: [Double]

    /// - Parameter coefficients: By the names of the causes.
    public init(intercept: Double = 0, _ coefficients: [String: Double]) {
        self.intercept = intercept
        parents = coefficients.keys.sorted()
        self.coefficients = parents.compactMap { coefficients[$0] }
    }

    /// The values for the causes, `[count]`.
    public func values(_ parents: [[Double]], count: Int) -> [Double] {
        var sum = [Double](repeating: intercept, count: count)
        for (column, coefficient) in zip(parents, coefficients) {
            for row in 0..<count { sum[row] += coefficient * column[row] }
        }
        return sum
    }

    /// The value of one row.
    public func value(_ parents: [Double]) -> Double {
        var sum = intercept
        for place in coefficients.indices { sum += coefficients[place] * parents[place] }
        return sum
    }
}

extension Expression: Trend {
    /// The names of the causes, in the order in which values are given.
    public var parents: [String] { variables.sorted() }

    /// The values for the causes, `[count]`.
    public func values(_ parents: [[Double]], count: Int) -> [Double] {
        values(Dictionary(uniqueKeysWithValues: zip(self.parents, parents)), count: count)
    }
}

/// `value = trend(parents) + noise` (Hoyer et al. 2009): invertible whatever the trend.
public struct AdditiveNoiseMechanism<Function: Trend>: DensityMechanism, Hashable {
    /// The mean, given the causes.
    public let trend: Function
    /// What is added to it.
    public let noise: NoiseDistribution

    /// - Parameters:
    ///   - trend: The mean, given the causes.
    ///   - noise: What is added to it.
    public init(_ trend: Function, noise: NoiseDistribution) {
        self.trend = trend
        self.noise = noise
    }

    /// The names of the causes, in the order in which values are given.
    public var parents: [String] { trend.parents }

    /// Noise of so many units.
    public func sampleNoise(count: Int, using generator: inout SeededGenerator) -> [Double] {
        noise.sample(count: count, using: &generator)
    }

    /// The values for the causes and the noise, `[units]`.
    public func values(_ parents: [[Double]], noise: [Double]) -> [Double] {
        var values = trend.values(parents, count: noise.count)
        for row in values.indices { values[row] += noise[row] }
        return values
    }

    /// The noise under which the values came about.
    public func noise(_ parents: [[Double]], values: [Double]) -> [Double] {
        let trend = trend.values(parents, count: values.count)
        return values.indices.map { values[$0] - trend[$0] }
    }

    /// What one unit's value would have been with other parents.
    public func counterfactual(of value: Double, _ parents: [Double], with others: [Double]) -> Double {
        trend.value(others) + (value - trend.value(parents))
    }

    /// The density of the noise under which each value came about; a millionth is taken for rounding.
    public func logDensities(_ parents: [[Double]], values: [Double]) -> [Double] {
        zip(values, self.noise(parents, values: values)).map { value, noise in
            self.noise.logDensity(at: noise, within: 1e-6 * max(1, abs(value)))
        }
    }
}

/// A linear function of the causes with noise that is added.
public typealias LinearMechanism = AdditiveNoiseMechanism<LinearTrend>
