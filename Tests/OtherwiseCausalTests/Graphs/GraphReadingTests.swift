import OtherwiseCausal
import OtherwiseNumerics
import Testing

@Suite("Reading and writing graphs")
struct GraphReadingTests {
    private static let frontDoor = "smoking -> tar -> cancer; smoking <-> cancer"

    @Test(
        "The same graph in every form",
        arguments: [
            "smoking -> tar -> cancer\nsmoking <-> cancer",
            "cancer ← tar ← smoking ↔ cancer",
            "digraph G { rankdir=LR; node [shape=box]; smoking -> tar -> cancer; smoking -> cancer [dir=both style=dashed]; }",
            "strict digraph { \"smoking\" -> {tar:n} // first\n tar -> \"cancer\" [label=<<b>x</b>>]; edge [dir=both]; smoking -> cancer }",
            "digraph { U [observed=\"no\"]; U -> smoking; U -> cancer; subgraph s { smoking -> tar } tar -> cancer }",
            "dag { bb=\"0,0,1,1\" smoking [exposure,pos=\"-1.5,0.2\"] cancer [outcome] smoking -> tar tar -> cancer smoking <-> cancer [pos=\"1,2\"] }",
            "dag{u [latent] u -> {smoking cancer} smoking -> tar -> cancer}",
            """
            Creator "someone"
            graph [ directed 1
              node [ id 0 label "smoking" ] node [ id 1 label "tar" ] node [ id 2 label "cancer" ]
              edge [ source 0 target 1 weight -1.5e2 ] edge [ source 1 target 2 ] edge [ source 0 target 2 dir "both" ]
            ]
            """,
            "graph[directed 1 node[id \"smoking\"] node[id \"tar\"] node[id \"cancer\"] node[id \"u\" observed \"no\"] edge[source \"smoking\" target \"tar\"] edge[source \"tar\" target \"cancer\"] edge[source \"u\" target \"smoking\"] edge[source \"u\" target \"cancer\"]]",
        ])
    func forms(_ text: String) throws {
        #expect(try CausalGraph(text) == CausalGraph(Self.frontDoor))
    }

    @Test("What dagitty says of variables is kept")
    func roles() throws {
        let document = try GraphDocument(reading: "dag { x [exposure] y [outcome] u [latent] u -> x -> y u -> y }")
        #expect(document.exposures == ["x"] && document.outcomes == ["y"] && document.hidden == ["u"])
        #expect(document.graph.nodes == ["u", "x", "y"])
    }

