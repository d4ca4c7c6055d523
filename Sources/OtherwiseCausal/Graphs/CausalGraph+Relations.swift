package import BitCollections

extension CausalGraph {
    /// The variables that may cause this one directly.
    public func parents(of name: String) throws(GraphError) -> Set<String> {
        names(of: parents(of: try positions(of: [name])))
    }

    /// The variables that this one may cause directly.
    public func children(of name: String) throws(GraphError) -> Set<String> {
        names(of: children(of: try positions(of: [name])))
    }

    /// These variables and all that may cause them, however far back.
    public func ancestors(of names: Set<String>) throws(GraphError) -> Set<String> {
        self.names(of: ancestors(of: try positions(of: names)))
    }

    /// These variables and all that they may cause, however far on.
    public func descendants(of names: Set<String>) throws(GraphError) -> Set<String> {
        self.names(of: descendants(of: try positions(of: names)))
    }

    /// The district (c-component) of a variable: what bidirected edges join it to, itself included (Tian and Pearl 2002).
    public func district(of name: String) throws(GraphError) -> Set<String> {
        names(of: district(of: try positions(of: [name]), within: all))
    }

    /// All districts; every variable is in one.
    public var districts: [Set<String>] { districts(within: all).map(names(of:)) }

    /// The variables that, once known, make all others say nothing about this one (Richardson 2003).
    public func markovBlanket(of name: String) throws(GraphError) -> Set<String> {
        let own = try positions(of: [name])
        let heads = own.union(children(of: own))
        let districts = district(of: heads, within: all)
        return names(of: districts.union(parents(of: districts)).subtracting(own))
    }
}

extension CausalGraph {
    package func parents(of set: BitSet) -> BitSet { neighbours(of: set, along: parents) }
    package func children(of set: BitSet) -> BitSet { neighbours(of: set, along: children) }
    package func ancestors(of set: BitSet) -> BitSet { reached(from: set, along: parents) }
    package func descendants(of set: BitSet) -> BitSet { reached(from: set, along: children) }

    /// What bidirected edges inside `region` join to `set`, which is part of the result.
    package func district(of set: BitSet, within region: BitSet) -> BitSet {
        reached(from: set, along: spouses, within: region)
    }

    /// The districts of the subgraph on `region`, by their first members.
    package func districts(within region: BitSet) -> [BitSet] { districtMembers(within: region).map { BitSet($0) } }

    /// The same as lists, which take no more room than they have members.
    ///
    /// - Complexity: Linear in nodes and edges.
    func districtMembers(within region: BitSet) -> [[Int]] {
        var isFree = [Bool](repeating: false, count: nodes.count)
        for node in region { isFree[node] = true }
        var districts: [[Int]] = []
        for first in region where isFree[first] {
            var members = [first], next = 0
            isFree[first] = false
            while next < members.count {
                for spouse in spouses[members[next]] where isFree[spouse] {
                    isFree[spouse] = false
                    members.append(spouse)
                }
                next += 1
            }
            districts.append(members)
        }
        return districts
    }

    private func neighbours(of set: BitSet, along edges: [[Int]]) -> BitSet {
        var result = BitSet()
        for node in set { for neighbour in edges[node] { result.insert(neighbour) } }
        return result
    }

    private func reached(from set: BitSet, along edges: [[Int]], within region: BitSet? = nil) -> BitSet {
        var reached = set
        var open = Array(set)
        while let node = open.popLast() {
            for next in edges[node] where region?.contains(next) ?? true {
                if reached.insert(next).inserted { open.append(next) }
            }
        }
        return reached
    }
}
