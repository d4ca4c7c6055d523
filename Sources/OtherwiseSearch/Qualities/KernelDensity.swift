import Foundation
import OtherwiseCore

/// The density of mixed rows by a product of kernels: Laplace's for numbers, Aitchison and Aitken's (1976) for
/// categories, all of one bandwidth h. Their product is `exp(−d / h)` of the summed differences d, which makes it
/// as cheap as a distance; and it needs no metric among categories, which Gaussian kernels would.
///
/// ```
/// log p(a) = log mean over the data of exp(−d(a, o) / h) − Σ log z
/// z = 2h for a number, 1 + (c − 1) exp(−1 / h) for one of c categories
/// ```
///
/// Numbers are measured in units of their ranges; the density is with respect to those. h is one of 1, ½, … 1⁄64, the
/// one under which rows of the data are likeliest given the others (Habbema et al. 1974).
package struct KernelDensity: Sendable {
    package let bandwidth: Double
    private let vectorCount: Int
    private let vectors: [SIMD4<Double>]
    /// Σ log z.
    private let logNormalizer: Double
    private let count: Int

    private static let halvings = 6

    /// - Parameter points: `[rows]`; duplicates count as often as they are there.
    /// - Returns: `nil` for fewer than two points.
    package init?(_ points: [Point], space: MixedSpace) {
        guard points.count > 1 else { return nil }
        count = points.count
        vectorCount = space.vectorCount
        vectors = points.flatMap(\.self)
        let kinds = space.schema.features.map(\.domain)
        let step = max(1, count / 64)
        var likelihoods = [Double](repeating: 0, count: Self.halvings + 1)
        for number in stride(from: 0, to: count, by: step) {
            let sums = Self.kernelSums(around: points[number], vectors: vectors)
            for (halving, sum) in sums.enumerated() {
                likelihoods[halving] += log(sum) - Self.logNormalizer(kinds, bandwidth: exp2(-Double(halving)))
            }
        }
        let best = likelihoods.indices.max { likelihoods[$0] < likelihoods[$1] } ?? 0
        bandwidth = exp2(-Double(best))
        logNormalizer = Self.logNormalizer(kinds, bandwidth: bandwidth)
    }

    /// The log density at a point, in nats.
    package func logDensity(at point: Point) -> Double {
        let distances = Self.distances(from: point, to: vectors)
        let least = distances.min() ?? 0
        let sum = distances.reduce(0) { $0 + ($1 < least + 40 * bandwidth ? exp((least - $1) / bandwidth) : 0) }
        return log(sum / Double(count)) - least / bandwidth - logNormalizer
    }

    /// `Σ exp(−d / h)` for h = 1, ½, …: each the sum of the squares of the terms before.
    ///
    /// Rows that coincide with the point are left out: of rounded numbers they would always want the least h.
    private static func kernelSums(around point: Point, vectors: [SIMD4<Double>]) -> [Double] {
        var sums = [Double](repeating: 0, count: halvings + 1)
        for distance in distances(from: point, to: vectors) where distance > 0 {
            var term = exp(-distance)
            for halving in sums.indices {
                sums[halving] += term
                term *= term
            }
        }
        return sums
    }

    private static func distances(from point: Point, to vectors: [SIMD4<Double>]) -> [Double] {
        stride(from: 0, to: vectors.count, by: point.count).map { start in
            var sum = SIMD4<Double>.zero
            for index in point.indices { sum += MixedSpace.difference(point[index], vectors[start + index]) }
            return sum.sum()
        }
    }

    private static func logNormalizer(_ kinds: [Domain], bandwidth: Double) -> Double {
        kinds.reduce(0) { sum, kind in
            switch kind {
            case .numeric: sum + log(2 * bandwidth)
            case .categorical(let categories, _): sum + log1p(Double(categories.count - 1) * exp(-1 / bandwidth))
            }
        }
    }
}
