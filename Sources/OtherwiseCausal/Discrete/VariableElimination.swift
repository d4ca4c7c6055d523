import HeapModule

/// Sums a product of tables over all variables but a few, one variable after the other (Zhang and Poole 1994).
///
/// What is known is left out of the tables by looking at them through strides, without a copy. The variable whose
/// elimination makes the smallest table comes first; costs are kept in a queue and worked out anew only for the
/// neighbours of what was eliminated.
struct VariableElimination {
    /// The largest table that is made: 512 MB of numbers.
    static let sizeLimit = 1 << 26

    /// The level of each variable, or −1 where it is not known.
    private let levels: [Int]
    /// The number of levels of each variable that some table has.
    private var sizes: [Int]
    private var tables: [StridedTable] = []
    private var axes = StridedTable.Axes()
    /// For each variable the last of the links to its tables.
    private var heads: [Int]
    private var links: [(table: Int, before: Int)] = []
    private var marks: [Int]
    private var mark = 0
    /// What tables without variables come to, times 2 to the `exponent`.
    private(set) var constant = 1.0
    private(set) var exponent = 0

    /// - Parameter levels: By variable; −1 for what is not known.
    init(levels: [Int]) {
        self.levels = levels
        sizes = [Int](repeating: 0, count: levels.count)
        heads = [Int](repeating: -1, count: levels.count)
        marks = sizes
    }

    private init(_ factors: [Factor], evidence: [Int: Int]) {
        let count = factors.reduce(0) { max($0, ($1.variables.last ?? -1) + 1) }
        var levels = [Int](repeating: -1, count: count)
        for (variable, level) in evidence where variable < count { levels[variable] = level }
        self.init(levels: levels)
        for factor in factors { add(factor) }
    }

    /// The product of `factors` at the evidence, summed over all: the number times 2 to the exponent, so that what many
    /// observations come to does not vanish.
    ///
    /// - Complexity: Exponential in the width of the greedy order that keeps each new table smallest.
    static func total(
        _ factors: [Factor], evidence: [Int: Int] = [:]
    ) throws(CausalModelError) -> (significand: Double, exponent: Int) {
        var elimination = VariableElimination(factors, evidence: evidence)
        try elimination.eliminate(allBut: [])
        return (elimination.constant, elimination.exponent)
    }

    /// Takes a table into the product, where it is known at the known levels.
    ///
    /// - Parameter isPositive: Whether it holds no 0.
    mutating func add(_ factor: Factor, isPositive: Bool = false) {
        var table = StridedTable(values: factor.values, first: axes.count)
        table.isPositive = isPositive
        var stride = factor.values.count
        for (variable, size) in zip(factor.variables, factor.cardinalities) {
            stride /= size
            if levels[variable] >= 0 {
                table.start += levels[variable] * stride
            } else {
                sizes[variable] = size
                axes.append((variable, stride))
            }
        }
        table.end = axes.count
        take(table)
    }

    private mutating func take(_ table: StridedTable) {
        guard table.first < table.end else { return multiply(by: table.values[table.start]) }
        for place in table.first..<table.end {
            let variable = axes[place].variable
            links.append((tables.count, heads[variable]))
            heads[variable] = links.count - 1
        }
        tables.append(table)
    }

    private mutating func multiply(by factor: Double) {
        constant *= factor
        guard constant > 0, constant < Self.tiny else { return }
        constant /= Self.tiny
        exponent += Self.tinyExponent
    }

    private static let tinyExponent = -400
    private static let tiny = Double(sign: .plus, exponent: tinyExponent, significand: 1)

    /// The product over the variables in `kept`, row-major in their order, without the constant; those that no table has
    /// are left out by the caller.
    mutating func values(over kept: [Int]) throws(CausalModelError) -> [Double] {
        let cells = kept.reduce(1.0) { $0 * Double(sizes[$1]) }
        guard cells <= Double(Self.sizeLimit) else {
            throw .tooLarge("The table that is asked for", count: cells, limit: Self.sizeLimit)
        }
        try eliminate(allBut: kept)
        return product(of: tables.indices.filter { tables[$0].isLive }, over: kept, summing: nil)
    }

    /// Leaves out what is independent of `kept` once the rest is known: it changes the product by a constant, which is
    /// not 0 where none of its tables holds a 0.
    mutating func removePartsWithoutEffect(on kept: [Int]) {
        mark += 1
        var open = kept
        for place in tables.indices where !tables[place].isPositive { open += variables(of: place) }
        for variable in open { marks[variable] = mark }
        var isReached = [Bool](repeating: false, count: tables.count)
        while let variable = open.popLast() {
            var link = heads[variable]
            while link >= 0 {
                let (table, before) = links[link]
                link = before
                guard !isReached[table] else { continue }
                isReached[table] = true
                for place in tables[table].first..<tables[table].end where marks[axes[place].variable] != mark {
                    marks[axes[place].variable] = mark
                    open.append(axes[place].variable)
                }
            }
        }
        for table in tables.indices where !isReached[table] {
            tables[table].isLive = false
            for variable in variables(of: table) { sizes[variable] = 0 }
        }
    }

