#if Llama
import OtherwiseModels

/// Token sequences with what they share at their start written once.
struct SequenceTrie {
    /// The nodes, each after its parent: sequences one after the other, less what an earlier one has.
    private(set) var nodes: [Node] = []

    struct Node {
        let token: Token
        let depth: Int
        var sequences: [Int32]
        /// The tokens that are scored after this one, with the scored sequence and its place there.
        var scored: [(sequence: Int, place: Int, token: Token)] = []
    }

    /// Adds a sequence whose tokens from `scoredStart` on, at least 1, are scored.
    mutating func add(_ tokens: [Token], scoredStart: Int, as sequence: Int) {
        var path: [Int] = []
        for (depth, token) in tokens.enumerated() {
            path.append(node(token, at: depth, after: path.last))
        }
        for node in path { nodes[node].sequences.append(Int32(sequence)) }
        for place in scoredStart..<tokens.count {
            nodes[path[place - 1]].scored.append((sequence, place - scoredStart, tokens[place]))
        }
    }

    private var children: [Edge: Int] = [:]

    private struct Edge: Hashable {
        let parent: Int
        let token: Token
    }

    private mutating func node(_ token: Token, at depth: Int, after parent: Int?) -> Int {
        let edge = Edge(parent: parent ?? -1, token: token)
        if let known = children[edge] { return known }
        nodes.append(Node(token: token, depth: depth, sequences: []))
        children[edge] = nodes.count - 1
        return nodes.count - 1
    }

    /// Nodes that `tokens` would add.
    func growth(_ tokens: [Token]) -> Int {
        var parent = -1
        for (depth, token) in tokens.enumerated() {
            guard let next = children[Edge(parent: parent, token: token)] else { return tokens.count - depth }
            parent = next
        }
        return 0
    }

    /// What is read, in order.
    var placed: [PlacedToken] {
        nodes.map {
            PlacedToken(
                token: $0.token, position: $0.depth, sequences: $0.sequences, wantsLogits: !$0.scored.isEmpty)
        }
    }
}
#endif
