import ArgumentParser
import Foundation
import OtherwiseCSV
import OtherwiseCausal
import OtherwiseCore
import OtherwiseEstimation
import OtherwiseTabular

/// `otherwise discover`: what data alone say of what causes what.
struct DiscoverCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "discover",
        abstract: "Reads off data which variables may cause which, and how surely.",
        discussion: """
            PC tests independences, GES searches for the graph of the best BIC. Numbers
            are taken to be jointly normal; columns of levels are taken as they are.
            Both are right only where nothing hidden causes two of the variables. Data
            often leave the direction of an edge open; such edges are written with
            dir=none, and 'otherwise ask' wants them given a direction first. Every
            answer from the graph says that it was discovered.

            FCI allows for hidden causes. Of a -> b it says that a causes b, of a <-> b
            that neither causes the other, of a o-> b that b does not cause a, of
            a o-o b nothing but that they belong together. A ring (arrowtail=odot) has
            to be decided on before 'otherwise ask' takes the graph.

            EXAMPLES
              otherwise discover --data rows.csv
              otherwise discover --data rows.csv --method ges --output graph.dot
              otherwise discover --data rows.csv --method fci --picture graph.svg
              otherwise discover --data rows.csv --only age,hours,pay --level 0.01

            \(Ending.readingHelp)
            """)

    @Option(help: "A CSV file with a header.", completion: .file(extensions: ["csv"]))
    var data: String

    @Option(help: "How to read it: pc, ges or fci.", transform: DiscoveryMethod.named)
    var method = DiscoveryMethod.pc

    @Option(help: "The p-value above which PC and FCI take two variables for independent.")
    var level = 0.05

    @Option(help: "Columns with commas between them; by default all.", transform: NameList.names)
    var only: [String]?

    @Option(help: "How many times it is repeated on resampled rows, to say how sure each edge is.")
    var resamples = 100

    @Option(
        help: ArgumentHelp(
            "The most tests of independence in one search by PC or FCI; sets of variables of a size that could take more are left out, and the result says so.",
            valueName: "count"))
    var tests = DiscoveredGraph.mostTests

    @Option(help: "The file to write the graph to, in DOT.", completion: .file(extensions: ["dot"]))
    var output: String?

    @Option(
        help: "The file to draw the graph to, as SVG; laid out by Graphviz where 'dot' is installed.",
        completion: .file(extensions: ["svg"]))
    var picture: String?

    @Option(help: "The seed of the resampling.")
    var seed: UInt64 = 1

    @Option(help: "How to write the result.")
    var format = DescriptionFormat.table

    @OptionGroup var talk: TalkOptions

    func validate() throws {
        guard level > 0, level < 1 else { throw ValidationError("--level \(level) is no p-value. Give 0.05.") }
        guard (0...10_000).contains(resamples) else { throw ValidationError("--resamples goes from 0 to 10000.") }
        guard tests > 0 else { throw ValidationError("--tests is \(tests). Allow at least 1.") }
    }

    func run() throws {
        let file = try output.map { try Output($0, sparing: [data]) }
        let drawing = try picture.map { try Output($0, sparing: [data]) }
        let found = try discovered()
        try file?.write(found.dot)
        try drawing?.write(try found.picture.laidOutByGraphviz.svg)
        let screen = try Output(nil)
        switch format {
        case .json: try screen.write(ExplanationJSON.document(found))
        case .table: try screen.write(DiscoveryText(found, style: screen.style).text)
        }
    }

    private func discovered() throws -> DiscoveredGraph {
        let progress = CountLine(of: "searches", talk: talk)
        defer { progress.finish() }
        return try DiscoveredGraph(
            try table(), by: method, level: level, resamples: resamples, mostTests: tests, seed: seed
        ) { progress.show($0, of: $1) }
    }

    private func table() throws -> Table {
        try InputFile.check(data, as: "data file")
        var reader = TableReader(try CSVReader(path: data))
        guard let table = try reader.next() else {
            throw TableError(.noRows, "'\(data)' has no rows", hint: "Give a header and at least one row")
        }
        guard let only else { return table }
        return try Table(
            columns: only.map { name in
                guard let column = table[name] else {
                    throw EstimationError.unknownColumn(name, columns: table.columns.map(\.name))
                }
                return column
            })
    }
}

