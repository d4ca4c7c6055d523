import Foundation
import OtherwiseCausal
import OtherwiseCore
import OtherwiseNumerics
import Synchronization
import Testing

@testable import OtherwiseEstimation

@Suite("FCI: graphs from data where causes are hidden")
struct FastCausalInferenceTests {
    /// What FCI reads off a graph that answers whether two variables are separated.
    private static func read(_ graph: CausalGraph, _ names: [String]) throws -> AncestralGraph {
        let search = FastCausalInference { one, other, given in
            (try? graph.areSeparated([names[one]], [names[other]], given: Set(given.map { names[$0] }))) ?? false
        }
        return search.graph(count: names.count)
    }

    private static func named(_ edges: [DiscoveredEdge], _ names: [String]) -> Set<[String]> {
        Set(edges.map { [names[$0.first], $0.mark.rawValue, names[$0.second]] })
    }

    // MARK: By enumeration

    /// All ways to give the edges of a skeleton a mark at both ends, no end of both being a tail.
    private static func orientations(_ pairs: [(Int, Int)], _ names: [String]) -> [[CausalEdge]] {
        pairs.reduce([[]]) { partial, pair in
            let (one, other) = (names[pair.0], names[pair.1])
            return partial.flatMap { edges in
                [CausalEdge.directed(one, other), .directed(other, one), .bidirected(one, other)].map { edges + [$0] }
            }
        }
    }

    /// A graph of edges in which no variable causes one that it shares a hidden cause with: ancestral.
    private static func ancestral(_ edges: [CausalEdge], _ names: [String]) throws -> CausalGraph? {
        guard let graph = try? CausalGraph(nodes: names, edges: edges) else { return nil }
        for edge in edges where !edge.isDirected {
            let above = try graph.ancestors(of: [edge.first]), aside = try graph.ancestors(of: [edge.second])
            if above.contains(edge.second) || aside.contains(edge.first) { return nil }
        }
        return graph
    }

    /// The sets, by number, that separate a pair; a graph is maximal if every pair without an edge has one.
    private static func separations(_ graph: CausalGraph, _ names: [String], _ one: Int, _ other: Int) throws -> [Bool]
    {
        let rest = names.indices.filter { $0 != one && $0 != other }
        return try (0..<(1 << rest.count)).map { chosen in
            let given = Set(rest.indices.filter { chosen >> $0 & 1 == 1 }.map { names[rest[$0]] })
            return try graph.areSeparated([names[one]], [names[other]], given: given)
        }
    }

    private static func independences(_ graph: CausalGraph, _ names: [String]) throws -> [[Bool]] {
        try names.indices.flatMap { one in
            try (0..<one).map { try separations(graph, names, one, $0) }
        }
    }

    /// The marks that all ancestral graphs with the same independences share, and circles where they differ, are what FCI
    /// must find: no more would be sound, no less complete (Zhang 2008).
    private static func expected(_ graph: CausalGraph, _ pairs: [(Int, Int)], _ names: [String]) throws -> Set<[String]>
    {
        let truth = try independences(graph, names)
        var heads: [[Int]: Set<Bool>] = [:]
        for edges in orientations(pairs, names) {
            guard let other = try ancestral(edges, names), try independences(other, names) == truth else { continue }
            for (pair, edge) in zip(pairs, edges) {
                let (one, second) = (names[pair.0], names[pair.1])
                heads[[pair.0, pair.1], default: []].insert(!edge.isDirected || edge.second == second)
                heads[[pair.1, pair.0], default: []].insert(!edge.isDirected || edge.second == one)
            }
        }
        func sign(_ from: Int, _ to: Int) -> String {
            let found = heads[[from, to]] ?? []
            return found.count == 2 ? "o" : found == [true] ? ">" : "-"
        }
        return Set(
            pairs.map { one, other in
                let (start, end) = (sign(other, one), sign(one, other))
                let isTurned = start == ">" && end != ">"
                let (left, right) = isTurned ? (other, one) : (one, other)
                switch isTurned ? (end, start) : (start, end) {
                case ("-", ">"): return [names[left], "->", names[right]]
                case ("o", ">"): return [names[left], "o->", names[right]]
                case (">", ">"): return [names[left], "<->", names[right]]
                case ("o", "o"): return [names[left], "o-o", names[right]]
                case let marks: return [names[left], "\(marks)", names[right]]
                }
            })
    }

