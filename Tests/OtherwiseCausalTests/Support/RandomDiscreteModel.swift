import OtherwiseCausal
import OtherwiseCore
import OtherwiseNumerics

extension DiscreteCausalModel {
    /// A random model on a random graph; each variable has a coin of its own and one for each bidirected edge.
    static func random(
        nodes count: Int, directed: Double = 0.5, bidirected: Double = 0.2, levels: Int = 2,
        using generator: inout SeededGenerator
    ) throws -> DiscreteCausalModel {
        let graph = try CausalGraph.random(
            nodes: count, directed: directed, bidirected: bidirected, using: &generator)
        var sources: [ExogenousVariable] = []
        var users: [String: [String]] = [:]
        for node in graph.nodes { users[node, default: []].append("own \(node)") }
        for edge in graph.edges where !edge.isDirected {
            for end in [edge.first, edge.second] { users[end, default: []].append("\(edge)") }
        }
        for name in Set(users.values.flatMap { $0 }).sorted() {
            sources.append(.coin(name, Double.random(in: 0.2...0.8, using: &generator)))
        }
        var mechanisms: [String: DiscreteMechanism] = [:]
        for node in graph.nodes {
            let parents = try graph.parents(of: node).sorted()
            let own = users[node] ?? []
            var rows = 1 << own.count
            for _ in parents { rows *= levels }
            mechanisms[node] = DiscreteMechanism(
                parents: parents, exogenous: own,
                table: (0..<rows).map { _ in Int.random(in: 0..<levels, using: &generator) })
        }
        return try DiscreteCausalModel(
            variables: graph.nodes.map { DiscreteVariable(name: $0, levels: (0..<levels).map(String.init)) },
            exogenous: sources, mechanisms: mechanisms)
    }
}