    private func variables(of table: Int) -> [Int] {
        (tables[table].first..<tables[table].end).map { axes[$0].variable }
    }

    private func cells(of table: Int) -> Int { variables(of: table).reduce(1) { $0 * sizes[$1] } }

    // MARK: Elimination

    private struct Candidate: Comparable {
        let cost: Double
        let variable: Int

        static func < (left: Candidate, right: Candidate) -> Bool {
            (left.cost, left.variable) < (right.cost, right.variable)
        }
    }

    private mutating func eliminate(allBut kept: [Int]) throws(CausalModelError) {
        // −1 for what is not to be eliminated, or was.
        var costs = [Double](repeating: 0, count: sizes.count)
        for variable in kept { costs[variable] = -1 }
        var candidates: [Candidate] = []
        for variable in sizes.indices {
            if sizes[variable] == 0 { costs[variable] = -1 }
            guard costs[variable] == 0 else { continue }
            costs[variable] = cost(of: variable)
            candidates.append(Candidate(cost: costs[variable], variable: variable))
        }
        var queue = Heap(candidates)
        while let next = queue.popMin() {
            guard costs[next.variable] == next.cost else { continue }
            guard next.cost <= Double(Self.sizeLimit) else {
                throw .tooLarge("The smallest table that answers this", count: next.cost, limit: Self.sizeLimit)
            }
            costs[next.variable] = -1
            for variable in eliminate(next.variable) where costs[variable] >= 0 {
                let cost = cost(of: variable)
                guard cost != costs[variable] else { continue }
                costs[variable] = cost
                queue.insert(Candidate(cost: cost, variable: variable))
            }
        }
    }

    /// The size of the product that eliminating a variable takes.
    private mutating func cost(of variable: Int) -> Double {
        mark += 1
        var (cost, link) = (1.0, heads[variable])
        while link >= 0 {
            let (table, before) = links[link]
            link = before
            guard tables[table].isLive else { continue }
            for place in tables[table].first..<tables[table].end where marks[axes[place].variable] != mark {
                marks[axes[place].variable] = mark
                cost *= Double(sizes[axes[place].variable])
            }
        }
        return cost
    }

    /// Replaces the tables of a variable by one without it, whose variables are returned.
    private mutating func eliminate(_ variable: Int) -> [Int] {
        var own: [Int] = []
        var link = heads[variable]
        while link >= 0 {
            let (table, before) = links[link]
            link = before
            guard tables[table].isLive else { continue }
            tables[table].isLive = false
            own.append(table)
        }
        let scope = scope(of: own, without: variable)
        var values = product(of: own, over: scope, summing: variable)
        for table in own { tables[table].values = [] }
        if let most = values.max(), most > 0, most < Self.tiny {
            for place in values.indices { values[place] /= Self.tiny }
            exponent += Self.tinyExponent
        }
        take(rowMajor(values, scope))
        return scope
    }

    private mutating func scope(of own: [Int], without variable: Int?) -> [Int] {
        mark += 1
        if let variable { marks[variable] = mark }
        var scope: [Int] = []
        for table in own {
            for place in tables[table].first..<tables[table].end where marks[axes[place].variable] != mark {
                marks[axes[place].variable] = mark
                scope.append(axes[place].variable)
            }
        }
        return scope
    }

    private mutating func rowMajor(_ values: [Double], _ scope: [Int]) -> StridedTable {
        var table = StridedTable(values: values, first: axes.count)
        var stride = values.count
        for variable in scope {
            stride /= sizes[variable]
            axes.append((variable, stride))
        }
        table.end = axes.count
        return table
    }

    /// Smallest tables first, so that intermediate products stay small.
    private mutating func product(of own: [Int], over scope: [Int], summing variable: Int?) -> [Double] {
        var rest = own.count > 2 ? own.map { (cells(of: $0), $0) }.sorted(by: >).map(\.1) : own
        while rest.count > 2 {
            let pair = [rest.removeLast(), rest.removeLast()]
            let both = self.scope(of: pair, without: nil)
            let values = tables[pair[0]].multiplied(by: tables[pair[1]], axes, over: both, summing: nil, sizes)
            var joined = rowMajor(values, both)
            joined.isLive = false
            tables.append(joined)
            rest.append(tables.count - 1)
        }
        let first = rest.first.map { tables[$0] } ?? .one
        return first.multiplied(
            by: rest.count > 1 ? tables[rest[1]] : .one, axes, over: scope, summing: variable, sizes)
    }
}