    /// Random graphs of observed variables with hidden causes, whose maximal ancestral graph is known by the separations;
    /// those with more edges than can be enumerated are passed over.
    @Test("Finds what all graphs with the same independences share, and nothing else", arguments: [(4, 120), (5, 60)])
    func complete(count: Int, graphs: Int) throws {
        let names = (0..<count).map { "v\($0)" }
        var (checked, withArrows, arrowsBoth) = (0, 0, 0)
        for seed in 0..<UInt64(graphs) {
            var generator = SeededGenerator(seed: seed)
            var edges: [CausalEdge] = []
            for one in 0..<count {
                for other in 0..<one {
                    let chance = Double.random(in: 0..<1, using: &generator)
                    if chance < 0.3 { edges.append(.directed(names[other], names[one])) }
                    if (0.2..<0.45).contains(chance) { edges.append(.bidirected(names[other], names[one])) }
                }
            }
            let graph = try CausalGraph(nodes: names, edges: edges)
            let found = try Self.read(graph, names)
            let pairs = found.edges.map { ($0.first, $0.second) }
            guard pairs.count <= (count == 4 ? 6 : 7) else { continue }
            let expected = try Self.expected(graph, pairs, names)
            #expect(Self.named(found.edges, names) == expected, "seed \(seed): \(edges)")
            checked += 1
            withArrows += expected.contains { $0[1] == "->" } ? 1 : 0
            arrowsBoth += expected.contains { $0[1] == "<->" } ? 1 : 0
        }
        #expect(checked > graphs / 2 && withArrows > 3 && arrowsBoth > 1, "\(checked) \(withArrows) \(arrowsBoth)")
    }

    // MARK: Beside causal-learn

    private struct References: Decodable {
        struct Asked: Decodable {
            let graph: String
            let edges: [[String]]
        }
        let graphs: [Asked]
        let data: [String: [[String]]]
    }

    private static func references() throws -> References {
        let file = Tables.root.appending(path: "Tests/Fixtures/discovery/fci.json")
        return try JSONDecoder().decode(References.self, from: Data(contentsOf: file))
    }

    /// Whether an edge says of one variable that it causes the other, or does not, where the graph says otherwise.
    private static func contradicts(_ edge: [String], _ graph: CausalGraph) throws -> Bool {
        let isBelow = try graph.ancestors(of: [edge[2]]).contains(edge[0])
        let isAbove = try graph.ancestors(of: [edge[0]]).contains(edge[2])
        switch edge[1] {
        case "->": return !isBelow || isAbove
        case "<->": return isBelow || isAbove
        case "o->": return isAbove
        default: return false
        }
    }

    /// Whether of two readings of the same neighbours the second leaves less open, and never says otherwise.
    private static func leavesLess(_ own: Set<[String]>, _ other: [[String]]) -> Bool {
        func ends(_ edge: [String]) -> [[String]: Character] {
            let first: Character = edge[1].first == "<" ? ">" : edge[1].first ?? "o"
            return [[edge[2], edge[0]]: first, [edge[0], edge[2]]: edge[1].last ?? "o"]
        }
        let mine = own.map(ends).reduce(into: [:]) { $0.merge($1) { one, _ in one } }
        let theirs = other.map(ends).reduce(into: [:]) { $0.merge($1) { one, _ in one } }
        return mine.keys == theirs.keys && mine.allSatisfy { $0.value == "o" || theirs[$0.key] == $0.value }
    }

