import OtherwiseCore
import OtherwiseSearch

/// Shows that answers moved along the gradient of their stability survive retraining, at a price that grows with the
/// stability asked for and stays below that of the nearest accepted row; and that moving as far anywhere does not help.
struct RetrainingCheck: Check {
    let claim =
        "Counterfactuals made robust are accepted by networks trained anew where the closest often are not, and cost less than the nearest accepted row."
    let itemFormat: String? = RetrainedNetworks.format

    /// At most so many rows of each data set.
    var rowLimit = 60
    /// Of fewer rejected rows chance decides whether all figures hold.
    static let fewestRows = 30

    func findings(seed: UInt64, items: CheckItems?) async throws -> Findings {
        if let items { return try await findings(RetrainedNetworks.forItems(items), seed: seed, items: items) }
        var findings = Findings()
        for name in ["ctg", "german"] {
            findings += try await self.findings(RetrainedNetworks(name), seed: seed, items: nil)
        }
        return findings
    }

    private func findings(_ networks: RetrainedNetworks, seed: UInt64, items: CheckItems?) async throws -> Findings {
        let trial = RetrainingTrial(networks: networks, seed: seed, rowLimit: rowLimit)
        let ways = try await trial.ways()
        guard ways.contains(where: { $0 != nil }) else {
            throw SystemError.badItems(
                file: items?.name ?? networks.name,
                problem: ways.isEmpty ? "the network rejects none of the rows" : "no rejected row has an answer",
                format: RetrainedNetworks.format)
        }
        var findings = try Comparison(trial, ways).findings
        findings.items = ItemCount(asked: ways.count, needed: Self.fewestRows)
        return findings
    }
}

/// The figures of one data set.
private struct Comparison {
    private let name: String
    private let closest: Double
    private let validities: [Double]
    private let costs: [Double]
    private let stray: Double
    private let neighbourCost: Double
    private let neighbourGain: Double
    private let answered: Double
    private let kept: Double

    init(_ trial: RetrainingTrial, _ found: [RetrainingTrial.Ways?]) throws {
        let ways = found.compactMap(\.self)
        name = trial.networks.name
        answered = Double(ways.count) / Double(found.count)
        closest = try trial.robustValidity(ways.map(\.closest))
        let places = RetrainingTrial.thresholds.indices
        let factuals = ways.map(\.factual)
        validities = try places.map { place in try trial.robustValidity(ways.map { $0.robust[place].values }) }
        costs = try places.map { place in try trial.cost(ways.map { $0.robust[place].values }, from: factuals) }
        stray = try trial.robustValidity(ways.map(\.stray))
        let near = ways.filter { $0.nearest != nil && $0.nearestRobust != nil }
        let nearest = near.compactMap(\.nearest)
        neighbourCost = try trial.cost(nearest, from: near.map(\.factual))
        neighbourGain =
            try trial.robustValidity(near.compactMap(\.nearestRobust)) - trial.robustValidity(nearest)
        let reached = ways.flatMap { way in
            places.filter { way.robust[$0].isReached }.map { way.measured[$0] >= RetrainingTrial.thresholds[$0] }
        }
        kept = Double(reached.count { $0 }) / Double(reached.count)
    }

    var findings: Findings {
        Findings(
            figures: [
                Figure("\(name): closest, accepted after retraining", closest, .atMost, 0.75),
                Figure("\(name): stability 0.85, accepted after retraining", validities[1], .atLeast, 0.85),
                Figure("\(name): stability 0.85, gain over the closest", validities[1] - closest, .atLeast, 0.25),
                Figure("\(name): least gain from one stability to the next", least(validities), .atLeast, -0.03),
                Figure("\(name): least rise of the cost from one stability to the next", least(costs), .atLeast, 0),
                Figure(
                    "\(name): cost at stability 0.85 over that of the nearest accepted row", costs[1] / neighbourCost,
                    .atMost, 1),
                Figure("\(name): nearest stable row, gain over the nearest accepted", neighbourGain, .atLeast, 0),
                Figure("\(name): rejected rows that have an answer", answered, .atLeast, 0.95),
                Figure("\(name): stabilities that hold when measured again", kept, .atLeast, 0.95),
            ],
            controls: [
                Control(
                    "\(name): as far in a random direction, gain over the closest", stray - closest,
                    mustNotReach: .atLeast, 0.1)
            ])
    }

    private func least(_ values: [Double]) -> Double {
        zip(values, values.dropFirst()).map { $1 - $0 }.min() ?? .nan
    }
}
