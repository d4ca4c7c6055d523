import OtherwiseCore
import OtherwiseNumerics
import Testing

@testable import OtherwiseCausal

/// What a network says is compared with what follows from the list of all combinations.
@Suite("Exact sums over networks")
struct EliminationTests {
    /// Random tables of 2 or 3 levels, some entries 0.
    private static func network(_ count: Int, using generator: inout SeededGenerator) throws -> DiscreteNetwork {
        let graph = try CausalGraph.random(nodes: count, directed: 0.4, bidirected: 0, using: &generator)
        let variables = graph.nodes.map { name in
            DiscreteVariable(name: name, levels: (0..<Int.random(in: 2...3, using: &generator)).map(String.init))
        }
        let sizes = Dictionary(uniqueKeysWithValues: variables.map { ($0.name, $0.levels.count) })
        let tables = try variables.map { variable in
            let parents = try graph.parents(of: variable.name).sorted()
            let rows = parents.reduce(1) { $0 * (sizes[$1] ?? 1) }
            let probabilities = (0..<rows).flatMap { _ -> [Double] in
                var row = variable.levels.map { _ in
                    Double.random(in: 0..<1, using: &generator) < 0.15
                        ? 0 : Double.random(in: 0.1...1, using: &generator)
                }
                if row.allSatisfy({ $0 == 0 }) { row[0] = 1 }
                let total = row.reduce(0, +)
                return row.map { $0 / total }
            }
            return ConditionalTable(variable: variable.name, parents: parents, probabilities: probabilities)
        }
        return try DiscreteNetwork(variables: variables, tables: tables)
    }

    /// The probability of each combination where some variables are set, by the product of the tables.
    private static func joint(_ network: DiscreteNetwork, do set: [Int: Int]) -> [(levels: [Int], weight: Double)] {
        var walk = Odometer(cardinalities: network.variables.map(\.levels.count))
        let count = network.variables.reduce(1) { $0 * $1.levels.count }
        return (0..<count).compactMap { _ in
            defer { walk.advance() }
            let levels = walk.levels
            guard set.allSatisfy({ levels[$0.key] == $0.value }) else { return nil }
            let weight = network.factors.indices.filter { set[$0] == nil }.reduce(1.0) { product, node in
                let factor = network.factors[node]
                return product * factor[factor.variables.map { levels[$0] }]
            }
            return (levels, weight)
        }
    }

    /// 200 random networks of 7 variables, with random evidence and interventions; up to 2,187 products: 1e-12.
    @Test(
        "Every distribution is the sum of its combinations, or impossible where they sum to nothing", arguments: 0..<200
    )
    func enumeration(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let network = try Self.network(7, using: &generator)
        let chosen = (0..<7).shuffled(using: &generator)
        func draw(_ places: ArraySlice<Int>) -> [Int: Int] {
            Dictionary(
                uniqueKeysWithValues: places.map {
                    ($0, Int.random(in: 0..<network.variables[$0].levels.count, using: &generator))
                })
        }
        let wanted = Array(chosen[0..<2]), seen = draw(chosen[2..<4])
        let set = seed.isMultiple(of: 2) ? draw(chosen[4..<5]) : [:]
        let rows = Self.joint(network, do: set).filter { row in seen.allSatisfy { row.levels[$0.key] == $0.value } }
        let total = rows.reduce(0) { $0 + $1.weight }
        func values(_ levels: [Int: Int]) -> [String: Value] {
            Dictionary(
                uniqueKeysWithValues: levels.map { place, level in
                    (network.variables[place].name, .category(network.variables[place].levels[level]))
                })
        }
        let names = wanted.map { network.variables[$0].name }
        guard total > 0 else {
            #expect(throws: CausalModelError.self) {
                try network.distribution(of: names, given: values(seen), do: values(set))
            }
            return
        }
        let found = try network.distribution(of: names, given: values(seen), do: values(set))
        for first in network.variables[wanted[0]].levels.indices {
            for second in network.variables[wanted[1]].levels.indices {
                let event = [wanted[0]: first, wanted[1]: second]
                let truth = rows.filter { row in event.allSatisfy { row.levels[$0.key] == $0.value } }
                    .reduce(0) { $0 + $1.weight }
                #expect(abs(try found.probability(of: values(event)) - truth / total) < 1e-12, "\(event)")
            }
        }
    }

    /// A hidden chain of 2,000 variables, each seen through noise: the evidence alone has a probability of about 10⁻⁶⁰⁰.
    @Test("Evidence so long that its probability is beyond what numbers hold is still evidence")
    func longEvidence() throws {
        let count = 2_000
        var variables: [DiscreteVariable] = [], tables: [ConditionalTable] = [], seen: [String: Value] = [:]
        for place in 0..<count {
            variables += [.binary("h\(place)"), .binary("s\(place)")]
            tables.append(
                place == 0
                    ? ConditionalTable(variable: "h0", probabilities: [0.5, 0.5])
                    : ConditionalTable(
                        variable: "h\(place)", parents: ["h\(place - 1)"], probabilities: [0.9, 0.1, 0.1, 0.9]))
            tables.append(
                ConditionalTable(variable: "s\(place)", parents: ["h\(place)"], probabilities: [0.8, 0.2, 0.2, 0.8]))
            seen["s\(place)"] = .category(place.isMultiple(of: 2) ? "yes" : "no")
        }
        let network = try DiscreteNetwork(variables: variables, tables: tables)
        let found = try network.distribution(of: ["h1000"], given: seen).marginal(of: "h1000")
        /// The chance that a hidden variable is "yes" given what is seen from one end of the chain up to it.
        func filtered(_ places: some Sequence<Int>) -> Double {
            places.reduce(0.5) { chance, place in
                let before = 0.9 * chance + 0.1 * (1 - chance)
                let (yes, no) = place.isMultiple(of: 2) ? (0.8, 0.2) : (0.2, 0.8)
                return yes * before / (yes * before + no * (1 - before))
            }
        }
        let left = filtered(0...1_000), right = filtered((1_001..<count).reversed())
        let ahead = 0.9 * right + 0.1 * (1 - right)
        let truth = left * ahead / (left * ahead + (1 - left) * (1 - ahead))
        #expect(abs((found["yes"] ?? 0) - truth) < 1e-9)
    }

    @Test("Impossible evidence is noticed in a part that says nothing of what is asked")
    func impossibleApart() throws {
        let network = try DiscreteNetwork(
            variables: ["a", "b", "c"].map { .binary($0) },
            tables: [
                ConditionalTable(variable: "a", probabilities: [0.4, 0.6]),
                ConditionalTable(variable: "b", probabilities: [1, 0]),
                ConditionalTable(variable: "c", parents: ["b"], probabilities: [1, 0, 0.5, 0.5]),
            ])
        #expect(throws: CausalModelError.impossibleEvidence(["c": "yes"])) {
            try network.distribution(of: ["a"], given: ["c": .category("yes")])
        }
        #expect(try network.distribution(of: ["a"], given: ["c": .category("no")]).marginal(of: "a")["yes"] == 0.6)
    }
}
