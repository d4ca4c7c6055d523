import Foundation
import OtherwiseCausal
import OtherwiseCore
import OtherwiseNumerics
import Testing

@testable import OtherwiseEstimation

@Suite("Graphs from data")
struct DiscoveryTests {
    /// `a -> c <- b`, `c -> d`: all directions can be told.
    private static func linear(_ count: Int, seed: UInt64) throws -> Table {
        var generator = SeededGenerator(seed: seed)
        let a = generator.normals(count), b = generator.normals(count)
        let c = zip(zip(a, b), generator.normals(count)).map { $0.0 + $0.1 + 0.7 * $1 }
        let d = zip(c, generator.normals(count)).map { 0.8 * $0 + $1 }
        return try Table(
            columns: [("a", a), ("b", b), ("c", c), ("d", d)].map {
                Column(name: $0.0, storage: .numbers($0.1))
            })
    }

    @Test("A collider and what follows from it are found", arguments: [DiscoveryMethod.pc, .ges])
    func collider(_ method: DiscoveryMethod) throws {
        let found = try DiscoveredGraph(Self.linear(1_000, seed: 1), by: method, level: 0.01, resamples: 20)
        #expect(
            Set(found.edges.map { "\($0.first)\($0.isDirected ? ">" : "-")\($0.second)" }) == ["a>c", "b>c", "c>d"])
        #expect(found.edges.allSatisfy { $0.presence == 1 && $0.agreement > 0.6 })
    }

    @Test("A chain has no direction; levels are tested by G²", arguments: DiscoveryMethod.allCases)
    func chain(_ method: DiscoveryMethod) throws {
        var generator = SeededGenerator(seed: 2)
        func copy(_ values: [Int]) -> [Int] {
            values.map {
                Double.random(in: 0..<1, using: &generator) < 0.75 ? $0 : Int.random(in: 0..<3, using: &generator)
            }
        }
        let a = (0..<1_500).map { _ in Int.random(in: 0..<3, using: &generator) }
        let b = copy(a)
        let columns = [("a", a), ("b", b), ("c", copy(b))].map { name, values in
            Column(name: name, values: values.map { .category("\($0)") }, isNumeric: false)
        }
        let found = try DiscoveredGraph(Table(columns: columns), by: method, level: 0.01, resamples: 0)
        #expect(found.edges.map { "\($0.first)-\($0.second)" } == ["a-b", "b-c"])
        #expect(found.edges.allSatisfy { !$0.isDirected })
    }

    @Test("Independent columns have no edges, at the rate that the level allows")
    func nothing() throws {
        var edges = 0
        for seed in 0..<100 {
            var generator = SeededGenerator(seed: UInt64(seed))
            let columns = (0..<2).map { Column(name: "v\($0)", storage: .numbers(generator.normals(200))) }
            edges += try DiscoveredGraph(Table(columns: columns), by: .pc, resamples: 0).edges.count
        }
        // Binomial of 100 at 0.05: more than 13 in 1 suite of 2,000.
        #expect(edges <= 13, "\(edges)")
    }

    /// 30 random graphs of 6 variables: what a perfect test tells is the graph's class, which `completed` gives; 30 more
    /// from data, by score.
    @Test("Equivalence classes are what the graphs imply", arguments: 0..<30)
    func classes(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var graph = PartialGraph(count: 6)
        for one in 0..<6 {
            for other in 0..<one where Double.random(in: 0..<1, using: &generator) < 0.35 { graph.direct(other, one) }
        }
        let completed = graph.completed
        let member = try #require(completed.extended)
        #expect(member.completed == completed)
        #expect(graph.completed.completed == completed.extended?.completed)
    }

    @Test("A discovered graph is marked, and its open edges want a direction")
    func marks() throws {
        let found = try DiscoveredGraph(Self.linear(500, seed: 3), by: .pc, level: 0.01, resamples: 0)
        let document = try GraphDocument(reading: found.dot)
        #expect(document.origin == found.origin)
        let table = try Self.linear(500, seed: 3)
        let report = try EffectAnalysis(CausalQuestion("ATE of c on d"), graph: document, table).report()
        #expect(report.cautions.contains { $0.contains("discovered") })
        let imagined = try FittedCausalModel.answer(
            CausalQuestion("what if c = 1 given c=0, d=0"), graph: document, table, row: [:])
        #expect(imagined.cautions.contains { $0.contains("discovered") })
        let open = "digraph { graph [discovered=\"PC\"]; a -> b [dir=none]; }"
        #expect(throws: SyntaxError.self) { try GraphDocument(reading: open) }
    }

    private static func reference(_ name: String) throws -> Set<[String]> {
        let file = Tables.root.appending(path: "Tests/Fixtures/discovery/references.json")
        let all = try JSONDecoder().decode([String: [[String]]].self, from: Data(contentsOf: file))
        return Set(try #require(all[name]))
    }

    private static func edges(_ name: String, by method: DiscoveryMethod) throws -> Set<[String]> {
        let found = try DiscoveredGraph(Tables.read("Tests/Fixtures/discovery/\(name).csv"), by: method, resamples: 0)
        return Set(found.edges.map { [$0.first, $0.isDirected ? "->" : "--", $0.second] })
    }

    @Test("PC finds the graphs that causal-learn finds", arguments: ["linear", "levels"])
    func parity(_ name: String) throws {
        #expect(try Self.edges(name, by: .pc) == Self.reference("\(name) pc"))
    }

    @Test("Constant columns, mixtures and too few rows are refused")
    func faults() throws {
        let a = Column(name: "a", storage: .numbers([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]))
        let same = Column(name: "b", storage: .numbers([Double](repeating: 1, count: 14)))
        let levels = Column(
            name: "c", values: (0..<14).map { .category(["x", "y", "z"][$0 % 3]) }, isNumeric: false)
        for columns in [[a, same], [a, levels]] {
            #expect(throws: EstimationError.self) { try DiscoveredGraph(Table(columns: columns), by: .pc) }
        }
        let few = try Table(columns: [
            Column(name: "a", storage: .numbers([1, 2])), Column(name: "b", storage: .numbers([3, 1])),
        ])
        #expect(throws: EstimationError.self) { try DiscoveredGraph(few, by: .ges) }
    }
}
