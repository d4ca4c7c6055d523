import Foundation
import OtherwiseCausal
import OtherwiseCore
import OtherwiseNumerics

/// The columns of a table as levels, to count how often they occur together.
struct FrequencyTable: Sendable {
    private let columns: [String: Column]
    private let count: Int

    /// - Throws: `EstimationError` for a column that the table lacks.
    init(_ table: Table, columns names: [String]) throws(EstimationError) {
        var columns: [String: Column] = [:]
        for name in names {
            guard let column = table[name] else { throw .unknownColumn(name, columns: table.columns.map(\.name)) }
            columns[name] = column
        }
        (self.columns, count) = (columns, table.count)
    }

    /// The values of a variable, sorted.
    ///
    /// - Throws: `EstimationError` for a column that is absent, empty, or of too many values.
    func levels(of name: String) throws(EstimationError) -> [Value] {
        guard let column = columns[name] else { throw .unknownColumn(name, columns: columns.keys.sorted()) }
        var seen: Set<Value> = []
        for row in 0..<count where column[row] != .missing { seen.insert(column[row]) }
        guard (1...FittedVariables.levelLimit).contains(seen.count) else {
            throw .unusable(
                column: name, problem: "has \(seen.isEmpty ? "no" : "\(seen.count)") values",
                hint: "Frequencies are of at most \(FittedVariables.levelLimit); bin it, or ask ATE of x on y")
        }
        return seen.sorted { ($0.number ?? .infinity, $0.description) < ($1.number ?? .infinity, $1.description) }
    }

    /// How often each combination of some variables occurs; rows in which one is missing are left out.
    func frequencies(of names: Set<String>) throws(EstimationError) -> Frequencies {
        var (variables, codes): ([DiscreteVariable], [[Int?]]) = ([], [])
        for name in names.sorted() {
            let levels = try levels(of: name)
            let places = Dictionary(uniqueKeysWithValues: zip(levels, levels.indices))
            variables.append(DiscreteVariable(name: name, levels: levels.map(\.description)))
            codes.append((0..<count).map { row in columns[name].flatMap { places[$0[row]] } })
        }
        var counts: [[Int]: Int] = [:]
        for row in 0..<count {
            let own = codes.compactMap { $0[row] }
            if own.count == codes.count { counts[own, default: 0] += 1 }
        }
        guard !counts.isEmpty else { throw .tooFewRows(0, needed: 1) }
        return Frequencies(variables, counts, of: count)
    }
}

/// How often each combination of levels occurs.
struct Frequencies: Sendable {
    let joint: JointDistribution
    let rows: Int
    /// Rows of the table in which something is missing.
    let leftOut: Int
    private let combinations: [(levels: [Int], count: Int)]

    fileprivate init(_ variables: [DiscreteVariable], _ counts: [[Int]: Int], of all: Int) {
        combinations = counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { ($0.key, $0.value) }
        rows = combinations.reduce(0) { $0 + $1.count }
        leftOut = all - rows
        joint = JointDistribution(
            variables: variables, masses: combinations.lazy.map { ($0.levels, Double($0.count)) })
    }

    /// Other frequencies that the rows allow: of a Dirichlet distribution with the counts.
    func resampled(using generator: inout SeededGenerator) -> JointDistribution {
        var masses: [(levels: [Int], weight: Double)] = []
        for (levels, count) in combinations {
            masses.append((levels, Self.gamma(Double(count), using: &generator)))
        }
        return JointDistribution(variables: joint.variables, masses: masses)
    }

    /// From the gamma distribution with a shape of at least 1 (Marsaglia and Tsang 2000).
    private static func gamma(_ shape: Double, using generator: inout SeededGenerator) -> Double {
        let d = shape - 1 / 3.0, c = 1 / (9 * d).squareRoot()
        while true {
            let normal = generator.normals(1)[0], root = 1 + c * normal
            guard root > 0 else { continue }
            let cube = root * root * root
            let chance = Double.random(in: Double.leastNormalMagnitude..<1, using: &generator)
            if log(chance) < normal * normal / 2 + d * (1 - cube + log(cube)) { return d * cube }
        }
    }
}
