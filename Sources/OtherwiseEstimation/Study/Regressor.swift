/// A named column of numbers, one for each unit.
public struct Regressor: Sendable, Hashable {
    /// The name.
    public let name: String
    /// `[units]`.
    public let values: [Double]

    /// - Parameter values: `[units]`.
    public init(_ name: String, _ values: [Double]) { (self.name, self.values) = (name, values) }

    var mean: Double { values.reduce(0, +) / Double(values.count) }

    /// The root of the mean squared distance from the mean.
    var deviation: Double {
        let centre = mean
        return (values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / Double(values.count)).squareRoot()
    }

    /// With mean 0 and deviation 1; `nil` where all values are equal.
    var standardized: [Double]? {
        let (centre, scale) = (mean, deviation)
        guard scale > 1e-12 * max(abs(centre), 1e-300) else { return nil }
        return values.map { ($0 - centre) / scale }
    }
}

extension [Double] {
    /// Less their mean.
    var centred: [Double] {
        let mean = reduce(0, +) / Double(Swift.max(count, 1))
        return map { $0 - mean }
    }

    func dot(_ other: [Double]) -> Double { zip(self, other).reduce(0) { $0 + $1.0 * $1.1 } }
}
