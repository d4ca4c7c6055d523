import OtherwiseCausal
import OtherwiseCore
import OtherwiseNumerics

/// A model of binary variables with a hidden coin for each bidirected edge, whose distributions are worked out
/// by going through every combination: the truth that expressions are checked against.
struct ConfoundedModel {
    let graph: CausalGraph
    private let parents: [[Int]]
    private let coins: [[Int]]
    private let coinChances: [Double]
    /// The chance of `yes` for each combination of parents and coins.
    private let chances: [[Double]]

    init(_ graph: CausalGraph, using generator: inout SeededGenerator) throws {
        self.graph = graph
        let places = Dictionary(uniqueKeysWithValues: zip(graph.nodes, graph.nodes.indices))
        let bidirected = graph.edges.filter { !$0.isDirected }
        parents = graph.nodes.map { name in
            graph.edges.filter { $0.isDirected && $0.second == name }.compactMap { places[$0.first] }
        }
        coins = graph.nodes.map { name in
            bidirected.indices.filter { bidirected[$0].first == name || bidirected[$0].second == name }
        }
        coinChances = bidirected.map { _ in Double.random(in: 0.2...0.8, using: &generator) }
        chances = graph.nodes.indices.map { [parents, coins] node in
            (0..<(1 << (parents[node].count + coins[node].count))).map { _ in
                Double.random(in: 0.05...0.95, using: &generator)
            }
        }
    }

    /// The probability of each combination of values, a bit for each variable, when some are set.
    func joint(setting fixed: [Int: Int] = [:]) -> [Double] {
        let count = graph.nodes.count
        var joint = [Double](repeating: 0, count: 1 << count)
        for coin in 0..<(1 << coinChances.count) {
            let weight = coinChances.indices.reduce(1.0) {
                $0 * (coin >> $1 & 1 == 1 ? coinChances[$1] : 1 - coinChances[$1])
            }
            for values in joint.indices where fixed.allSatisfy({ values >> $0.key & 1 == $0.value }) {
                var probability = weight
                for node in 0..<count where fixed[node] == nil {
                    var row = 0
                    for parent in parents[node] { row = row << 1 | (values >> parent & 1) }
                    for own in coins[node] { row = row << 1 | (coin >> own & 1) }
                    probability *= values >> node & 1 == 1 ? chances[node][row] : 1 - chances[node][row]
                }
                joint[values] += probability
            }
        }
        return joint
    }

    var observed: JointDistribution {
        let joint = joint()
        return JointDistribution(
            variables: graph.nodes.map(DiscreteVariable.binary),
            masses: joint.indices.lazy.map { values in
                (graph.nodes.indices.map { values >> $0 & 1 }, joint[values])
            })
    }
}

extension [Double] {
    /// The sum over the combinations that have these bits.
    func mass(of event: [Int: Int]) -> Double {
        indices.reduce(0) { sum, values in
            event.allSatisfy { values >> $0.key & 1 == $0.value } ? sum + self[values] : sum
        }
    }
}
