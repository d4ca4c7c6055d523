import OtherwiseCausal
import OtherwiseNumerics
import Testing

/// Separation by its definition: every path is looked at, one by one.
private struct PathOracle {
    let graph: CausalGraph
    let known: Set<String>

    func isConnected(_ start: String, _ end: String) throws -> Bool {
        try extends([(start, false)], to: end)
    }

    /// - Parameter path: The nodes so far, each with whether it was entered by an arrowhead.
    private func extends(_ path: [(node: String, head: Bool)], to end: String) throws -> Bool {
        guard let last = path.last else { return false }
        for edge in graph.edges {
            guard edge.first == last.node || edge.second == last.node else { continue }
            let isForward = edge.first == last.node
            let next = isForward ? edge.second : edge.first
            guard !path.contains(where: { $0.node == next }) else { continue }
            let leavesByHead = !edge.isDirected || !isForward, entersByHead = !edge.isDirected || isForward
            if path.count > 1, try !passes(last.node, isCollider: last.head && leavesByHead) { continue }
            if try next == end || extends(path + [(next, entersByHead)], to: end) { return true }
        }
        return false
    }

    private func passes(_ node: String, isCollider: Bool) throws -> Bool {
        try isCollider ? !graph.descendants(of: [node]).isDisjoint(with: known) : !known.contains(node)
    }
}

@Suite("Separation against its definition")
struct SeparationTruthTests {
    /// 40 × 25 = 1,000 random graphs of 6 variables.
    @Test("A pair is separated where no open path joins it", arguments: 0..<40)
    func paths(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<25 {
            let graph = try CausalGraph.random(nodes: 6, directed: 0.3, bidirected: 0.15, using: &generator)
            let names = graph.nodes.shuffled(using: &generator)
            let known = Set(names.dropFirst(2).randomSubset(using: &generator))
            let isConnected = try PathOracle(graph: graph, known: known).isConnected(names[0], names[1])
            #expect(
                try graph.areSeparated([names[0]], [names[1]], given: known) != isConnected,
                "\(graph.text): \(names[0]), \(names[1]) given \(known)")
        }
    }

    /// 20 × 25 = 500 random graphs of 7 variables, of which 2 are hidden.
    @Test("Hiding variables keeps every separation of the rest", arguments: 100..<120)
    func projection(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<25 {
            let graph = try CausalGraph.random(nodes: 7, directed: 0.3, bidirected: 0.1, using: &generator)
            let names = graph.nodes.shuffled(using: &generator)
            let known = Set(names[4...].randomSubset(using: &generator))
            let projected = try graph.hiding([names[2], names[3]])
            #expect(
                try projected.areSeparated([names[0]], [names[1]], given: known)
                    == graph.areSeparated([names[0]], [names[1]], given: known),
                "\(graph.text) without \(names[2]), \(names[3])")
        }
    }

    /// The blanket's defining property, on 200 random graphs.
    @Test("Given its Markov blanket, a variable is separated from the rest; given less, it is not", arguments: 0..<20)
    func blanket(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<10 {
            let graph = try CausalGraph.random(nodes: 7, directed: 0.3, bidirected: 0.15, using: &generator)
            for node in graph.nodes {
                let blanket = try graph.markovBlanket(of: node)
                let rest = Set(graph.nodes).subtracting(blanket).subtracting([node])
                #expect(try graph.areSeparated([node], rest, given: blanket))
                for member in blanket {
                    #expect(
                        try !graph.areSeparated([node], [member], given: blanket.subtracting([member])),
                        "\(graph.text): \(node) without \(member)")
                }
            }
        }
    }
}
