/// Between which ends a probability lies where tables leave open how one unit answers to different causes.
///
/// Copies of a variable in several worlds each follow its table; how they go together is open, and decides. From effects
/// to causes, a variable of one copy is summed over; copies are joined, for each combination of what they depend on, so
/// that the number becomes least or greatest, by a linear program over the response of a unit (Balke and Pearl 1994).
struct CouplingBounds {
    /// The nodes of each variable.
    private let copies: [Int: [Int]]
    private let parents: [Int: [Int]]
    /// Of each node, at the levels that are known of its parents.
    private let tables: [Int: Factor]
    private let constants: [Int: Int]
    private let evidence: [Int: Int]
    /// Both.
    private let known: [Int: Int]

    /// More combinations than this are not gone through.
    private static let limit = 50_000
    /// The most cells of a product that is summed over at once.
    private static let productLimit = 1 << 22

    init(_ worlds: ParallelWorlds<DiscreteNetwork>, evidence: [Int: Int]) {
        let (nodes, constants) = (worlds.functions, worlds.constants)
        let known = constants.merging(evidence) { own, _ in own }
        copies = Dictionary(grouping: nodes, by: \.variable).mapValues { $0.map(\.node) }
        parents = Dictionary(uniqueKeysWithValues: nodes.map { ($0.node, $0.parents) })
        let tables = nodes.map { node, _, parents in
            let own = parents.compactMap { parent in known[parent].map { (parent, $0) } }
            return (node, worlds.factors[node].reduced(by: Dictionary(own) { first, _ in first }))
        }
        self.tables = Dictionary(uniqueKeysWithValues: tables)
        (self.constants, self.evidence, self.known) = (constants, evidence, known)
    }

    /// The share of `wanted` in what agrees with the evidence; `nil` where too many combinations would have to be gone
    /// through, and empty where nothing agrees with the evidence.
    func share(of wanted: [Int: Int]) throws(CausalModelError) -> [ClosedRange<Double>]? {
        guard evidence.allSatisfy({ constants[$0.key] ?? $0.value == $0.value }) else { return [] }
        let cells = wanted.reduce(1.0) { $0 * Double(indicator($1.key, $1.value).values.count) }
        guard cells <= Double(Self.limit) else { return nil }
        let holds = wanted.reduce(Factor.one) { $0.multiplied(by: indicator($1.key, $1.value)) }
        let fails = holds.combined(with: .one) { one, _ in 1 - one }
        guard let most = try extreme(.greatest, of: holds), let least = try extreme(.least, of: holds),
            let mostOther = try extreme(.greatest, of: fails), let leastOther = try extreme(.least, of: fails)
        else { return nil }
        guard most + mostOther > 0 else { return [] }
        let low = mostOther > 0 ? least / (least + mostOther) : 1
        let high = most > 0 ? most / (most + leastOther) : 0
        return [max(min(low, high), 0)...min(max(low, high), 1)]
    }

    private func indicator(_ node: Int, _ level: Int) -> Factor {
        let size = tables[node].flatMap { table in
            table.variables.firstIndex(of: node).map { table.cardinalities[$0] }
        }
        let count = size ?? max(level, constants[node] ?? 0) + 1
        return Factor(variables: [node], cardinalities: [count], values: (0..<count).map { $0 == level ? 1 : 0 })
    }

    /// The least or greatest mean of a number over what agrees with the evidence, times its probability.
    private func extreme(_ end: ResponseProgram.End, of number: Factor) throws(CausalModelError) -> Double? {
        var open = copies
        var value = number.reduced(by: known)
        while open.contains(where: { $0.value.count > 1 }), let variable = next(in: open) {
            for node in open.removeValue(forKey: variable) ?? [] {
                if let level = evidence[node] { value = value.multiplied(by: indicator(node, level)) }
            }
            let active = (copies[variable] ?? []).filter(value.variables.contains)
            guard let rest = active.count > 1 ? joined(active, value, end) : summed(active, value) else { return nil }
            value = rest
        }
        let left = open.values.flatMap(\.self)
        let total = try VariableElimination.total(
            left.compactMap { tables[$0] } + [value], evidence: evidence.filter { left.contains($0.key) })
        return Double(sign: .plus, exponent: total.exponent, significand: 1) * total.significand
    }

    /// A variable that no other one depends on any more; one of a single copy first, for sums within are no looser.
    private func next(in open: [Int: [Int]]) -> Int? {
        let causes = Set(open.values.flatMap(\.self).flatMap { parents[$0] ?? [] })
        return open.filter { causes.isDisjoint(with: $0.value) }.min {
            ($0.value.count, $0.key) < ($1.value.count, $1.key)
        }?
        .key
    }

    private func summed(_ nodes: [Int], _ value: Factor) -> Factor? {
        var value = value
        for node in nodes {
            guard let table = tables[node] else { continue }
            let cells = Factor.sizes(joining: [value, table]).reduce(1.0) { $0 * Double($1) }
            guard cells <= Double(Self.productLimit) else { return nil }
            value = value.multiplied(by: table)
            value = value.marginal(keeping: Set(value.variables).subtracting([node]))
        }
        return value.values.count <= Self.limit ? value : nil
    }

    /// The copies of a variable, joined anew for each combination of everything else.
    private func joined(_ nodes: [Int], _ value: Factor, _ end: ResponseProgram.End) -> Factor? {
        let tables = nodes.compactMap { self.tables[$0] }
        var sizes = Dictionary(uniqueKeysWithValues: zip(value.variables, value.cardinalities))
        for table in tables { sizes.merge(zip(table.variables, table.cardinalities)) { own, _ in own } }
        let axes = sizes.keys.filter { !nodes.contains($0) }.sorted()
        let counts = axes.map { sizes[$0] ?? 1 }
        let cells = (counts + nodes.map { sizes[$0] ?? 1 }).reduce(1.0) { $0 * Double($1) }
        guard cells <= Double(Self.limit) else { return nil }
        var walk = Odometer(cardinalities: counts)
        let values = (0..<counts.reduce(1, *)).map { _ in
            defer { walk.advance() }
            let levels = Dictionary(uniqueKeysWithValues: zip(axes, walk.levels))
            return program(nodes, tables, value, levels).extreme(end)
        }
        return Factor(variables: axes, cardinalities: counts, values: values)
    }

    /// Copies whose parents have the same levels are one.
    private func program(_ nodes: [Int], _ tables: [Factor], _ value: Factor, _ levels: [Int: Int]) -> ResponseProgram {
        var (causes, chances, places): ([[Int]], [[Double]], [Int]) = ([], [], [])
        for (node, table) in zip(nodes, tables) {
            let own = (parents[node] ?? []).map { levels[$0] ?? known[$0] ?? 0 }
            places.append(causes.firstIndex(of: own) ?? causes.count)
            guard places[places.count - 1] == causes.count else { continue }
            causes.append(own)
            chances.append(table.reduced(by: levels).values)
        }
        let rest = value.reduced(by: levels)
        var walk = Odometer(cardinalities: chances.map(\.count))
        let payoffs = (0..<chances.reduce(1) { $0 * $1.count }).map { _ in
            defer { walk.advance() }
            return rest[rest.variables.map { node in nodes.firstIndex(of: node).map { walk.levels[places[$0]] } ?? 0 }]
        }
        return ResponseProgram(chances: chances, payoffs: payoffs)
    }
}
