import OtherwiseCore
import OtherwiseNumerics
import Testing

@testable import OtherwiseCausal

@Suite("Identification")
struct IdentificationTests {
    @Test("Effects in large graphs are identified in time that grows as the graph", .timeLimit(.minutes(5)))
    func largeGraphs() throws {
        let count = 20_000
        let names = (0..<count).map { "v\($0)" }
        let chain = zip(names, names.dropFirst()).map { CausalEdge.directed($0, $1) }
        let graph = try CausalGraph(edges: chain + [.directed("z", "v0"), .directed("z", "v\(count - 1)")])
        let question = try CausalQuestion("ATE of v0 on v\(count - 1)")
        let report = try IdentificationReport(question, graph: GraphDocument(graph: graph))
        #expect(report.adjustmentSets == [["z"]] && !report.isSearched)
        #expect(report.estimand?.hasSuffix("P(v1 | v0) P(z)") == true)
        let seen = try graph.hiding(Set(names.dropFirst().dropLast()))
        #expect(try seen == CausalGraph("v0 -> v\(count - 1); z -> v0; z -> v\(count - 1)"))
    }

    @Test(
        "Textbook effects have their textbook expressions",
        arguments: [
            ("z -> x -> y; z -> y", "Σ_z P(y | x, z) P(z)"),
            ("x -> y", "P(y | x)"),
            ("y -> x", "P(y)"),
            ("x -> z -> y; x <-> y", "Σ_z P(z | x) Σ_x' P(y | x', z) P(x')"),
            ("x -> y; z -> x; z <-> y; z <-> w; w -> x", "Σ_{w, z} P(y | w, x, z) P(z | w) P(w)"),
        ])
    func textbook(_ text: String, _ expected: String) throws {
        let identification = try CausalGraph(text).identify(effectOf: ["x"], on: ["y"])
        #expect(identification.effect?.estimand.description == expected)
    }

    @Test("The napkin graph needs a quotient, and any value of its instrument")
    func napkin() throws {
        let effect = try #require(
            CausalGraph("w -> z -> x -> y; w <-> x; w <-> y").identify(effectOf: ["x"], on: ["y"]).effect)
        #expect(effect.estimand.description == "[Σ_w P(y | w, x, z) P(x | w, z) P(w)] / [Σ_w P(x | w, z) P(w)]")
        #expect(effect.arbitrary == ["z"])
        #expect(effect.estimand.latex.hasPrefix("\\frac{\\sum_{\\text{w}} P(\\text{y}"))
    }

    @Test(
        "What is not identified comes with its hedge",
        arguments: [
            ("x -> y; x <-> y", ["x", "y"], ["y"]),
            ("z -> x -> y; x <-> y", ["x", "y"], ["y"]),
            ("x -> z -> y; x <-> z", ["x", "z"], ["z"]),
            ("x -> z -> y; x <-> z; z <-> y", ["x", "y", "z"], ["y", "z"]),
        ] as [(String, Set<String>, Set<String>)])
    func hedges(_ text: String, _ outer: Set<String>, _ inner: Set<String>) throws {
        let identification = try CausalGraph(text).identify(effectOf: ["x"], on: ["y"])
        #expect(
            identification
                == .notIdentified(Hedge(outer: outer, inner: inner, treatments: ["x"], outcomes: ["y"], conditions: []))
        )
    }

    @Test("Names that are unknown or play two parts are refused")
    func badNames() throws {
        let graph = try CausalGraph("x -> y")
        #expect(throws: GraphError.self) { try graph.identify(effectOf: ["a"], on: ["y"]) }
        #expect(throws: GraphError.self) { try graph.identify(effectOf: ["x"], on: ["x"]) }
        #expect(throws: GraphError.self) { try graph.identify(effectOf: ["x"], on: ["y"], given: ["y"]) }
    }

    @Test("A condition that never occurs is named rather than averaged over")
    func overlap() throws {
        let graph = try CausalGraph("z -> x -> y; z -> y")
        let estimand = try #require(graph.identify(effectOf: ["x"], on: ["y"]).effect).estimand
        let variables = ["x", "y", "z"].map(DiscreteVariable.binary)
        let joint = JointDistribution(
            variables: variables, masses: [[0, 0, 0], [1, 1, 0], [0, 1, 1]].map { (levels: $0, weight: 1.0) })
        #expect(throws: EstimandError.self) {
            try estimand.value(in: joint, ["x": .category("yes"), "y": .category("yes")])
        }
        let value = try estimand.value(in: joint, ["x": .category("no"), "y": .category("yes")])
        #expect(abs(value - 1.0 / 3) < 1e-15)
    }
}

