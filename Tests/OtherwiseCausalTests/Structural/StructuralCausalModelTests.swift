import OtherwiseCore
import OtherwiseNumerics
import OtherwiseTesting
import Testing

@testable import OtherwiseCausal

@Suite("Structural causal models of numbers")
struct StructuralCausalModelTests {
    private static func random(
        nodes count: Int, using generator: inout SeededGenerator
    ) throws -> StructuralCausalModel<LinearMechanism> {
        let graph = try CausalGraph.random(nodes: count, directed: 0.5, bidirected: 0, using: &generator)
        var mechanisms: [String: LinearMechanism] = [:]
        for node in graph.nodes {
            var coefficients: [String: Double] = [:]
            for parent in try graph.parents(of: node).sorted() {
                coefficients[parent] = Double.random(in: -2...2, using: &generator)
            }
            mechanisms[node] = LinearMechanism(
                LinearTrend(intercept: Double.random(in: -1...1, using: &generator), coefficients),
                noise: .normal(mean: 0, deviation: 1))
        }
        return try StructuralCausalModel(mechanisms)
    }

    /// 30 random models of 6 variables.
    @Test("Linear models keep the laws of worlds, and non-descendants never change", arguments: 0..<30)
    func laws(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let model = try Self.random(nodes: 6, using: &generator)
        let table = try model.sample(count: 5, seed: seed)
        let factuals = (0..<5).map { row in
            Dictionary(uniqueKeysWithValues: model.graph.nodes.map { ($0, table[$0]?[row].number ?? .nan) })
        }
        let interventions = [
            NumericIntervention.do("v0", 3), NumericIntervention(["v1": .shifted(by: 1), "v2": .scaled(by: 2)]),
            NumericIntervention(["v3": .drawn(.uniform(0...1), seed: 9)]),
        ]
        let violations = try await WorldLaws.violations(of: model, factuals: factuals, interventions: interventions) {
            NumericIntervention($0.mapValues { .set($0) })
        }
        #expect(violations.isEmpty, "\(violations)")
        for factual in factuals {
            let outcome = try model.predict(try model.abduct(factual), under: .do("v0", 7))
            for name in Set(model.graph.nodes).subtracting(try model.graph.descendants(of: ["v0"])) {
                #expect(outcome[name] == factual[name])
            }
        }
    }

    /// Units drawn twice with one seed share their noise, so the truth is known: rounding of sums of 6 terms, 1e-9.
    @Test("What would have been equals what happens to the same noise", arguments: 0..<20)
    func truth(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let model = try Self.random(nodes: 6, using: &generator)
        let change = NumericIntervention(["v0": .set(2), "v2": .shifted(by: -1)])
        let factual = try model.sample(count: 50, seed: seed)
        let truth = try model.sample(count: 50, under: change, seed: seed)
        let found = try model.whatIf(factual, under: change)
        for name in model.graph.nodes {
            for row in 0..<50 {
                #expect(abs((found[name]?[row].number ?? .nan) - (truth[name]?[row].number ?? .nan)) < 1e-9)
            }
        }
    }

    @Test("Formulas with additive noise, softly replaced, and what cannot be answered")
    func formulas() throws {
        let model = try StructuralCausalModel([
            "x": AdditiveNoiseMechanism(try Expression("0"), noise: .normal(mean: 0, deviation: 1)),
            "y": AdditiveNoiseMechanism(try Expression("x ^ 2 + if(x > 1, 10, 0)"), noise: .uniform(-1...1)),
        ])
        let cause = try model.abduct(["x": 0.5, "y": 1])
        #expect(try model.predict(cause, under: .do("x", 2))["y"] == 14.75)
        #expect(try model.predict(cause, under: NumericIntervention(["y": .follows(Expression("2 * x"))]))["y"] == 1)
        #expect(throws: CausalModelError.missingCell(column: "y", row: 0)) { try model.abduct(["x": 1]) }
        #expect(throws: CausalModelError.self) { try model.predict(cause, under: .do("z", 1)) }
        #expect(throws: CausalModelError.self) {
            try model.predict(cause, under: NumericIntervention(["x": .follows(Expression("y"))]))
        }
        #expect(throws: CausalModelError.self) {
            try StructuralCausalModel(["a": AdditiveNoiseMechanism(try Expression("a"), noise: .none)])
        }
    }
}

@Suite("Formulas")
struct ExpressionTests {
    @Test(
        "Formulas have their usual values",
        arguments: [
            ("1 + 2 * 3", 7.0), ("(1 + 2) * 3", 9), ("2 ^ 3 ^ 2", 512), ("-2 ^ 2", -4), ("-7 % 3", 2), ("7 % -3", -2),
            ("1 < 2 and not 2 < 1", 1), ("1 == 2 or 0", 0), ("if(1 > 2, 3, max(4, 5, 1))", 5), ("10 - 4 - 3", 3),
            ("1e2 / 4", 25),
            ("sqrt(16) + abs(-1) + floor(1.5) + sign(-3)", 5), ("x * 2", 6),
        ])
    func values(_ text: String, _ value: Double) throws {
        let formula = try Expression(text)
        #expect(formula.values(["x": [3]], count: 1) == [value])
        #expect(try Expression(formula.description) == formula)
    }

    @Test(
        "Faults are shown",
        arguments: [("1 +", 4), ("foo(1)", 1), ("max()", 5), ("if(1, 2)", 1), ("1 2", 3), ("(1", 3), ("1 ? 2", 3)])
    func faults(_ text: String, _ column: Int) throws {
        let error = try #require(throws: SyntaxError.self) { try Expression(text) }
        #expect(error.column == column, "\(error)")
    }

    @Test("Nesting without end is refused")
    func nesting() {
        #expect(throws: SyntaxError.self) { try Expression(String(repeating: "(", count: 100_000)) }
        #expect(throws: SyntaxError.self) { try Expression(String(repeating: "2^", count: 100_000) + "2") }
    }
}