    /// Its rule R9 takes a path that goes back through where it begins, and it orients what stays open; that this is open
    /// is what the enumeration says.
    @Test(
        "Reads off 30 graphs with hidden causes what causal-learn does, but where that contradicts the graph or says too much"
    )
    func parity() throws {
        var alike = 0
        for (number, asked) in try Self.references().graphs.enumerated() {
            let names = (0..<6).map { "v\($0)" }
            let graph = try CausalGraph(nodes: names, edges: CausalGraph(asked.graph).edges)
            let found = Self.named(try Self.read(graph, names).edges, names)
            for edge in found { #expect(try !Self.contradicts(edge, graph), "\(number) \(edge)") }
            if found == Set(asked.edges) {
                alike += 1
            } else {
                let isWrong = try asked.edges.contains { try Self.contradicts($0, graph) }
                #expect(
                    isWrong || Self.leavesLess(found, asked.edges),
                    "\(number): \(found.subtracting(asked.edges)) \(Set(asked.edges).subtracting(found))")
            }
        }
        #expect(alike >= 15, "\(alike)")
    }

    private static func discovered(_ name: String) throws -> DiscoveredGraph {
        try DiscoveredGraph(Tables.read("Tests/Fixtures/discovery/\(name).csv"), by: .fci, resamples: 0)
    }

    @Test("Finds in data what causal-learn finds", arguments: ["linear", "hidden"])
    func dataParity(name: String) throws {
        let found = Set(try Self.discovered(name).edges.map { [$0.first, $0.mark.rawValue, $0.second] })
        #expect(found == Set(try #require(Self.references().data[name])))
    }

    /// causal-learn has `lung -> xray` and `tub -> xray` here, which other graphs with the same independences have not.
    @Test("Finds in data what the graph that they come from implies, where causal-learn says too much")
    func dataLevels() throws {
        let names = ["bronc", "lung", "smoke", "tub", "visit", "xray"]
        let graph = try CausalGraph("visit -> tub -> xray; smoke -> lung -> xray; smoke -> bronc")
        let pairs = try Self.read(graph, names).edges.map { ($0.first, $0.second) }
        let found = Set(try Self.discovered("levels").edges.map { [$0.first, $0.mark.rawValue, $0.second] })
        #expect(found == (try Self.expected(graph, pairs, names)))
        #expect(Self.leavesLess(found, try #require(Self.references().data["levels"])))
    }

    @Test("Two variables with a hidden cause are joined by it, where PC says that one causes the other")
    func hidden() throws {
        let found = try Self.discovered("hidden")
        #expect(found.edges.contains { Set([$0.first, $0.second]) == ["c", "d"] && $0.mark == .bidirected })
        let table = try Tables.read("Tests/Fixtures/discovery/hidden.csv")
        let plain = try DiscoveredGraph(table, by: .pc, resamples: 0)
        #expect(plain.edges.contains { Set([$0.first, $0.second]) == ["c", "d"] && $0.mark == .directed })
    }

    // MARK: What is left out

    private final class Counter {
        var tests = 0
    }

    /// 25 variables of which none are ever independent: 600 tests without a set, 13,800 with one, 151,800 with two.
    @Test(
        "A search takes no more tests than it may, and says which sets it left out",
        arguments: [(5_000, 0, 600), (40_000, 1, 14_400), (400_000, 2, 166_200)])
    func bounded(most: Int, limit: Int, tests: Int) {
        let counter = Counter()
        let search = FastCausalInference(mostTests: most) { _, _, _ in
            counter.tests += 1
            return false
        }
        let found = search.search(count: 25)
        #expect(counter.tests == tests && found.limit == limit, "\(counter.tests) \(found.limit ?? -1)")
        #expect(found.unsettled.count == 300)
    }

    /// 11 variables of which none are ever independent: sets of up to 9 neighbours, all of which PC's stage tries. Where the
    /// tests end before them, larger sets than those that were tried are left.
    @Test("Sets larger than FCI tries are no gap where they are of neighbours and were tried")
    func settled() {
        let whole = FastCausalInference { _, _, _ in false }.search(count: 11)
        #expect(whole.limit == nil && whole.unsettled.isEmpty, "\(whole.limit ?? -1)")
        let cut = FastCausalInference(mostTests: 2_000) { _, _, _ in false }.search(count: 11)
        #expect((cut.limit ?? 9) < FastCausalInference.setLimit && cut.unsettled.count == 55)
    }

