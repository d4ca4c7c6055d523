/// Makes trees of nodes that share branches.
///
/// Exporters write a split on categories as a chain of tests for equality whose ways of success meet again. Such a
/// chain becomes one test of membership; any other branch that is reached on several ways is copied.
struct TreeUntangling {
    private(set) var nodes: [TreeEnsemble.Node]
    private(set) var roots: [Int]
    private(set) var memberSets: [Int: Set<Float>]

    /// - Throws: `ModelError` with code `.malformed` for a link to nowhere, `.cyclic`, or `.unsupportedOperator`
    ///   if the copies would be more than twice the nodes.
    /// - Complexity: Linear in the number of nodes.
    init(nodes: [TreeEnsemble.Node], roots: [Int], memberSets: [Int: Set<Float>]) throws(ModelError) {
        self.nodes = nodes
        self.roots = roots
        self.memberSets = memberSets
        try checkLinks()
        guard !isForest else { return }
        mergeEqualityChains()
        guard !isForest else { return }
        try checkForCycles()
        try copySharedBranches()
    }

    private func checkLinks() throws(ModelError) {
        let links = nodes.lazy.filter { !$0.isLeaf }.flatMap { [Int($0.left), Int($0.right)] }
        for place in roots where !nodes.indices.contains(place) { throw Self.leadsNowhere(place, nodes.count) }
        for place in links where !nodes.indices.contains(place) { throw Self.leadsNowhere(place, nodes.count) }
    }

    /// Whether no node is reached on two ways.
    private var isForest: Bool {
        var visited = [Bool](repeating: false, count: nodes.count)
        var open = roots
        while let place = open.popLast() {
            guard !visited[place] else { return false }
            visited[place] = true
            if !nodes[place].isLeaf { open += [Int(nodes[place].left), Int(nodes[place].right)] }
        }
        return true
    }

    private static func leadsNowhere(_ place: Int, _ count: Int) -> ModelError {
        .malformed("A tree refers to the node at \(place), there are \(count)")
    }
}

extension TreeUntangling {
    private mutating func mergeEqualityChains() {
        let next = nodes.indices.map(continuation)
        var isInside = [Bool](repeating: false, count: nodes.count)
        for place in next.compactMap({ $0 }) { isInside[place] = true }
        var isMerged = [Bool](repeating: false, count: nodes.count)
        for place in nodes.indices where next[place] != nil && !isInside[place] {
            mergeChain(from: place, next, &isMerged)
        }
    }

    /// The node behind `place` in a chain: it asks the same column for another value, with the same success.
    private func continuation(of place: Int) -> Int? {
        let node = nodes[place]
        guard node.test == .equal else { return nil }
        let next = nodes[Int(node.right)]
        return next.test == .equal && next.feature == node.feature && next.left == node.left ? Int(node.right) : nil
    }

    /// - Parameter isMerged: Nodes that are part of a chain; where two chains meet, the second ends.
    private mutating func mergeChain(from head: Int, _ next: [Int?], _ isMerged: inout [Bool]) {
        var members: Set<Float> = [nodes[head].threshold]
        var last = head
        while let place = next[last], !isMerged[place] {
            isMerged[place] = true
            members.insert(nodes[place].threshold)
            nodes[head].missingGoesLeft = nodes[head].missingGoesLeft || nodes[place].missingGoesLeft
            last = place
        }
        nodes[head].test = .member
        nodes[head].right = nodes[last].right
        memberSets[head] = members
    }

    private mutating func copySharedBranches() throws(ModelError) {
        let limit = nodes.count * 3 + 1 << 10
        var visited = [Bool](repeating: false, count: nodes.count)
        for root in roots.indices {
            roots[root] = claim(roots[root], &visited)
            var open = [roots[root]]
            while let place = open.popLast() {
                guard !nodes[place].isLeaf else { continue }
                nodes[place].left = Int32(claim(Int(nodes[place].left), &visited))
                nodes[place].right = Int32(claim(Int(nodes[place].right), &visited))
                open += [Int(nodes[place].left), Int(nodes[place].right)]
                guard nodes.count <= limit else {
                    throw .unsupported("The trees share more branches than can be copied")
                }
            }
        }
    }

    /// `place` at the first visit, that of a copy at any other.
    private mutating func claim(_ place: Int, _ visited: inout [Bool]) -> Int {
        guard visited[place] else {
            visited[place] = true
            return place
        }
        nodes.append(nodes[place])
        visited.append(true)
        memberSets[nodes.count - 1] = memberSets[place]
        return nodes.count - 1
    }

    private func checkForCycles() throws(ModelError) {
        enum State { case new, open, done }
        var states = [State](repeating: .new, count: nodes.count)
        var stack = roots.map { (place: $0, isExit: false) }
        while let (place, isExit) = stack.popLast() {
            if isExit {
                states[place] = .done
            } else if states[place] == .open {
                throw Self.cycle(place)
            } else if states[place] == .new {
                states[place] = .open
                stack.append((place, true))
                if !nodes[place].isLeaf {
                    stack += [(Int(nodes[place].left), false), (Int(nodes[place].right), false)]
                }
            }
        }
    }

    private static func cycle(_ place: Int) -> ModelError {
        ModelError(
            .cyclic, "The way through a tree comes back to the node at \(place)",
            hint: "Export the model again; the file may be damaged")
    }
}
