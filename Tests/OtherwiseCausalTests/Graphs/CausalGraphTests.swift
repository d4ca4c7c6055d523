import OtherwiseCausal
import Testing

@Suite("Causal graphs")
struct CausalGraphTests {
    @Test("Relations of a graph with a hidden confounder")
    func relations() throws {
        let graph = try CausalGraph("smoking -> tar -> cancer; smoking <-> cancer; age -> smoking")
        #expect(graph.nodes == ["age", "cancer", "smoking", "tar"])
        #expect(graph.topologicalOrder == ["age", "smoking", "tar", "cancer"])
        #expect(try graph.parents(of: "cancer") == ["tar"])
        #expect(try graph.children(of: "smoking") == ["tar"])
        #expect(try graph.ancestors(of: ["tar"]) == ["age", "smoking", "tar"])
        #expect(try graph.descendants(of: ["smoking"]) == ["smoking", "tar", "cancer"])
        #expect(try graph.district(of: "smoking") == ["smoking", "cancer"])
        #expect(Set(graph.districts) == [["age"], ["smoking", "cancer"], ["tar"]])
        #expect(try graph.markovBlanket(of: "tar") == ["cancer", "smoking", "age"])
        #expect(try graph.intervening(on: ["smoking"]).edges.map(\.description) == ["smoking -> tar", "tar -> cancer"])
    }

    @Test("Of variables that may come next, the first by name does, however the edges are listed")
    func order() throws {
        let one = try CausalGraph("d -> b; c -> b; a -> e; b -> e")
        let other = try CausalGraph("b -> e; a -> e; c -> b; d -> b")
        #expect(one == other)
        #expect(one.topologicalOrder == ["a", "c", "d", "b", "e"])
    }

    @Test("A cycle is named")
    func cycle() {
        let error = #expect(throws: GraphError.self) {
            try CausalGraph(edges: [
                .directed("a", "b"), .directed("b", "c"), .directed("c", "a"), .directed("c", "d"),
            ])
        }
        guard case .cycle(let names)? = error else {
            Issue.record("another error")
            return
        }
        #expect(Set(names) == ["a", "b", "c"])
        #expect(throws: GraphError.loop("a")) { try CausalGraph(edges: [.directed("a", "a")]) }
        #expect(throws: GraphError.self) { try CausalGraph("a -> b").ancestors(of: ["z"]) }
    }

    @Test("Separation in the textbook's three junctions, and through a collider's descendant")
    func separation() throws {
        let chain = try CausalGraph("a -> b -> c"), fork = try CausalGraph("a <- b -> c")
        let collider = try CausalGraph("a -> b <- c; b -> d")
        for graph in [chain, fork] {
            #expect(try !graph.areSeparated(["a"], ["c"]))
            #expect(try graph.areSeparated(["a"], ["c"], given: ["b"]))
        }
        #expect(try collider.areSeparated(["a"], ["c"]))
        #expect(try !collider.areSeparated(["a"], ["c"], given: ["b"]))
        #expect(try !collider.areSeparated(["a"], ["c"], given: ["d"]))
        #expect(try !CausalGraph("a <-> b <-> c").areSeparated(["a"], ["c"], given: ["b"]))
        #expect(throws: GraphError.self) { try chain.areSeparated(["a"], ["a"]) }
    }

    @Test("Hiding a variable leaves what it did to the rest")
    func projection() throws {
        let graph = try CausalGraph("u -> x; u -> y; x -> m -> y")
        #expect(try graph.hiding(["u"]) == CausalGraph("x -> m -> y; x <-> y"))
        #expect(try graph.hiding(["u", "m"]) == CausalGraph("x -> y; x <-> y"))
        #expect(throws: GraphError.self) { try graph.hiding(["z"]) }
    }

    @Test("A graph of 100,000 variables is ordered and asked within seconds")
    func large() throws {
        let count = 100_000
        let edges = (1..<count).map { CausalEdge.directed("v\($0 / 2)", "v\($0)") }.filter { $0.first != $0.second }
        let graph = try CausalGraph(edges: edges)
        #expect(graph.topologicalOrder.count == count)
        #expect(try graph.ancestors(of: ["v\(count - 1)"]).count == 18)
        #expect(try !graph.areSeparated(["v\(count - 1)"], ["v\(count - 2)"]))
    }
}
