public import OtherwiseNumerics

/// `value = link(trend(parents) + noise)` (Zhang and Hyvärinen 2009): invertible, since the link is.
public struct PostNonlinearMechanism<Function: Trend>: DensityMechanism, Hashable {
    /// What the link is applied to.
    public let inner: AdditiveNoiseMechanism<Function>
    /// The function that the sum passes through.
    public let link: ScaledLink

    /// - Parameters:
    ///   - inner: What the link is applied to.
    ///   - link: The function that the sum passes through.
    public init(_ inner: AdditiveNoiseMechanism<Function>, through link: Link) {
        self.init(inner, through: ScaledLink(link))
    }

    /// - Parameters:
    ///   - inner: What the link is applied to.
    ///   - link: The function that the sum passes through.
    public init(_ inner: AdditiveNoiseMechanism<Function>, through link: ScaledLink) {
        (self.inner, self.link) = (inner, link)
    }

    /// The names of the causes, in the order in which values are given.
    public var parents: [String] { inner.parents }

    /// Noise of so many units.
    public func sampleNoise(count: Int, using generator: inout SeededGenerator) -> [Double] {
        inner.sampleNoise(count: count, using: &generator)
    }

    /// The values for the causes and the noise, `[units]`.
    public func values(_ parents: [[Double]], noise: [Double]) -> [Double] {
        inner.values(parents, noise: noise).map { link($0) }
    }

    /// The noise under which the values came about; not finite for a value that the link has not.
    public func noise(_ parents: [[Double]], values: [Double]) -> [Double] {
        inner.noise(parents, values: values.map(link.inverse))
    }

    /// What one unit's value would have been with other parents.
    public func counterfactual(of value: Double, _ parents: [Double], with others: [Double]) -> Double {
        link(inner.counterfactual(of: link.inverse(value), parents, with: others))
    }

    /// The density of what is inside, by the slope of the link.
    public func logDensities(_ parents: [[Double]], values: [Double]) -> [Double] {
        let numbers = values.map(link.inverse)
        return zip(numbers, inner.logDensities(parents, values: numbers)).map { number, density in
            number.isFinite ? density - link.logSlope(number) : -.infinity
        }
    }
}