extension DiscoveryMethod {
    fileprivate static func named(_ text: String) throws -> DiscoveryMethod {
        guard let method = DiscoveryMethod(rawValue: text) else {
            throw ValidationError("'\(text)' is no method. Write pc, ges or fci.")
        }
        return method
    }
}

/// A discovered graph, for people.
struct DiscoveryText {
    private let found: DiscoveredGraph
    private let style: TextStyle

    init(_ found: DiscoveredGraph, style: TextStyle) { (self.found, self.style) = (found, style) }

    var text: String {
        let lines = edges + [""] + Paragraphs(notes).lines(indent: 2)
        return lines.map { $0 + "\n" }.joined()
    }

    private var edges: [String] {
        guard !found.edges.isEmpty else { return ["No edges: the variables look independent."] }
        let rows = found.edges.map { edge in
            [edge.first, edge.mark.rawValue, edge.second]
                + (found.resamples > 0 ? [percent(edge.presence), percent(edge.agreement)] : [])
        }
        let head = ["", "", ""] + (found.resamples > 0 ? ["joined", "this way"] : [])
        return AlignedColumns([head] + rows).lines(indent: 2, headed: style)
    }

    private func percent(_ share: Double) -> String { "\(Int((100 * share).rounded()))%" }

    private var notes: [(String, String)] {
        let leftOut = found.rowsLeftOut > 0 ? "; \(found.rowsLeftOut) left out, for something is missing" : ""
        return [("method", "\(found.method.title), \(found.criterion)"), ("rows", "\(found.rows)\(leftOut)")]
            + (found.resamples > 0
                ? [("percent", "of \(found.resamples) resamples of the rows, seed \(found.seed)")] : [])
            + legend + limit + cut
            + [
                ("assumes", Self.assumption(found.method)),
                ("caution", "A hypothesis that fits the data; others may fit as well."),
            ]
    }
    private static func assumption(_ method: DiscoveryMethod) -> String {
        method.allowsHiddenCauses
            ? "No two effects cancel out, and no row was chosen by what it holds. Hidden causes are allowed for."
            : "Nothing hidden causes two of the variables, and no two effects cancel out."
    }

    /// What was left out.
    private var limit: [(String, String)] {
        guard let size = found.largestSet else { return [] }
        let unsettled = found.edges.filter { !$0.isSettled }.map { "\($0.first) \($0.mark.rawValue) \($0.second)" }
        let shown = unsettled.prefix(10).joined(separator: ", ") + (unsettled.count > 10 ? " and others" : "")
        return [
            (
                "left out",
                "sets of more than \(size) variables, \(reason(size)). One of them may part \(unsettled.count) of the edges: \(shown). Their ends, and those of edges beside them, are less sure than the percentages say."
            )
        ]
    }

    /// What was not searched to its end.
    private var cut: [(String, String)] {
        guard found.cutSearches > 0 else { return [] }
        let searches = found.cutSearches == 1 ? "1 search for a path" : "\(found.cutSearches) searches for paths"
        return [
            (
                "left out",
                "the rest of \(searches), ended at \(DiscoveredGraph.longestPathSearch) steps. Rings may stand where there need be none; arrows and tails are not touched."
            )
        ]
    }

    private func reason(_ size: Int) -> String {
        found.method == .fci && size >= DiscoveredGraph.largestTriedByFCI
            ? "which FCI does not try" : "which take too many tests (--tests)"
    }

    /// What the edges say.
    private var legend: [(String, String)] {
        let marks = Set(found.edges.map(\.mark))
        let open = found.edges.count { $0.mark == .undirected }
        return [
            (open > 0, "open", "\(open) edges (--) whose direction the data do not tell"),
            (marks.contains(.bidirected), "<->", "a hidden cause of both; neither causes the other"),
            (
                marks.contains(.possiblyDirected), "o->",
                "the second does not cause the first; whether the first causes the second, or a hidden cause joins them, is open"
            ),
            (marks.contains(.open), "o-o", "they belong together; how is open"),
        ].filter(\.0).map { ($0.1, $0.2) }
    }
}
