import Foundation
import OtherwiseNumerics

/// Units that one of which only a part was observed may be: drawn from the model, and weighed by how well each agrees
/// with the part.
///
/// Importance sampling with the model itself as proposal (likelihood weighting; Shachter and Peot 1990).
public struct WeighedUnits: Sendable, Hashable {
    let units: RecoveredNoise
    /// `[units]`, summing to 1.
    public let weights: [Double]
    /// The variables to which the model gives no value in some unit that agrees with all that was observed before them.
    var unsettled: [String] = []

    /// How many units of equal weight tell as much, `1 / Σ weight²` (Kish 1965); at least 1.
    public var effectiveSampleSize: Double { 1 / weights.reduce(0) { $0 + $1 * $1 } }
}

extension StructuralCausalModel where Mechanism: InvertibleMechanism {
    /// The units that one may be of which some variables were observed. What hangs on nothing unobserved is recovered
    /// exactly, the same for all.
    ///
    /// - Parameters:
    ///   - observed: Values by variable.
    ///   - count: How many units are drawn, at least 1.
    /// - Throws: `CausalModelError.unlikelyEvidence` where none of the units agrees with what was observed, `inconsistent`
    ///   for an observed variable whose mechanism gives no density.
    public func abduct(
        partly observed: [String: Double], count: Int, seed: UInt64
    ) throws(CausalModelError) -> WeighedUnits {
        let generator = SeededGenerator(seed: seed)
        var columns = [[Double]](repeating: [], count: mechanisms.count)
        var noise = columns
        var logWeights = [Double](repeating: 0, count: max(count, 1))
        var unsettled: [String] = []
        for node in graph.order {
            let causes = parents[node].map { columns[$0] }
            if let value = observed[graph.nodes[node]] {
                columns[node] = logWeights.map { _ in value }
                noise[node] = mechanisms[node].noise(causes, values: columns[node])
                let densities = try logDensities(node, causes, columns[node])
                for unit in logWeights.indices { logWeights[unit] += densities[unit] }
            } else {
                var own = generator.split(node)
                noise[node] = mechanisms[node].sampleNoise(count: logWeights.count, using: &own)
                columns[node] = mechanisms[node].values(causes, noise: noise[node])
                if zip(columns[node], logWeights).contains(where: { !$0.isFinite && $1 > -.infinity }) {
                    unsettled.append(graph.nodes[node])
                }
            }
        }
        return WeighedUnits(
            units: RecoveredNoise(values: columns, noise: noise), weights: try Self.weights(logWeights),
            unsettled: unsettled)
    }

    /// What each of the units would have been, by variable, in the order of their weights.
    public func predict(
        _ weighed: WeighedUnits, under intervention: NumericIntervention
    ) throws(CausalModelError) -> [String: [Double]] {
        Dictionary(uniqueKeysWithValues: zip(graph.nodes, try columns(weighed.units, under: intervention)))
    }

    private func logDensities(
        _ node: Int, _ causes: [[Double]], _ values: [Double]
    ) throws(CausalModelError) -> [Double] {
        guard let mechanism = mechanisms[node] as? any DensityMechanism else {
            throw .inconsistent(
                "The mechanism of '\(graph.nodes[node])' gives no density, so that its value tells nothing of the others. Give it one, or observe every variable."
            )
        }
        return mechanism.logDensities(causes, values: values)
    }

    private static func weights(_ logWeights: [Double]) throws(CausalModelError) -> [Double] {
        let most = logWeights.reduce(-.infinity) { $1.isNaN ? $0 : max($0, $1) }
        guard most.isFinite else { throw .unlikelyEvidence(units: logWeights.count) }
        let weights = logWeights.map { $0.isNaN ? 0 : exp($0 - most) }
        let sum = weights.reduce(0, +)
        return weights.map { $0 / sum }
    }
}
