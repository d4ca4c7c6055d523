import OtherwiseCausal
import OtherwiseNumerics

extension CausalGraph {
    /// A random graph on `v0 … v(n-1)`; each pair has a directed and a bidirected edge with the given chances.
    static func random(
        nodes count: Int, directed: Double, bidirected: Double, using generator: inout SeededGenerator
    ) throws -> CausalGraph {
        let names = (0..<count).map { "v\($0)" }
        let order = names.shuffled(using: &generator)
        var edges: [CausalEdge] = []
        for second in order.indices {
            for first in 0..<second {
                if Double.random(in: 0..<1, using: &generator) < directed {
                    edges.append(.directed(order[first], order[second]))
                }
                if Double.random(in: 0..<1, using: &generator) < bidirected {
                    edges.append(.bidirected(order[first], order[second]))
                }
            }
        }
        return try CausalGraph(nodes: names, edges: edges)
    }
}

extension Sequence {
    /// Each element with probability one half.
    func randomSubset(using generator: inout SeededGenerator) -> [Element] {
        filter { _ in Bool.random(using: &generator) }
    }
}