@Suite("Identification against the truth")
struct IdentificationTruthTests {
    /// A graph of 5 variables and a question about it.
    private static func question(
        using generator: inout SeededGenerator, conditions: Int
    ) throws -> (graph: CausalGraph, x: [String], y: [String], z: [String]) {
        let graph = try CausalGraph.random(nodes: 5, directed: 0.45, bidirected: 0.2, using: &generator)
        let names = graph.nodes.shuffled(using: &generator)
        let treatments = Int.random(in: 1...2, using: &generator)
        return (
            graph, Array(names[..<treatments]), [names[2]] + (Bool.random(using: &generator) ? [names[3]] : []),
            Array(names.suffix(conditions))
        )
    }

    /// The largest difference between an expression and the truth, over all values of the question's variables.
    private static func error(
        of effect: IdentifiedEffect, in model: ConfoundedModel, x: [String], y: [String], z: [String]
    ) throws -> Double {
        let observed = model.observed
        func bits(_ names: [String], _ values: Int) -> [Int: Int] {
            Dictionary(
                uniqueKeysWithValues: names.enumerated().map { place, name in
                    (model.graph.position(of: name) ?? 0, values >> place & 1)
                })
        }
        var largest = 0.0
        for setting in 0..<(1 << x.count) {
            let joint = model.joint(setting: bits(x, setting))
            for values in 0..<(1 << (y.count + z.count)) {
                let event = bits(y + z, values)
                let truth = joint.mass(of: event) / joint.mass(of: bits(z, values >> y.count))
                let assignment = event.merging(bits(x, setting)) { first, _ in first }
                let named = assignment.map { (model.graph.nodes[$0.key], Value.category($0.value == 1 ? "yes" : "no")) }
                let found = try effect.estimand.value(in: observed, Dictionary(uniqueKeysWithValues: named))
                largest = max(largest, abs(found - truth))
            }
        }
        return largest
    }

    /// 50 × 30 = 1,500 random graphs and models, of which more than 1,000 are identified.
    /// Sums of at most 2¹⁰ products of positive numbers round by less than 1e-12; divisors are above 1e-4.
    @Test("Every expression equals the effect in the model that made the distribution", arguments: 0..<50)
    func effects(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var identified = 0
        for _ in 0..<30 {
            let (graph, x, y, _) = try Self.question(using: &generator, conditions: 0)
            guard let effect = try graph.identify(effectOf: Set(x), on: Set(y)).effect else { continue }
            identified += 1
            let model = try ConfoundedModel(graph, using: &generator)
            let error = try Self.error(of: effect, in: model, x: x, y: y, z: [])
            #expect(error < 1e-8, "\(graph.text): \(effect.estimand)")
        }
        #expect(identified >= 20)
    }

    /// 30 × 20 = 600 random graphs and models.
    @Test("Every conditional expression equals the conditional effect", arguments: 1_000..<1_030)
    func conditionalEffects(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var identified = 0
        for _ in 0..<20 {
            let (graph, x, y, z) = try Self.question(using: &generator, conditions: 1)
            let outcomes = y.filter { !z.contains($0) }
            guard let effect = try graph.identify(effectOf: Set(x), on: Set(outcomes), given: Set(z)).effect
            else { continue }
            identified += 1
            let model = try ConfoundedModel(graph, using: &generator)
            let error = try Self.error(of: effect, in: model, x: x, y: outcomes, z: z)
            #expect(error < 1e-8, "\(graph.text): \(effect.estimand)")
        }
        #expect(identified >= 8)
    }

    /// The control: what is observed is not the effect where there is confounding.
    @Test("The conditional distribution is not the effect in a confounded model", arguments: 0..<20)
    func confounding(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let model = try ConfoundedModel(CausalGraph("z -> x -> y; z -> y"), using: &generator)
        let naive = IdentifiedEffect(
            treatments: ["x"], outcomes: ["y"], conditions: [],
            estimand: .probability(.init(of: [.init("y")], given: [.init("x")])))
        #expect(try Self.error(of: naive, in: model, x: ["x"], y: ["y"], z: []) > 1e-6)
    }
}

