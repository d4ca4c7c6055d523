#if Llama
import OtherwiseModels

/// Token sequences with what they share at their start written once.
struct SequenceTrie {
    /// The nodes, each after its parent: sequences one after the other, less what an earlier one has.
    private(set) var nodes: [Node] = []
    private var children: [Edge: Int] = [:]

    struct Node {
        let token: Token
        let depth: Int
        let parent: Int?
        /// The tokens that are scored after this one, with the scored sequence and its place there.
        var scored: [(sequence: Int, place: Int, token: Token)] = []
    }

    private struct Edge: Hashable {
        let parent: Int?
        let token: Token
    }

    /// Adds sequences, those that begin alike side by side. The last token of each is scored and need not be read.
    init(_ sequences: [ScoredSequence]) {
        for index in sequences.indices.sorted(by: { sequences[$0].tokens.precedes(sequences[$1].tokens) }) {
            let (tokens, start) = (sequences[index].tokens, sequences[index].start)
            var last: Int?
            for place in tokens.indices.dropLast() {
                let node = node(tokens[place], after: last)
                if place + 1 >= start { nodes[node].scored.append((index, place + 1 - start, tokens[place + 1])) }
                last = node
            }
        }
    }

    private mutating func node(_ token: Token, after parent: Int?) -> Int {
        let edge = Edge(parent: parent, token: token)
        if let known = children[edge] { return known }
        let depth = parent.map { nodes[$0].depth + 1 } ?? 0
        nodes.append(Node(token: token, depth: depth, parent: parent))
        children[edge] = nodes.count - 1
        return nodes.count - 1
    }

    /// Nodes each of which is the parent of the next, as far as that goes.
    var branches: [Range<Int>] {
        var branches: [Range<Int>] = []
        for node in nodes.indices {
            if let last = branches.last, nodes[node].parent == node - 1 {
                branches[branches.count - 1] = last.lowerBound..<node + 1
            } else {
                branches.append(node..<node + 1)
            }
        }
        return branches
    }

    /// The nodes above one, from a depth on.
    func nodes(above node: Int, from depth: Int) -> [Int] {
        var path: [Int] = [], next = nodes[node].parent
        while let parent = next, nodes[parent].depth >= depth {
            path.append(parent)
            next = nodes[parent].parent
        }
        return path.reversed()
    }
}
#endif
