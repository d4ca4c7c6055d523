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

    /// - Returns: `nil` where the events contradict each other.
    init?(_ events: [CounterfactualEvent], in graph: CausalGraph) {
        var made: [(settings: [Int: Value], parents: [Int: Parent])] = []
        for event in events where !made.contains(where: { Self.isWorld($0.settings, of: event, graph) }) {
            let settings = event.variable.settings.compactMap { name, setting -> (Int, Value)? in
                guard case .value(let value) = setting, let node = graph.position(of: name) else { return nil }
                return (node, value)
            }
            made.append((Dictionary(uniqueKeysWithValues: settings), [:]))
        }
        for variable in graph.order {
            for world in made.indices {
                made[world].parents[variable] = parent(variable, made[world].settings, made[world].parents, graph)
            }
            for event in events where event.variable.name == graph.nodes[variable] {
                guard let world = made.firstIndex(where: { Self.isWorld($0.settings, of: event, graph) }),
                    assign(event.value, to: made[world].parents[variable])
                else { return nil }
            }
        }
        places = events.map { event in
            guard let world = made.first(where: { Self.isWorld($0.settings, of: event, graph) }),
                let variable = graph.position(of: event.variable.name), case .node(let node)? = world.parents[variable]
            else { return nil }
            return node
        }
    }

    private static func isWorld(_ settings: [Int: Value], of event: CounterfactualEvent, _ graph: CausalGraph) -> Bool {
        settings.count == event.variable.settings.count
            && settings.allSatisfy { event.variable.settings[graph.nodes[$0.key]] == .value($0.value) }
    }

    /// The variable in a world: a constant, or the node of another world that has parents of the same values.
    private mutating func parent(
        _ variable: Int, _ settings: [Int: Value], _ made: [Int: Parent], _ graph: CausalGraph
    ) -> Parent {
        if let value = settings[variable] { return .constant(variable, value) }
        let parents = graph.parents[variable].compactMap { made[$0] }
        let own = parents.map(identity)
        if let known = nodes.firstIndex(where: { $0.variable == variable && $0.parents.map(identity) == own }) {
            return .node(known)
        }
        nodes.append(Node(variable: variable, parents: parents))
        return .node(nodes.count - 1)
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
    var relevant: BitSet { ancestors(of: BitSet(places.compactMap(\.self))) }

    func ancestors(of set: BitSet) -> BitSet {
        var reached = set
        var open = Array(set)
        while let node = open.popLast() {
            for case .node(let parent) in nodes[node].parents where reached.insert(parent).inserted {
                open.append(parent)
            }
        }
        return reached
    }

    /// The relevant nodes in groups that hidden causes tie together: copies of a variable share its own.
    func districts(in graph: CausalGraph) -> [BitSet] {
        var rest = relevant
        var districts: [BitSet] = []
        while let first = rest.first {
            var (district, open): (BitSet, [Int]) = ([first], [first])
            while let node = open.popLast() {
                for other in rest where !district.contains(other) && areTied(node, other, graph) {
                    district.insert(other)
                    open.append(other)
                }
            }
            districts.append(district)
            rest.subtract(district)
        }
        return districts
    }

    private func areTied(_ one: Int, _ other: Int, _ graph: CausalGraph) -> Bool {
        let (first, second) = (nodes[one].variable, nodes[other].variable)
        return first == second || graph.spouses[first].contains(second)
    }

    /// The relevant part as a causal graph whose variables are called by the nodes' numbers.
    func graph(in graph: CausalGraph, withoutEdgesOutOf cut: Int) throws(GraphError) -> CausalGraph {
        var edges: [CausalEdge] = []
        for node in relevant {
            for case .node(let parent) in nodes[node].parents where parent != cut {
                edges.append(.directed("\(parent)", "\(node)"))
            }
            for other in relevant where other < node && areTied(node, other, graph) {
                edges.append(.bidirected("\(other)", "\(node)"))
            }
        }
        return try CausalGraph(nodes: relevant.map { "\($0)" }, edges: edges)
    }
}