    /// `0 o-o 1 o-o 2 o-> 3 <-o 0`: around the square nothing bars that 0 causes 3, and 2 does, so that by R9 they do.
    private static var square: AncestralGraph {
        var skeleton = PartialGraph(count: 4, isComplete: true)
        skeleton.remove(0, 2)
        skeleton.remove(1, 3)
        var graph = AncestralGraph(skeleton)
        graph.mark(0, 3, .arrow)
        graph.mark(2, 3, .arrow)
        return graph
    }

    @Test("A search for a path that ends at the most steps leaves a ring, and is counted")
    func cutSearches() {
        // Two steps lead around.
        var whole = Self.square, cut = Self.square
        #expect(whole.orient({ _, _ in nil }, pathSteps: 2) == 0)
        #expect(whole.isArrow(0, 3) && whole.isArrow(2, 3))
        #expect(cut.orient({ _, _ in nil }, pathSteps: 1) == 2)
        #expect(cut == Self.square && cut.isHalfOpen(0, 3))
    }

    /// What is found in a random graph of six variables by searches of so many steps.
    private static func found(_ seed: UInt64, steps: Int) throws -> FastCausalInference.Found {
        var generator = SeededGenerator(seed: seed)
        let model = try CausalGraph(
            nodes: (0..<6).map { "v\($0)" },
            edges: (0..<6).flatMap { one in
                (0..<one).compactMap { other -> CausalEdge? in
                    Double.random(in: 0..<1, using: &generator) < 0.4 ? .directed("v\(other)", "v\(one)") : nil
                }
            })
        return FastCausalInference(pathSteps: steps) { one, other, given in
            (try? model.areSeparated(["v\(one)"], ["v\(other)"], given: Set(given.map { "v\($0)" }))) ?? false
        }.search(count: 6)
    }

    private static let seeds: Range<UInt64> = 0..<60

