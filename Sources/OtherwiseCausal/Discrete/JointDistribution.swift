public import OtherwiseCore

/// A distribution over discrete variables, as the combinations that occur and their probabilities.
public struct JointDistribution: Sendable, Hashable {
    /// The variables, in the order of the columns of each combination.
    public let variables: [DiscreteVariable]
    /// The combinations that occur, each once, in ascending order: row-major `[combinations × variables]`.
    let levels: [Int]
    /// Sum to 1.
    let probabilities: [Double]

    /// - Parameter masses: Levels, in the order of `variables`, with weights of at least 0; equal levels are added up.
    package init(variables: [DiscreteVariable], masses: some Sequence<(levels: [Int], weight: Double)>) {
        var weights: [[Int]: Double] = [:]
        for (levels, weight) in masses where weight > 0 { weights[levels, default: 0] += weight }
        let rows = weights.keys.sorted { $0.lexicographicallyPrecedes($1) }
        let total = rows.reduce(0) { $0 + (weights[$1] ?? 0) }
        self.variables = variables
        levels = rows.flatMap { $0 }
        probabilities = rows.map { (weights[$0] ?? 0) / total }
    }

    /// - Parameters:
    ///   - masses: At least 0, not all 0; row-major over axes of these `sizes`.
    ///   - level: That of a column for the levels of the axes; combinations come in ascending order, each once.
    init(_ variables: [DiscreteVariable], _ sizes: [Int], _ masses: [Double], level: (Int, [Int]) -> Int) {
        self.variables = variables
        let total = masses.reduce(0, +)
        var walk = Odometer(cardinalities: sizes)
        var levels: [Int] = [], probabilities: [Double] = []
        for mass in masses {
            if mass > 0 {
                for column in variables.indices { levels.append(level(column, walk.levels)) }
                probabilities.append(mass / total)
            }
            walk.advance()
        }
        (self.levels, self.probabilities) = (levels, probabilities)
    }

    /// The distribution of a table's rows.
    ///
    /// - Throws: `CausalModelError` for a column that the table lacks, a cell that is missing, or a table without rows.
    public init(_ table: Table, columns: [String]) throws(CausalModelError) {
        guard table.count > 0 else { throw .noRows }
        var coded: [[Int]] = []
        var variables: [DiscreteVariable] = []
        for name in columns {
            guard let column = table[name] else { throw .unknownVariable(name, names: table.columns.map(\.name)) }
            var interner = LevelInterner()
            var codes: [Int] = []
            for row in 0..<table.count {
                guard column[row] != .missing else { throw .missingCell(column: name, row: row) }
                codes.append(Int(interner.code(of: column[row].description)))
            }
            coded.append(codes)
            variables.append(DiscreteVariable(name: name, levels: interner.levels))
        }
        self.init(
            variables: variables, masses: (0..<table.count).lazy.map { row in (coded.map { $0[row] }, 1) })
    }

    /// The number of combinations that occur.
    var count: Int { probabilities.count }

    func levels(at row: Int) -> ArraySlice<Int> { levels[row * variables.count..<(row + 1) * variables.count] }

    /// The place of the variable called `name`.
    func place(of name: String) throws(CausalModelError) -> Int {
        guard let place = variables.firstIndex(where: { $0.name == name }) else {
            throw .unknownVariable(name, names: variables.map(\.name))
        }
        return place
    }

    /// The probability that all of `event` holds.
    public func probability(of event: [String: Value]) throws(CausalModelError) -> Double {
        var wanted: [(place: Int, level: Int)] = []
        for (name, value) in event {
            let place = try place(of: name)
            wanted.append((place, try variables[place].level(value)))
        }
        return (0..<count).reduce(0) { sum, row in
            let own = levels(at: row)
            let holds = wanted.allSatisfy { own[own.startIndex + $0.place] == $0.level }
            return holds ? sum + probabilities[row] : sum
        }
    }

    /// The probability of each level of one variable.
    public func marginal(of name: String) throws(CausalModelError) -> [String: Double] {
        let place = try place(of: name)
        var result = Dictionary(uniqueKeysWithValues: variables[place].levels.map { ($0, 0.0) })
        for row in 0..<count {
            let own = levels(at: row)
            result[variables[place].levels[own[own.startIndex + place]], default: 0] += probabilities[row]
        }
        return result
    }

    /// The table of the variables at `places`; axis `i` is numbered by `axes[i]`.
    ///
    /// - Parameter known: Only what has these levels counts.
    func factor(of places: [Int], axes: [Int], where known: [(place: Int, level: Int)] = []) -> Factor {
        let sizes = places.map { variables[$0].levels.count }
        let strides = Factor.strides(of: sizes)
        var values = [Double](repeating: 0, count: sizes.reduce(1, *))
        for row in 0..<count {
            let own = levels(at: row)
            guard known.allSatisfy({ own[own.startIndex + $0.place] == $0.level }) else { continue }
            let index = zip(places, strides).reduce(0) { $0 + own[own.startIndex + $1.0] * $1.1 }
            values[index] += probabilities[row]
        }
        return Factor(listed: axes, cardinalities: sizes, values: values)
    }
}
