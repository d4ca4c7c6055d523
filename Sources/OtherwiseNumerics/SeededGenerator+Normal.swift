import Foundation

extension SeededGenerator {
    /// Draws from the standard normal distribution, by the polar method (Marsaglia and Bray 1964).
    public mutating func normals(_ count: Int) -> [Double] {
        var draws: [Double] = []
        draws.reserveCapacity(count + 1)
        while draws.count < count {
            let (x, y) = (Double.random(in: -1...1, using: &self), Double.random(in: -1...1, using: &self))
            let square = x * x + y * y
            guard square > 0, square < 1 else { continue }
            let factor = (-2 * log(square) / square).squareRoot()
            draws += [x * factor, y * factor]
        }
        return Array(draws.prefix(count))
    }
}
