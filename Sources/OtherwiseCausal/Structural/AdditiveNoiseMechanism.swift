public import OtherwiseNumerics

/// A function of named columns, evaluated for whole batches.
public protocol Trend: Sendable, Hashable {
    var parents: [String] { get }
    /// - Parameter parents: One column per parent, in their order, `[count]` each.
    func values(_ parents: [[Double]], count: Int) -> [Double]
}

/// `intercept + Σ coefficient × parent`.
public struct LinearTrend: Trend {
    public let intercept: Double
    public let parents: [String]
    /// In the order of the parents.
    public let coefficients: [Double]

    public init(intercept: Double = 0, _ coefficients: [String: Double]) {
        self.intercept = intercept
        parents = coefficients.keys.sorted()
        self.coefficients = parents.compactMap { coefficients[$0] }
    }

    public func values(_ parents: [[Double]], count: Int) -> [Double] {
        var sum = [Double](repeating: intercept, count: count)
        for (column, coefficient) in zip(parents, coefficients) {
            for row in 0..<count { sum[row] += coefficient * column[row] }
        }
        return sum
    }
}

extension Expression: Trend {
    public var parents: [String] { variables.sorted() }

    public func values(_ parents: [[Double]], count: Int) -> [Double] {
        values(Dictionary(uniqueKeysWithValues: zip(self.parents, parents)), count: count)
    }
}

/// `value = trend(parents) + noise` (Hoyer et al. 2009): invertible whatever the trend.
public struct AdditiveNoiseMechanism<Function: Trend>: InvertibleMechanism, Hashable {
    public let trend: Function
    public let noise: NoiseDistribution

    public init(_ trend: Function, noise: NoiseDistribution) {
        self.trend = trend
        self.noise = noise
    }

    public var parents: [String] { trend.parents }

    public func sampleNoise(count: Int, using generator: inout SeededGenerator) -> [Double] {
        noise.sample(count: count, using: &generator)
    }

    public func values(_ parents: [[Double]], noise: [Double]) -> [Double] {
        var values = trend.values(parents, count: noise.count)
        for row in values.indices { values[row] += noise[row] }
        return values
    }

    public func noise(_ parents: [[Double]], values: [Double]) -> [Double] {
        let trend = trend.values(parents, count: values.count)
        return values.indices.map { values[$0] - trend[$0] }
    }
}

public typealias LinearMechanism = AdditiveNoiseMechanism<LinearTrend>
