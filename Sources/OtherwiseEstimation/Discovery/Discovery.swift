import OtherwiseCausal
public import OtherwiseCore
import OtherwiseNumerics

/// A way to read a causal graph off data alone.
public enum DiscoveryMethod: String, Sendable, Hashable, Codable, CaseIterable {
    /// By tests of independence.
    case pc
    /// By a score, searched greedily.
    case ges

    /// The name of the method, for people.
    public var title: String {
        switch self {
        case .pc: "PC"
        case .ges: "GES with the BIC"
        }
    }
}

/// A graph that was read off data, with how sure each edge is.
///
/// - Note: Right only where no hidden variable causes two others, and where no two effects cancel out. Numbers are taken
///   to be jointly normal.
public struct DiscoveredGraph: Sendable, Hashable, Codable {
    /// The form that it is written in.
    public static let version = "otherwise.discovery/1"

    /// The form of this one.
    public var schema = Self.version
    /// How it was found.
    public let method: DiscoveryMethod
    /// The test or score, in words.
    public let criterion: String
    /// The rows that it was found in.
    public let rows: Int
    /// Rows in which something is missing.
    public let rowsLeftOut: Int
    /// What it is about.
    public let variables: [String]
    /// What belongs together.
    public let edges: [Edge]
    /// How many resampled tables were looked at besides.
    public let resamples: Int
    /// The seed of whatever was drawn at random.
    public let seed: UInt64

    /// Two variables that belong together whatever is known of the others.
    public struct Edge: Sendable, Hashable, Codable {
        /// A variable; the cause, where the edge is directed.
        public let first: String
        /// The other; the effect, where the edge is directed.
        public let second: String
        /// Whether the first causes the second; otherwise the data do not tell which causes which.
        public let isDirected: Bool
        /// The share of resampled data in which the two are joined, and joined in this way.
        public let presence: Double
        /// Of the resampled data in which they are joined, the share in which they are joined in this way.
        public let agreement: Double
    }

    /// - Parameters:
    ///   - level: The p-value above which PC takes two variables for independent.
    ///   - resamples: How many times it is repeated on resampled rows; 0 leaves out how sure the edges are.
    /// - Throws: `EstimationError` for columns that mix numbers with more than two levels, that are constant, or too few
    ///   rows.
    public init(
        _ table: Table, by method: DiscoveryMethod, level: Double = 0.05, resamples: Int = 100, seed: UInt64 = 1
    ) throws(EstimationError) {
        let variables = try FittedVariables(table.columns.map(\.name).sorted(), in: table)
        let levels = variables.levels.map { $0?.count }
        try Self.check(variables)
        let rows = (0..<table.count).filter { row in variables.columns.allSatisfy { !$0[row].isNaN } }
        guard rows.count >= 10 + variables.names.count else {
            throw .tooFewRows(rows.count, needed: 10 + variables.names.count)
        }
        func find(_ rows: [Int]) -> PartialGraph {
            let table = DiscoveryTable(variables.columns, levels: levels, rows: rows)
            guard method == .ges else { return PeterClark(table: table, level: level).graph(count: levels.count) }
            var search = GreedyEquivalence(table)
            return search.graph(count: levels.count)
        }
        let found = find(rows)
        let root = SeededGenerator(seed: seed)
        let others = (0..<resamples).map { resample in
            var own = root.split(resample)
            return find(rows.map { _ in rows[Int.random(in: rows.indices, using: &own)] })
        }
        self.method = method
        let isDiscrete = levels.allSatisfy { $0 != nil }
        let test = isDiscrete ? "G² tests" : "Fisher z tests"
        criterion =
            method == .pc ? "\(test) at \(level)" : "BIC of \(isDiscrete ? "tables" : "linear normal regressions")"
        (self.rows, rowsLeftOut) = (rows.count, table.count - rows.count)
        self.variables = variables.names
        (self.resamples, self.seed) = (resamples, seed)
        edges = Self.edges(of: found, others, variables.names)
    }

    private static func edges(of found: PartialGraph, _ others: [PartialGraph], _ names: [String]) -> [Edge] {
        var edges: [Edge] = []
        for one in names.indices {
            for other in names.indices where found.leads(one, other) && (found.isArrow(one, other) || one < other) {
                let isDirected = found.isArrow(one, other)
                let joined = others.count { $0.areAdjacent(one, other) }
                let alike = others.count { isDirected ? $0.isArrow(one, other) : $0.isUndirected(one, other) }
                let total = Double(max(others.count, 1))
                edges.append(
                    Edge(
                        first: names[one], second: names[other], isDirected: isDirected,
                        presence: Double(joined) / total, agreement: Double(alike) / total))
            }
        }
        return edges
    }

    private static func check(_ variables: FittedVariables) throws(EstimationError) {
        let hasNumbers = variables.levels.contains { $0 == nil }
        for (name, (levels, column)) in zip(variables.names, zip(variables.levels, variables.columns)) {
            if let levels, levels.count > 2, hasNumbers {
                throw .unusable(
                    column: name, problem: "has \(levels.count) levels, other columns hold numbers",
                    hint:
                        "Make it a column of 0 and 1 for each level but one, cut the numbers into levels, or leave it out"
                )
            }
            let known = column.lazy.filter { !$0.isNaN }
            if known.min() == known.max() {
                throw .unusable(column: name, problem: "is the same everywhere", hint: "Leave it out")
            }
        }
    }
}

extension DiscoveredGraph {
    /// How it came about, in words; a graph that is read back carries it along.
    public var origin: String { "\(method.title), \(criterion), \(rows) rows" }

    /// Graphviz's DOT. It says that the graph was discovered; edges without a direction must be given one by hand before
    /// it can be asked.
    public var dot: String {
        let nodes = variables.map { "  \($0.quoted);" }
        let lines = edges.map { edge in
            let share = resamples > 0 ? "label=\"\(Int((100 * edge.presence).rounded()))%\"" : ""
            let attributes = [edge.isDirected ? "" : "dir=none", share].filter { !$0.isEmpty }
            return "  \(edge.first.quoted) -> \(edge.second.quoted) [\(attributes.joined(separator: ", "))];"
        }
        let head = ["digraph {", "  graph [discovered=\(origin.quoted)];"]
        return (head + nodes + lines + ["}"]).map { $0 + "\n" }.joined()
    }
}
