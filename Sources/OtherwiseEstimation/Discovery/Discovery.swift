public import OtherwiseCausal
public import OtherwiseCore
import OtherwiseNumerics
import Synchronization

/// A way to read a causal graph off data alone.
public enum DiscoveryMethod: String, Sendable, Hashable, Codable, CaseIterable {
    /// By tests of independence.
    case pc
    /// By a score, searched greedily.
    case ges
    /// By tests of independence, where hidden causes may join any two variables.
    case fci

    /// The name of the method, for people.
    public var title: String {
        switch self {
        case .pc: "PC"
        case .ges: "GES with the BIC"
        case .fci: "FCI"
        }
    }

    /// Whether it allows for hidden causes; what it finds is then a partial ancestral graph.
    public var allowsHiddenCauses: Bool { self == .fci }
}

/// A graph that was read off data, with how sure each edge is.
///
/// - Note: Right only where no two effects cancel out and, but for FCI, where no hidden variable causes two others. Numbers
///   are taken to be jointly normal.
public struct DiscoveredGraph: Sendable, Hashable, Codable {
    /// The form that it is written in.
    public static let version = "otherwise.discovery/2"

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
    /// The size of the largest sets of variables that independences were all tested given, where tests of larger ones
    /// would have been too many, or larger than FCI tries; `nil` where no set was left out.
    @OrNull public private(set) var largestSet: Int?
    /// How many searches for paths FCI ended at `longestPathSearch` steps: ends may be open that need not be. Arrows and
    /// tails are not touched by it.
    public let cutSearches: Int
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
        /// How they are joined, read from the first to the second.
        public let mark: EdgeMark
        /// Whether the first causes the second; otherwise the data do not tell which causes which, or that either does.
        public let isDirected: Bool
        /// Whether all was tried that may part the two. Where larger sets were left out they may be apart, and what is
        /// said of the ends of this edge and of those beside it may be otherwise.
        public let isSettled: Bool
        /// The share of resampled data in which the two are joined, and joined in this way.
        public let presence: Double
        /// Of the resampled data in which they are joined, the share in which they are joined in this way.
        public let agreement: Double
    }

    /// As many tests of independence as a search takes at most unless it is told otherwise.
    public static let mostTests = 200_000

    /// The most steps that FCI takes in one search for a path.
    public static let longestPathSearch = AncestralGraph.pathSteps

    /// The size of the largest sets that FCI tries among variables that are no neighbours, however many tests it may take.
    package static let largestTriedByFCI = FastCausalInference.setLimit

    /// - Parameters:
    ///   - level: The p-value above which PC takes two variables for independent.
    ///   - resamples: How many times it is repeated on resampled rows; 0 leaves out how sure the edges are.
    ///   - mostTests: Of independence, in each search by PC or FCI. Sets of variables of a size that could take more, and
    ///     all larger ones, are left out; the result says so.
    ///   - progress: Told how many of all searches are done.
    /// - Throws: `EstimationError` for columns that mix numbers with more than two levels, that are constant, or too few
    ///   rows.
    public init(
        _ table: Table, by method: DiscoveryMethod, level: Double = 0.05, resamples: Int = 100,
        mostTests: Int = DiscoveredGraph.mostTests, seed: UInt64 = 1,
        progress: @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(EstimationError) {
        let variables = try FittedVariables(table.columns.map(\.name).sorted(), in: table)
        let levels = variables.levels.map { $0?.count }
        let rows = try Self.completeRows(of: variables, count: table.count)
        let done = Mutex(0)
        let searches = concurrentMap(resamples + 1) { number in
            // The first is of the rows as they are.
            var own = SeededGenerator(seed: seed).split(number - 1)
            let drawn = number == 0 ? rows : rows.map { _ in rows[Int.random(in: rows.indices, using: &own)] }
            let found = DiscoverySearch(
                method, DiscoveryTable(variables.columns, levels: levels, rows: drawn), count: levels.count,
                level: level, mostTests: mostTests)
            done.withLock { done in
                done += 1
                progress(done, resamples + 1)
            }
            return found
        }
        self.method = method
        criterion = Self.criterion(method, level: level, isDiscrete: levels.allSatisfy { $0 != nil })
        (self.rows, rowsLeftOut) = (rows.count, table.count - rows.count)
        self.variables = variables.names
        (self.resamples, self.seed) = (resamples, seed)
        edges = Self.edges(of: searches[0], searches.dropFirst().map(\.edges), variables.names)
        largestSet = searches[0].limit
        cutSearches = searches[0].cutSearches
    }

    private static func edges(
        of found: DiscoverySearch, _ others: [[DiscoveredEdge]], _ names: [String]
    ) -> [Edge] {
        let total = Double(max(others.count, 1))
        let alike = others.map { Set($0) }
        let joined = others.map { Set($0.map(\.ends)) }
        return found.edges.map { edge in
            Edge(
                first: names[edge.first], second: names[edge.second], mark: edge.mark,
                isDirected: edge.mark == .directed, isSettled: !found.unsettled.contains(edge.ends),
                presence: Double(joined.count { $0.contains(edge.ends) }) / total,
                agreement: Double(alike.count { $0.contains(edge) }) / total)
        }
    }

    private static func criterion(_ method: DiscoveryMethod, level: Double, isDiscrete: Bool) -> String {
        method == .ges
            ? "BIC of \(isDiscrete ? "tables" : "linear normal regressions")"
            : "\(isDiscrete ? "G² tests" : "Fisher z tests") at \(level)"
    }

    /// The rows in which nothing is missing.
    ///
    /// - Throws: `EstimationError` for columns that cannot be used, and for too few rows.
    private static func completeRows(
        of variables: FittedVariables, count: Int
    ) throws(EstimationError) -> [Int] {
        try check(variables)
        let rows = (0..<count).filter { row in variables.columns.allSatisfy { !$0[row].isNaN } }
        guard rows.count >= 10 + variables.names.count else {
            throw .tooFewRows(rows.count, needed: 10 + variables.names.count)
        }
        return rows
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

    /// Graphviz's DOT. It says that the graph was discovered; edges of which something is open must be given a direction by
    /// hand before it can be asked.
    public var dot: String {
        let nodes = variables.map { "  \($0.quoted);" }
        let lines = edges.map { edge in
            let share = resamples > 0 ? "label=\"\(Int((100 * edge.presence).rounded()))%\"" : ""
            let attributes = [edge.mark.attributes, share].filter { !$0.isEmpty }
            return "  \(edge.first.quoted) -> \(edge.second.quoted) [\(attributes.joined(separator: ", "))];"
        }
        let kind = method.allowsHiddenCauses ? ", ancestral=yes" : ""
        let head = ["digraph {", "  graph [discovered=\(origin.quoted)\(kind)];"]
        return (head + nodes + lines + ["}"]).map { $0 + "\n" }.joined()
    }

    /// The graph as a drawing, with a ring at every end of which it is open whether there is an arrow.
    public var picture: GraphPicture {
        get throws(GraphError) {
            let drawn = edges.map {
                GraphPicture.DrawnEdge($0.first, $0.second, start: $0.mark.start, end: $0.mark.end)
            }
            return try GraphPicture(variables, drawn)
        }
    }
}

extension EdgeMark {
    /// In Graphviz's words; a ring is `odot`.
    fileprivate var attributes: String {
        switch self {
        case .directed: ""
        case .undirected: "dir=none"
        case .bidirected: "dir=both"
        case .possiblyDirected: "dir=both, arrowtail=odot"
        case .open: "dir=both, arrowtail=odot, arrowhead=odot"
        }
    }

    fileprivate var start: GraphPicture.DrawnEdge.End {
        switch self {
        case .directed, .undirected: .plain
        case .bidirected: .head
        case .possiblyDirected, .open: .ring
        }
    }

    fileprivate var end: GraphPicture.DrawnEdge.End {
        switch self {
        case .directed, .possiblyDirected, .bidirected: .head
        case .undirected: .plain
        case .open: .ring
        }
    }
}
