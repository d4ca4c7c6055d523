import BitCollections
import OtherwiseCore

/// The variables of several worlds, those that are the same for all models merged (Shpitser and Pearl 2007, make-cg).
struct CounterfactualGraph {
    /// A variable in one or more worlds.
    struct Node: Hashable {
        /// Its position in the causal graph.
        let variable: Int
        /// In the order of the causal graph.
        let parents: [Parent]
        /// The level that an event gives it.
        var level: Value?
    }

    enum Parent: Hashable {
        case node(Int)
        /// Set by an intervention.
        case constant(Int, Value)
    }

    private(set) var nodes: [Node] = []
    /// The nodes of the events, in their order; `nil` for one about a variable that its own intervention sets.
    private(set) var places: [Int?] = []
    /// Nodes by what they are; a variable with parents of the same values is the same.
    private var known: [Node: Int] = [:]

    /// What is set in a world.
    private typealias Settings = [String: CounterfactualVariable.Setting]

    /// - Parameter events: Their variables are in the graph.
    /// - Returns: `nil` where the events contradict each other.
    init?(_ events: [CounterfactualEvent], in graph: CausalGraph) {
        var worlds: [Settings] = []
        for event in events { Self.collect(event.variable.settings, into: &worlds) }
        let numbers = Dictionary(uniqueKeysWithValues: zip(worlds, worlds.indices))
        var made = [[Parent?]](repeating: Array(repeating: nil, count: graph.nodes.count), count: worlds.count)
        let byVariable = Dictionary(grouping: events) { $0.variable.name }
        let needed = graph.ancestors(of: BitSet(byVariable.keys.compactMap(graph.position)))
        for variable in graph.order where needed.contains(variable) {
            for (number, world) in worlds.enumerated() {
                made[number][variable] =
                    switch world[graph.nodes[variable]] {
                    case .value(let value): .constant(variable, value)
                    case .asUnder(let other): numbers[other].flatMap { made[$0][variable] }
                    case nil:
                        .node(node(of: variable, parents: graph.parents[variable].compactMap { made[number][$0] }))
                    }
            }
            for event in byVariable[graph.nodes[variable]] ?? [] {
                let place = numbers[event.variable.settings].flatMap { made[$0][variable] }
                guard assign(event.value, to: place) else { return nil }
            }
        }
        places = events.map { event in
            guard let number = numbers[event.variable.settings], let variable = graph.position(of: event.variable.name),
                case .node(let node)? = made[number][variable]
            else { return nil }
            return node
        }
    }

    /// The worlds that settings speak of, each after those that it takes values from.
    private static func collect(_ settings: Settings, into worlds: inout [Settings]) {
        for (_, setting) in settings.sorted(by: { $0.key < $1.key }) {
            if case .asUnder(let other) = setting { collect(other, into: &worlds) }
        }
        if !worlds.contains(settings) { worlds.append(settings) }
    }

    private mutating func node(of variable: Int, parents: [Parent]) -> Int {
        let key = Node(variable: variable, parents: parents.map(identity), level: nil)
        if let node = known[key] { return node }
        known[key] = nodes.count
        nodes.append(Node(variable: variable, parents: parents, level: nil))
        return nodes.count - 1
    }

    /// Two parents of the same level do the same.
    private func identity(_ parent: Parent) -> Parent {
        guard case .node(let node) = parent, let level = nodes[node].level else { return parent }
        return .constant(nodes[node].variable, level)
    }

    private mutating func assign(_ value: Value, to place: Parent?) -> Bool {
        switch place {
        case .constant(_, let own)?: return own == value
        case .node(let node)?:
            guard nodes[node].level ?? value == value else { return false }
            nodes[node].level = value
            return true
        case nil: return false
        }
    }

    /// The nodes of the events and all before them.
    var relevant: BitSet {
        var reached = BitSet(places.compactMap(\.self))
        var open = Array(reached)
        while let node = open.popLast() {
            for case .node(let parent) in nodes[node].parents where reached.insert(parent).inserted {
                open.append(parent)
            }
        }
        return reached
    }

    /// Relevant nodes whose probability is a factor of that of all: no value that is summed over lies in another part.
    struct Part {
        /// Groups of nodes that hidden causes tie together: each is an experiment.
        let districts: [[Int]]
        /// What the part is, whatever else there is.
        let description: [Node]
    }

    /// - Complexity: Linear in nodes and edges.
    func parts(in graph: CausalGraph) -> [Part] {
        let relevant = relevant
        let copies = Dictionary(grouping: relevant) { nodes[$0].variable }
        let ties = relevant.flatMap { node in
            (graph.spouses[nodes[node].variable] + [nodes[node].variable]).flatMap { copies[$0] ?? [] }.map {
                (node, $0)
            }
        }
        let sums = relevant.flatMap { node in
            nodes[node].parents.compactMap { parent in
                if case .node(let bound) = identity(parent) { (node, bound) } else { nil }
            }
        }
        var districts = [Int](repeating: 0, count: nodes.count)
        for (number, district) in Self.components(of: relevant, joinedBy: ties).enumerated() {
            for node in district { districts[node] = number }
        }
        return Self.components(of: relevant, joinedBy: ties + sums).map { part in
            let own = Dictionary(grouping: part) { districts[$0] }
            return Part(districts: own.sorted { $0.key < $1.key }.map(\.value), description: description(of: part))
        }
    }

    private func description(of part: [Int]) -> [Node] {
        let places = Dictionary(uniqueKeysWithValues: zip(part, 0...))
        return part.map { node in
            let parents = nodes[node].parents.map { parent in
                if case .node(let bound) = identity(parent) {
                    Parent.node(places[bound] ?? 0)
                } else {
                    identity(parent)
                }
            }
            return Node(variable: nodes[node].variable, parents: parents, level: nodes[node].level)
        }
    }

    /// What pairs join, each ascending, by the first members.
    private static func components(of set: BitSet, joinedBy pairs: [(Int, Int)]) -> [[Int]] {
        var neighbours: [Int: [Int]] = [:]
        for (one, other) in pairs {
            neighbours[one, default: []].append(other)
            neighbours[other, default: []].append(one)
        }
        var (seen, components): (BitSet, [[Int]]) = ([], [])
        for start in set where seen.insert(start).inserted {
            var (component, next) = ([start], 0)
            while next < component.count {
                component += (neighbours[component[next]] ?? []).filter { seen.insert($0).inserted }
                next += 1
            }
            components.append(component.sorted())
        }
        return components
    }
}