    @Test(
        "A fault is shown under a caret",
        arguments: [
            ("smoking -> -> cancer", 1, 12, "the name of a variable"),
            ("a -> b\nb -> c -> a", 2, 8, "cycle"),
            ("a -> b; c -> c", 1, 11, "edge to itself"),
            ("a -- b", 1, 3, "direction"),
            ("digraph { a -> b", 1, 17, "'}'"),
            ("digraph { a -> \"b }", 1, 16, "not closed"),
            ("pdag { a -- b }", 1, 1, "undirected"),
            ("", 1, 1, "no variables"),
            ("graph [ node [ id 1 ] ]", 1, 1, "directed"),
            ("graph [ directed 1 node [ id 1 ] edge [ source 1 target 2 ] ]", 1, 34, "target"),
            ("a $ b", 1, 3, "'$'"),
            ("x,z -> y", 1, 2, "'{a b} -> c'"), ("x -> y, z", 1, 7, "joins no ends"), ("x - y", 1, 3, "'-'"),
            ("x => y", 1, 4, "'>'"),
            ("dag { s [selected] }", 1, 7, "selection"),
        ])
    func faults(_ text: String, _ line: Int, _ column: Int, _ word: String) throws {
        let error = try #require(throws: SyntaxError.self) { try GraphDocument(reading: text) }
        #expect(error.line == line && error.column == column, "\(error)")
        #expect(error.message.contains(word), "\(error)")
        let lines = error.description.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 3 && lines[2].hasSuffix("^") && lines[2].count == 3 + error.indentation)
    }

    @Test("A long line is shown around its fault")
    func longLine() throws {
        let text =
            (0..<500).map { "a\($0) -> a\($0 + 1)" }.joined(separator: "; ") + "; x ->; "
            + String(repeating: "y;", count: 500)
        let error = try #require(throws: SyntaxError.self) { try GraphDocument(reading: text) }
        #expect(error.excerpt.count <= 120 && error.excerpt.contains("x ->"))
    }

    @Test("Groups nested without end are refused")
    func nesting() {
        #expect(throws: SyntaxError.self) { try GraphDocument(reading: String(repeating: "{", count: 100_000)) }
        #expect(throws: SyntaxError.self) {
            try GraphDocument(reading: "graph [" + String(repeating: "a [", count: 100_000))
        }
    }

    @Test("What is written reads back", arguments: 0..<50)
    func roundTrip(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let plain = try CausalGraph.random(nodes: 7, directed: 0.3, bidirected: 0.2, using: &generator)
        let names = ["node", "a b", "\"", "\\", "ß", "1st", "x.y", "graph"].shuffled(using: &generator)
        let renamed = Dictionary(uniqueKeysWithValues: zip(plain.nodes, names))
        let graph = try CausalGraph(
            nodes: plain.nodes.compactMap { renamed[$0] },
            edges: plain.edges.map { edge in
                let (first, second) = (renamed[edge.first] ?? "", renamed[edge.second] ?? "")
                return edge.isDirected ? .directed(first, second) : .bidirected(first, second)
            })
        #expect(try CausalGraph(graph.text) == graph, "\(graph.text)")
        #expect(try CausalGraph(graph.dot) == graph, "\(graph.dot)")
    }

    @Test("The pictures name every variable and draw every edge")
    func pictures() throws {
        let graph = try CausalGraph("a -> b -> c -> d; a -> d; a <-> c; \"e & <f>\" -> d")
        let svg = GraphPicture(graph, roles: ["b": .treatment, "d": .outcome]).svg
        #expect(svg.ranges(of: "<path d=\"M").count == 6 + 1)
        #expect(svg.contains("e &amp; &lt;f&gt;") && !svg.contains("<f>"))
        #expect(svg.ranges(of: "opacity").count == 1)
        #expect(graph.latex.contains("e \\& <f>"))
        #expect(graph.latex.ranges(of: "\\draw").count == 6)
    }
}

@Suite("Damaged graphs")
struct GraphFuzzTests {
    private static let corpus = [
        "smoking -> tar -> cancer; smoking <-> cancer",
        "digraph G { node [shape=box]; a -> {b; c} [dir=both]; subgraph s { d -> e } f [label=<x>] }",
        "dag { x [exposure,pos=\"-1,2\"] x -> y u [latent] u -> {x y} }",
        "graph [ directed 1 node [ id 0 label \"x\" ] node [ id 1 ] edge [ source 0 target 1 ] ]",
    ]
    private static let meaningful = Array("{}[]<->;,=\":\\/*# \na0é→")

    /// 8 × 1,500 = 12,000 damaged texts.
    @Test("However a text is damaged, it is refused with a place or read as a graph that reads back", arguments: 0..<8)
    func damage(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<1_500 {
            var text = Array(Self.corpus.randomElement(using: &generator) ?? "")
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<max(text.count, 1), using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: text.insert(Self.meaningful.randomElement(using: &generator) ?? " ", at: place)
                case 1 where !text.isEmpty: text.remove(at: place)
                case 2 where !text.isEmpty: text[place] = Self.meaningful.randomElement(using: &generator) ?? " "
                default: text = Array(text[..<place])
                }
            }
            let damaged = String(text)
            switch Result(catching: { () throws(SyntaxError) in try GraphDocument(reading: damaged).graph }) {
            case .success(let graph): #expect(try CausalGraph(graph.dot) == graph, "\(damaged)")
            case .failure(let error): #expect(error.line >= 1 && error.column >= 1 && !error.message.isEmpty)
            }
        }
    }
}
