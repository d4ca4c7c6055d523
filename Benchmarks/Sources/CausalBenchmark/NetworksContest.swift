import Foundation
import Otherwise
import OtherwiseCausal
import OtherwiseCore
import OtherwiseNumerics

/// Random questions to discrete networks: one variable, two that are seen, and in every second question one that is set.
struct NetworksContest {
    let folder: URL

    private static let questions = 40

    struct Query: Encodable {
        let tool = "otherwise"
        let network: String
        let variable: String
        let evidence: [String: String]
        let intervention: [String: String]
        let seconds: Double
        let values: [String: Double]
    }

    func run(_ paths: [String]) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var results: [Query] = []
        for path in paths {
            let network = try DiscreteNetwork(bif: String(contentsOf: URL(filePath: path), encoding: .utf8))
            var generator = SeededGenerator(seed: 1)
            while results.count(where: { $0.network == path }) < Self.questions {
                if let query = try query(network, path, results.count, using: &generator) { results.append(query) }
            }
        }
        try write(results, to: folder.appending(path: "otherwise.jsonl"))
    }

    /// `nil` where the evidence cannot be.
    private func query(
        _ network: DiscreteNetwork, _ path: String, _ number: Int, using generator: inout SeededGenerator
    ) throws -> Query? {
        let chosen = network.variables.shuffled(using: &generator).prefix(4)
        let levels = chosen.map { $0.levels.randomElement(using: &generator) ?? "" }
        let evidence = [chosen[1].name: levels[1], chosen[2].name: levels[2]]
        let intervention = number.isMultiple(of: 2) ? [:] : [chosen[3].name: levels[3]]
        func ask() throws -> JointDistribution {
            try network.distribution(
                of: [chosen[0].name], given: evidence.mapValues(Value.category),
                do: intervention.mapValues(Value.category))
        }
        guard let found = try? ask() else { return nil }
        let values = try chosen[0].levels.map { ($0, try found.probability(of: [chosen[0].name: .category($0)])) }
        return Query(
            network: path, variable: chosen[0].name, evidence: evidence, intervention: intervention,
            seconds: try medianTime(rounds: 21) { _ = try ask() }, values: Dictionary(uniqueKeysWithValues: values))
    }
}
