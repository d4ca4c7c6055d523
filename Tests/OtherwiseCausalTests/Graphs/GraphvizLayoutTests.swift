import Foundation
import Testing

@testable import OtherwiseCausal

@Suite("Layouts by Graphviz")
struct GraphvizLayoutTests {
    private static let graph = "a -> b -> c; a <-> c"

    /// As dot 2.42 wrote it.
    private static let plain = """
        graph 1 0.80934 2.3611
        node n0 0.29861 2.1528 0.59722 0.41667 "" solid ellipse black lightgrey
        node n1 0.29861 1.1806 0.59722 0.41667 "" solid ellipse black lightgrey
        node n2 0.29861 0.20833 0.59722 0.41667 "" solid ellipse black lightgrey
        edge n0 n1 4 0.29861 1.9432 0.29861 1.8242 0.29861 1.6689 0.29861 1.5307 solid black
        edge n0 n2 4 0.53013 1.8558 0.62442 1.7226 0.72249 1.5564 0.77083 1.3889 dashed black
        edge n1 n2 4 0.29861 0.97098 0.29861 0.85194 0.29861 0.69671 0.29861 0.55848 solid black
        stop

        """

    @Test("Places and curves are read, causes above effects")
    func reading() throws {
        let graph = try CausalGraph(Self.graph)
        let layout = try #require(GraphvizLayout(Self.plain, of: graph))
        #expect(layout.centres.count == 3 && layout.centres[0].y < layout.centres[1].y)
        #expect(Set(layout.directed.keys) == [[0, 1], [1, 2]] && Set(layout.bidirected.keys) == [[0, 2]])
        // 0.29861 inches are 21.5 points, and the margin is 16.
        #expect(abs(layout.centres[0].x - 37.5) < 0.01)
        let picture = GraphPicture(graph, roles: ["b": .treatment], layout: layout)
        #expect(picture.svg.contains("stroke-dasharray") && picture.svg != GraphPicture(graph).svg)
        #expect(picture.svg.components(separatedBy: "opacity").count == 2)
    }

    @Test(
        "What is no layout of the graph is none",
        arguments: ["", "graph 1 2", "node n0 1 2", plain + "edge n0 n1 5 1 2"])
    func faults(_ text: String) throws {
        #expect(try GraphvizLayout(text, of: CausalGraph(Self.graph)) == nil)
        #expect(try GraphvizLayout(Self.plain, of: CausalGraph("a -> b -> c -> d")) == nil)
    }

    @Test("Names never reach Graphviz")
    func question() throws {
        let asked = try GraphvizLayout.question(for: CausalGraph("\"]; evil\" -> b; b <-> c"))
        #expect(!asked.contains("evil") && asked.contains("n0 -> n1;") && asked.contains("dashed"))
    }
}
