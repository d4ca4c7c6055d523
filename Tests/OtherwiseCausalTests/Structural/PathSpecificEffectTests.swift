import OtherwiseCore
import OtherwiseNumerics
import Testing

@testable import OtherwiseCausal

@Suite("Effects along edges in models of levels")
struct PathSpecificEffectTests {
    private static func contrast(_ treatment: String, _ outcome: String) -> TreatmentContrast {
        TreatmentContrast(treatment, .number(1), against: .number(0), outcome: outcome, is: .number(1))
    }

    /// The definition, written out parent by parent whether or not that is needed.
    private static func written(
        _ name: String, _ contrast: TreatmentContrast, _ edges: Set<CausalEdge>, _ graph: CausalGraph
    ) throws -> [String: CounterfactualVariable.Setting] {
        let old: [String: CounterfactualVariable.Setting] = [contrast.treatment: .value(contrast.baseline)]
        let parents = try graph.parents(of: name).map { parent -> (String, CounterfactualVariable.Setting) in
            let isOpen = edges.contains(.directed(parent, name))
            if parent == contrast.treatment { return (parent, .value(isOpen ? contrast.active : contrast.baseline)) }
            return (parent, .asUnder(isOpen ? try written(parent, contrast, edges, graph) : old))
        }
        return Dictionary(uniqueKeysWithValues: parents)
    }

    /// 20 × 4 = 80 sets of edges of random models of 5 variables with hidden causes.
    @Test("What is written out in part has the same probability as what is written out whole", arguments: 0..<20)
    func definition(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let model = try DiscreteCausalModel.random(
            nodes: 5, directed: 0.8, bidirected: 0.2, levels: 2, using: &generator)
        let order = model.graph.topologicalOrder, contrast = Self.contrast(order[0], order[4])
        let all = Set(model.graph.edges.filter(\.isDirected))
        let some = (0..<2).map { _ in all.filter { _ in Bool.random(using: &generator) } }
        for edges in [all, []] + some {
            let whole = CounterfactualVariable(
                order[4], under: try Self.written(order[4], contrast, edges, model.graph))
            let truth = try model.probability(of: [CounterfactualEvent(whole, is: .number(1))])
            let part = try model.graph.outcome(of: contrast, along: edges)
            let found = try model.probability(of: [CounterfactualEvent(part, is: .number(1))])
            #expect(abs(found - truth) < 1e-12)
        }
        #expect(try abs(model.pathSpecificEffect(of: contrast, along: all) - model.averageEffect(of: contrast)) < 1e-12)
        #expect(try model.pathSpecificEffect(of: contrast, along: []) == 0)
        let around = all.filter { $0.second != order[2] }
        let direct = try model.naturalDirectEffect(of: contrast, besides: [order[2]])
        #expect(try abs(model.pathSpecificEffect(of: contrast, along: around) - direct) < 1e-12)
    }

    /// `v0` moves `a0` and `b0`, these `v1`, and so on: 2^count ways from the first to the last.
    private static func ladder(_ count: Int) throws -> DiscreteCausalModel {
        var names = ["v0"], mechanisms = ["v0": DiscreteMechanism(exogenous: ["u"], table: [0, 1])]
        for step in 0..<count {
            for side in ["a\(step)", "b\(step)"] {
                names.append(side)
                mechanisms[side] = DiscreteMechanism(parents: ["v\(step)"], table: [0, 1])
            }
            names.append("v\(step + 1)")
            mechanisms["v\(step + 1)"] = DiscreteMechanism(parents: ["a\(step)", "b\(step)"], table: [0, 0, 0, 1])
        }
        return try DiscreteCausalModel(
            variables: names.map { DiscreteVariable(name: $0, levels: ["0", "1"]) }, exogenous: [.coin("u", 0.5)],
            mechanisms: mechanisms)
    }

    @Test(
        "Of more paths than can be walked the effect is told where it mixes on few, else refused",
        .timeLimit(.minutes(30)))
    func manyPaths() throws {
        let start = ContinuousClock.now
        let model = try Self.ladder(40), contrast = Self.contrast("v0", "v40")
        let all = Set(model.graph.edges)
        #expect(try model.pathSpecificEffect(of: contrast, along: all) == 1)
        // The last step needs both sides.
        #expect(try model.pathSpecificEffect(of: contrast, along: all.subtracting([.directed("a39", "v40")])) == 0)
        let error = try #require(throws: CausalModelError.self) {
            try model.pathSpecificEffect(of: contrast, along: all.subtracting([.directed("v0", "a0")]))
        }
        #expect("\(error)".contains("Name a few paths") && "\(error)".contains("at most 10000"), "\(error)")
        // Each of 39 steps doubles the ways; no whole number is told with a fraction.
        #expect("\(error)".contains("in part on 549755813888 paths"), "\(error)")
        // Fewer paths are walked.
        let short = try Self.ladder(5)
        let edges = Set(short.graph.edges).subtracting([.directed("v0", "a0")])
        #expect(try short.pathSpecificEffect(of: Self.contrast("v0", "v5"), along: edges) == 0)
        // Of its own, however long it waited for its turn.
        #expect(ContinuousClock.now - start < .seconds(60))
    }

    /// All 435 edges among 30 variables: 2^28 paths from the first to the last.
    @Test(
        "In a complete graph of 30 numbers effects along edges and paths take no longer than drawing",
        .timeLimit(.minutes(30)))
    func complete() throws {
        let start = ContinuousClock.now
        let lines = (0..<30).map { node in
            let sum = (0..<node).map { "v\($0)" }.joined(separator: " + ")
            return "- {name: v\(node), formula: \(node == 0 ? "0" : "(\(sum)) / \(node)"), noise: {normal: 1}}"
        }
        let text = (["model: otherwise.causal/1", "variables:"] + lines).joined(separator: "\n")
        guard case .numeric(let model) = try CausalModelFile(text: text, name: "m.yml") else {
            Issue.record("no model of numbers")
            return
        }
        func effect(_ question: String) throws -> Double {
            guard case .number(let number, _) = try model.answer(CausalQuestion(question), samples: 100).result else {
                return .nan
            }
            return number
        }
        let paths = "v0 -> v29, v0 -> v1 -> v29, v0 -> v1 -> v2 -> v29"
        let found = try effect("PSE of v0=1 vs 0 on v29 along \(paths)")
        // Of the mean of 29 the first is one, v1 follows it whole, and v2 has half of v1.
        #expect(abs(found - 2.5 / 29) < 1e-9)
        let direct = try effect("NDE of v0=1 vs 0 on v29 through v1"), total = try effect("ATE of v0=1 vs 0 on v29")
        #expect(direct > 0 && direct < total)
        // What shares these edges is found without walking all ways.
        let error = try #require(throws: GraphError.self) {
            try effect("PSE of v0=1 vs 0 on v29 along v0 -> v1 -> v3 -> v29, v0 -> v2 -> v3 -> v4 -> v29")
        }
        #expect("\(error)".contains("travels along"), "\(error)")
        #expect(ContinuousClock.now - start < .seconds(60))
    }
}