@Suite("Adjustment, front door, instruments")
struct AdjustmentTests {
    @Test("Minimal adjustment sets of textbook graphs")
    func textbook() throws {
        let confounded = try CausalGraph("z -> x -> y; z -> y")
        #expect(try confounded.minimalAdjustmentSets(effectOf: ["x"], on: ["y"]) == [["z"]])
        #expect(try confounded.minimalAdjustmentSets(effectOf: ["x"], on: ["y"], hidden: ["z"]) == [])
        let mBias = try CausalGraph("a -> x; a -> m; b -> m; b -> y; x -> y")
        #expect(try mBias.minimalAdjustmentSets(effectOf: ["x"], on: ["y"]) == [[]])
        #expect(try mBias.objection(toAdjustingFor: ["m"], effectOf: ["x"], on: ["y"]) == .openPath(given: ["m"]))
        #expect(try mBias.objection(toAdjustingFor: ["m", "a"], effectOf: ["x"], on: ["y"]) == nil)
        let chain = try CausalGraph("z1 -> x; z1 -> z2 -> z3 -> y; x -> m -> y")
        #expect(
            try chain.minimalAdjustmentSets(effectOf: ["x"], on: ["y"]).sorted { $0.sorted()[0] < $1.sorted()[0] }
                == [["z1"], ["z2"], ["z3"]])
        #expect(
            try chain.objection(toAdjustingFor: ["z1", "m"], effectOf: ["x"], on: ["y"])
                == .descendant("m", of: ["x"]))
    }

    @Test("Front door and instruments of textbook graphs")
    func others() throws {
        let smoking = try CausalGraph("smoking -> tar -> cancer; smoking <-> cancer")
        #expect(try smoking.frontDoorSets(effectOf: "smoking", on: "cancer") == [["tar"]])
        let confoundedTar = try CausalGraph("smoking -> tar -> cancer; smoking <-> cancer; tar <-> cancer")
        #expect(try confoundedTar.frontDoorSets(effectOf: "smoking", on: "cancer") == [])
        let draft = try CausalGraph(
            "lottery -> service -> earnings; service <-> earnings; age -> lottery; age -> earnings")
        #expect(
            try draft.instruments(effectOf: "service", on: "earnings") == [
                Instrument(name: "lottery", conditions: ["age"])
            ])
        let direct = try CausalGraph("lottery -> service -> earnings; service <-> earnings; lottery -> earnings")
        #expect(try direct.instruments(effectOf: "service", on: "earnings") == [])
    }

    /// 20 × 20 = 400 random graphs and models of 5 variables.
    @Test("Adjusting for any minimal set gives the effect, and leaving a member out is objected to", arguments: 0..<20)
    func truth(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<20 {
            let graph = try CausalGraph.random(nodes: 5, directed: 0.5, bidirected: 0.08, using: &generator)
            let model = try ConfoundedModel(graph, using: &generator)
            let observed = model.observed
            let joint = model.joint(setting: [0: 1])
            for set in try graph.minimalAdjustmentSets(effectOf: ["v0"], on: ["v1"]) {
                #expect(try graph.objection(toAdjustingFor: set, effectOf: ["v0"], on: ["v1"]) == nil)
                for member in set {
                    #expect(
                        try graph.objection(
                            toAdjustingFor: set.subtracting([member]), effectOf: ["v0"], on: ["v1"]) != nil)
                }
                let estimand = Estimand.adjusting(for: set, effectOf: ["v0"], on: ["v1"])
                let value = try estimand.value(in: observed, ["v0": .category("yes"), "v1": .category("yes")])
                #expect(abs(value - joint.mass(of: [1: 1])) < 1e-10, "\(graph.text) given \(set)")
            }
        }
    }

    /// Against trying all subsets, on 300 random graphs.
    @Test("All minimal sets are found, and only they", arguments: 0..<15)
    func completeness(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<20 {
            let graph = try CausalGraph.random(nodes: 6, directed: 0.4, bidirected: 0.1, using: &generator)
            let others = Array(graph.nodes.dropFirst(2))
            let valid = try (0..<16).map { bits in Set(others.indices.filter { bits >> $0 & 1 == 1 }.map { others[$0] })
            }
            .filter { try graph.objection(toAdjustingFor: $0, effectOf: ["v0"], on: ["v1"]) == nil }
            let minimal = valid.filter { set in !valid.contains { $0.isStrictSubset(of: set) } }
            #expect(try Set(graph.minimalAdjustmentSets(effectOf: ["v0"], on: ["v1"])) == Set(minimal), "\(graph.text)")
        }
    }

    @Test("An expression whose table no memory holds is refused; of fewer variables it has a value")
    func manyCovariates() throws {
        func effect(_ covariates: Int) throws -> Double {
            let names = (0..<covariates).map { "z\($0)" }
            let graph = try CausalGraph((names.map { "\($0) -> x; \($0) -> y" } + ["x -> y"]).joined(separator: "; "))
            // x, z0, … are the binary digits of the row, so that all go together with all.
            let columns = (["x"] + names).enumerated().map { place, name in
                Column(name: name, storage: .numbers((0..<64).map { Double($0 >> (place % 6) & 1) }))
            }
            let outcome = Column(name: "y", storage: .numbers((0..<64).map { Double($0 & 1) }))
            let joint = try JointDistribution(
                Table(columns: columns + [outcome]), columns: names + ["x", "y"])
            let found = try #require(graph.identify(effectOf: ["x"], on: ["y"]).effect)
            return try found.estimand.value(in: joint, ["x": .number(1), "y": .number(1)])
        }
        #expect(try abs(effect(3) - 1) < 1e-12)
        #expect(throws: CausalModelError.self) { try effect(50) }
    }
}
