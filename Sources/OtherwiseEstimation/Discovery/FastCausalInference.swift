/// FCI: what data tell where hidden causes may join any two variables (Spirtes, Glymour and Scheines 2000), with the
/// orientation rules that are complete where rows were not chosen by what they hold (Zhang 2008).
struct FastCausalInference {
    /// The most tests; where sets of a size could take more, they and larger ones are left out.
    var mostTests = Int.max
    /// The most steps that a search for a path takes.
    var pathSteps = AncestralGraph.pathSteps
    /// Whether two variables are independent given others.
    let areIndependent: (Int, Int, [Int]) -> Bool

    /// The largest set that is tried among variables that are no neighbours; more needs more rows than there ever are.
    static let setLimit = 8

    /// What was found, and what was left out.
    struct Found {
        let graph: AncestralGraph
        /// The size of the largest sets that were all tried, where larger ones were left out.
        let limit: Int?
        /// The neighbours that a set which was not tried may separate.
        let unsettled: Set<Skeleton.Pair>
        /// How many searches for paths ended at the most steps, so that an end may be open that need not be.
        let cutSearches: Int
    }

    func graph(count: Int) -> AncestralGraph { search(count: count).graph }

    func search(count: Int) -> Found {
        // Half of the tests at least are left for the sets that hidden causes ask for.
        var skeleton = Skeleton(count: count, mostTests: mostTests / 2, areIndependent: areIndependent)
        let candidates = Candidates(skeleton, Self.withColliders(skeleton))
        let limit = candidates.limit(tests: mostTests - skeleton.tests, most: Self.setLimit)
        separate(&skeleton, candidates, limit: limit)
        var graph = Self.withColliders(skeleton)
        let cut = graph.orient(skeleton.separator, pathSteps: pathSteps)
        let unsettled = candidates.beyond(limit, in: skeleton.graph)
        return Found(
            graph: graph, limit: unsettled.isEmpty ? nil : limit, unsettled: unsettled, cutSearches: cut)
    }

    /// Two that are not neighbours and both point at one between them, which is not among what separates them.
    private static func withColliders(_ skeleton: Skeleton) -> AncestralGraph {
        var graph = AncestralGraph(skeleton.graph)
        for middle in 0..<graph.count {
            let near = graph.neighbours(of: middle)
            for (place, one) in near.enumerated() {
                for other in near[..<place] where !graph.areAdjacent(one, other) {
                    guard skeleton.separator(one, other)?.contains(middle) == false else { continue }
                    graph.mark(one, middle, .arrow)
                    graph.mark(other, middle, .arrow)
                }
            }
        }
        return graph
    }

    /// Neighbours alone do not separate all that can be separated where causes are hidden; these sets do.
    private func separate(_ skeleton: inout Skeleton, _ candidates: Candidates, limit: Int) {
        for (one, other) in candidates.pairs where skeleton.graph.areAdjacent(one, other) {
            guard let found = separator(of: one, other, candidates, skeleton, limit: limit) else { continue }
            skeleton.separate(one, other, by: found)
        }
    }

    /// Sets of neighbours were tried before, up to the skeleton's limit.
    private func separator(
        of one: Int, _ other: Int, _ candidates: Candidates, _ skeleton: Skeleton, limit: Int
    ) -> [Int]? {
        let others = candidates.others(one, other)
        for size in 0..<min(others.count, limit) {
            let wasTried = size < skeleton.limit ?? .max
            let found = others.first(subset: size + 1) { set in
                !(wasTried && set.allSatisfy { skeleton.graph.areAdjacent(one, $0) }) && areIndependent(one, other, set)
            }
            if let found { return found }
        }
        return nil
    }
}

/// What may separate neighbours, though it is no neighbour of either.
private struct Candidates {
    /// By variable.
    private let separators: [[Int]]
    /// The neighbours, each way round.
    let pairs: [(Int, Int)]
    private let skeleton: Skeleton

    init(_ skeleton: Skeleton, _ graph: AncestralGraph) {
        self.skeleton = skeleton
        separators = (0..<graph.count).map(graph.possibleSeparators)
        pairs = (0..<graph.count).flatMap { one in graph.neighbours(of: one).map { (one, $0) } }
    }

    func others(_ one: Int, _ other: Int) -> [Int] { separators[one].filter { $0 != other } }

    /// The size of the largest sets that can all be tried.
    func limit(tests: Int, most: Int) -> Int {
        let counts = pairs.map { one, other in
            let others = others(one, other)
            return (all: others.count, near: others.count { skeleton.graph.areAdjacent(one, $0) })
        }
        var (size, planned) = (0, 0.0)
        while size < most {
            let wasTried = size < skeleton.limit ?? .max
            planned += counts.reduce(0) {
                $0 + Int.subsets(of: $1.all, size: size + 1)
                    - (wasTried ? Int.subsets(of: $1.near, size: size + 1) : 0)
            }
            guard planned <= Double(tests) else { break }
            size += 1
        }
        return size
    }

    /// The pairs that are neighbours still and have larger sets than these that were not tried.
    func beyond(_ limit: Int, in graph: PartialGraph) -> Set<Skeleton.Pair> {
        Set(
            pairs.filter { one, other in
                let others = others(one, other)
                return graph.areAdjacent(one, other) && others.count > limit && !wasTried(others, one)
            }.map { Skeleton.Pair($0, $1) })
    }

    /// Whether the first stage, which tries sets of neighbours alone, tried all subsets.
    private func wasTried(_ others: [Int], _ one: Int) -> Bool {
        others.count <= skeleton.limit ?? .max && others.allSatisfy { skeleton.graph.areAdjacent(one, $0) }
    }
}

extension AncestralGraph {
    /// What a path leads to on which every variable between two others is a collider or makes a triangle with them
    /// (Possible-D-SEP).
    func possibleSeparators(of node: Int) -> [Int] {
        struct Step: Hashable { let from, to: Int }
        var open = neighbours(of: node).map { Step(from: node, to: $0) }
        var seen = Set(open)
        while let step = open.popLast() {
            for next in neighbours(of: step.to) where next != node && next != step.from {
                let isCollider = isInto(step.from, step.to) && isInto(next, step.to)
                guard isCollider || areAdjacent(step.from, next) else { continue }
                let further = Step(from: step.to, to: next)
                if seen.insert(further).inserted { open.append(further) }
            }
        }
        return Set(seen.map(\.to)).sorted()
    }
}