    @Test("Searches of any length leave no less open than shorter ones, and say nothing else", arguments: seeds)
    func shortSearches(seed: UInt64) throws {
        let whole = try Self.found(seed, steps: AncestralGraph.pathSteps), short = try Self.found(seed, steps: 0)
        #expect(whole.cutSearches == 0)
        if short.cutSearches == 0 { #expect(short.graph == whole.graph) }
        for one in 0..<6 {
            for other in 0..<6 where short.graph.end(one, other) != whole.graph.end(one, other) {
                #expect(short.graph.end(one, other) == .circle && short.cutSearches > 0)
            }
        }
    }

    @Test("Among these graphs are some in which a search is cut, and some in which that leaves an end open")
    func shortSearchesAreCut() throws {
        var (cut, open) = (0, 0)
        for seed in Self.seeds {
            let short = try Self.found(seed, steps: 0)
            if short.cutSearches > 0 { cut += 1 }
            if try short.graph != Self.found(seed, steps: AncestralGraph.pathSteps).graph { open += 1 }
        }
        #expect(cut >= 10 && open >= 5, "\(cut), \(open)")
    }

    /// `v1 … v25` are one hidden cause and own noise, so that no set of them separates two.
    private static func dense() throws -> Table {
        var generator = SeededGenerator(seed: 1)
        let cause = generator.normals(300)
        return try Table(
            columns: (1...25).map { number in
                Column(name: "v\(number)", storage: .numbers(zip(cause, generator.normals(300)).map { $0 + 0.3 * $1 }))
            })
    }

    @Test(
        "25 columns that all belong together are answered, with what was left out", .timeLimit(.minutes(10)),
        arguments: [DiscoveryMethod.pc, .fci])
    func dense(_ method: DiscoveryMethod) throws {
        let found = try DiscoveredGraph(Self.dense(), by: method, resamples: 0, mostTests: 20_000)
        let size = try #require(found.largestSet)
        #expect((0...4).contains(size) && found.edges.contains { !$0.isSettled })
        let settled = try Self.discovered("hidden")
        #expect(settled.cutSearches == 0 && settled.largestSet == nil && settled.edges.allSatisfy(\.isSettled))
        let linear = try Tables.read("Tests/Fixtures/discovery/linear.csv")
        let bare = try DiscoveredGraph(linear, by: .ges, resamples: 0, mostTests: 1)
        #expect(bare.largestSet == nil && bare.edges.allSatisfy(\.isSettled))
    }

    @Test("Few tests leave edges that more tests part")
    func fewer() throws {
        let table = try Tables.read("Tests/Fixtures/discovery/linear.csv")
        let whole = try DiscoveredGraph(table, by: .pc, resamples: 0)
        let cut = try DiscoveredGraph(table, by: .pc, resamples: 0, mostTests: 1)
        #expect(cut.largestSet == 0 && whole.largestSet == nil && cut.edges.count > whole.edges.count)
        let pairs = whole.edges.map { Set([$0.first, $0.second]) }
        for edge in cut.edges where !pairs.contains([edge.first, edge.second]) { #expect(!edge.isSettled) }
    }

    @Test("Searches are told as they are done, and the same seed gives the same graph")
    func progress() throws {
        let counter = Mutex<[Int]>([])
        let table = try Tables.read("Tests/Fixtures/discovery/linear.csv")
        let found = try DiscoveredGraph(table, by: .fci, resamples: 4) { done, total in
            counter.withLock { $0.append(total == 5 ? done : -1) }
        }
        #expect(counter.withLock { $0 } == [1, 2, 3, 4, 5])
        #expect(try DiscoveredGraph(table, by: .fci, resamples: 4) == found)
    }

    // MARK: What is done with it

    @Test(
        "A ring is refused as a causal graph, in DOT and in the short form; decided, the graph is marked as ancestral")
    func rings() throws {
        let open = try Self.discovered("hidden").dot
        #expect(open.contains("arrowtail=odot") && open.contains("ancestral=yes"))
        let error = try #require(throws: SyntaxError.self) { try GraphDocument(reading: open) }
        #expect("\(error)".contains("partial ancestral graph"))
        for text in [
            "a o-> b", "a o-o b", "x -> a; a o-> b", "x -> a o-> b", "a <-o b", "a\nb o-> c", "a o-- b", "a <-o b; c",
        ] {
            #expect(throws: SyntaxError.self, "\(text)") { try GraphDocument(reading: text) }
        }
        let closed = open.replacing("dir=both, arrowtail=odot, arrowhead=odot", with: "")
            .replacing("dir=both, arrowtail=odot", with: "")
        let document = try GraphDocument(reading: closed)
        #expect(document.isAncestral && document.cautions.contains { $0.contains("hidden cause of both") })
        #expect(try GraphDocument(reading: "o -> b; a -> o").graph.nodes == ["a", "b", "o"])
        // Where a line begins with it, or ends, `o` is a variable.
        for text in ["x\no->y", "x\n  o->y", "x\r\no->y", "x;o->y", "o->y; x", "y<-o\nx", "x; y <-o"] {
            let graph = try GraphDocument(reading: text).graph
            #expect(graph.nodes == ["o", "x", "y"] && graph.edges == [.directed("o", "y")], "\(text)")
        }
        #expect(try GraphDocument(reading: "x\nno -> y").graph.nodes == ["no", "x", "y"])
    }

    @Test("The drawing has rings where it is open whether there is an arrow, and none where nothing is")
    func picture() throws {
        let svg = try Self.discovered("hidden").picture.svg
        #expect(
            svg.contains("id=\"ring\"") && svg.contains("marker-start=\"url(#ring)\"") && svg.contains("c &lt;-&gt; d"))
        let plain = try DiscoveredGraph(
            Tables.read("Tests/Fixtures/discovery/linear.csv"), by: .ges, resamples: 0
        ).picture.svg
        #expect(!plain.contains("ring"))
    }
}
