import Foundation
import OtherwiseCausal
import OtherwiseCore
import OtherwiseNumerics
import OtherwiseSearch
import Testing

@testable import OtherwiseTabular

/// Schooling makes for longer hours, hours for more pay; the model likes schooling and pay and dislikes hours.
@Suite("What a change entails along a causal graph")
struct CausalConsequencesTests {
    private static let truth: [String: LinearMechanism] = [
        "school": AdditiveNoiseMechanism(LinearTrend(intercept: 10, [:]), noise: .normal(mean: 0, deviation: 2)),
        "hours": AdditiveNoiseMechanism(
            LinearTrend(intercept: 10, ["school": 2]), noise: .normal(mean: 0, deviation: 3)),
        "pay": AdditiveNoiseMechanism(
            LinearTrend(["hours": 0.5, "school": 1]), noise: .normal(mean: 0, deviation: 1)),
    ]
    private static let graph = "school -> hours -> pay; school -> pay"

    private static func world() throws -> (StructuralCausalModel<LinearMechanism>, Table) {
        let world = try StructuralCausalModel(truth)
        return (world, try world.sample(count: 4000, seed: 5))
    }

    private static func schema(payTo limit: Double = 1000) throws -> Schema {
        try Schema(features: [
            Feature(name: "school", domain: .numeric(range: 0...40, step: nil)),
            Feature(name: "hours", domain: .numeric(range: -100...200, step: nil), mutability: .immutable),
            Feature(name: "pay", domain: .numeric(range: -100...limit, step: nil), mutability: .immutable),
        ])
    }

    private static let row = ["school": 9.0, "hours": 30, "pay": 23]

    private static func explainer(
        _ strategy: StrategyChoice = .auto, graph: String? = graph, schema: Schema? = nil
    ) async throws -> Explainer {
        try await Explainer(
            model: Verdict(), schema: schema ?? Self.schema(), reference: world().1,
            settings: Explainer.Settings(budget: SearchBudget(), strategy: strategy),
            graph: graph.map { try CausalGraph($0) })
    }

    private static func ask(_ explainer: Explainer) async throws -> Explanation {
        let values = explainer.schema.features.map { Value.number(row[$0.name] ?? 0) }
        return try await explainer.explain(Row(schema: explainer.schema, values: values), to: .outcome("yes"))
    }

    @Test(
        "Answers hold in the true world once their consequences are there; costs are of what is changed",
        arguments: [StrategyChoice.auto, .nice, .greedy, .random, .genetic])
    func answersHold(_ strategy: StrategyChoice) async throws {
        let answer = try #require(try await Self.ask(Self.explainer(strategy)).counterfactuals.first)
        #expect(answer.changes.map(\.feature) == ["school"])
        #expect(Set(answer.consequences?.map(\.feature) ?? []) == ["hours", "pay"])
        #expect(answer.cost.l0 == 1)
        let school = try #require(answer.changes[0].to.number)
        let world = try Self.world().0
        let settled = try world.predict(world.abduct(Self.row), under: .do("school", school))
        for (name, value) in settled {
            // four thousand rows leave the coefficients uncertain by about a hundredth
            #expect(abs((answer.values[name]?.number ?? .nan) - value) < 0.05 * abs(school - 9))
        }
        #expect(Verdict.score(answer.values.mapValues { $0.number ?? .nan }) > 0)
    }

    @Test("Without the graph the answer is undone by what follows from it")
    func control() async throws {
        let answer = try #require(try await Self.ask(Self.explainer(graph: nil)).counterfactuals.first)
        #expect(answer.consequences == nil)
        let school = try #require(answer.changes.first { $0.feature == "school" }?.to.number)
        let world = try Self.world().0
        let settled = try world.predict(world.abduct(Self.row), under: .do("school", school))
        #expect(Verdict.score(settled) < 0)
    }

    @Test("Mechanisms without noise are recovered, categories' among them")
    func recovery() throws {
        let levels = ["north": 0.0, "south": 7, "west": -3]
        let places = ["north", "south", "west", "south", "north", "west", "west", "south"]
        let heats = [1.0, 2, 3, 5, 8, 13, 21, 34]
        let growth = zip(places, heats).map { (levels[$0] ?? 0) + 3 * $1 }
        let table = try Table(
            columns: [
                Column(name: "place", values: places.map(Value.category), isNumeric: false),
                Column(name: "heat", storage: .numbers(heats)), Column(name: "growth", storage: .numbers(growth)),
            ], count: 8)
        let schema = try Schema(features: [
            Feature(name: "place", domain: .categorical(categories: levels.keys.sorted(), isOrdered: false)),
            Feature(name: "heat", domain: .numeric(range: 0...100, step: nil)),
            Feature(name: "growth", domain: .numeric(range: -100...400, step: nil)),
        ])
        let consequences = try CausalConsequences(
            CausalGraph("place -> growth <- heat"), schema: schema, reference: table)
        let old: [Value] = [.category("west"), .number(4), .number(100)]
        let new = consequences.settled([.category("south"), .number(6), .number(100)], from: old)
        #expect(abs((new[2].number ?? .nan) - (100 + 10 + 6)) < 1e-9)
        let set = consequences.settled([.category("south"), .number(4), .number(50)], from: old)
        #expect(set[2] == .number(50))
    }

    private static let jobs = ["manual", "office"]

    /// Jobs in offices from twelve years of school on, more or less; they pay 20 more.
    private static func jobs(levels: [String] = jobs) throws -> (Schema, Table) {
        var generator = SeededGenerator(seed: 11)
        let school = (0..<500).map { _ in Double(Int.random(in: 5...20, using: &generator)) }
        let isOffice = zip(school, generator.normals(500)).map { $0 + $1 > 12 }
        let jobs = isOffice.enumerated().map { place, isOffice in
            Value.category(levels.count > 2 ? levels[place % levels.count] : levels[isOffice ? 1 : 0])
        }
        let table = try Table(columns: [
            Column(name: "school", storage: .numbers(school)), Column(name: "job", values: jobs, isNumeric: false),
            Column(name: "pay", storage: .numbers(isOffice.map { $0 ? 30 : 10 })),
        ])
        let schema = try Schema(features: [
            Feature(name: "school", domain: .numeric(range: 0...25, step: 1)),
            Feature(name: "job", domain: .categorical(categories: levels, isOrdered: false), mutability: .immutable),
            Feature(name: "pay", domain: .numeric(range: 0...100, step: nil)),
        ])
        return (schema, table)
    }

    @Test("A category follows its causes to the level that is likeliest, and what depends on it follows too")
    func categories() throws {
        let (schema, table) = try Self.jobs()
        let consequences = try CausalConsequences(
            CausalGraph("school -> job -> pay"), schema: schema, reference: table)
        let old: [Value] = [.number(8), .category("manual"), .number(10)]
        let far = consequences.settled([.number(18), .category("manual"), .number(10)], from: old)
        #expect(far[1] == .category("office") && abs((far[2].number ?? 0) - 30) < 1e-6)
        let near = consequences.settled([.number(9), .category("manual"), .number(10)], from: old)
        #expect(near == [.number(9), .category("manual"), .number(10)])
        #expect(consequences.notes.count == 1 && consequences.notes[0].contains("Gumbel"))
    }

    @Test("A category of too many levels stays, and says why")
    func unmoved() throws {
        let (schema, table) = try Self.jobs(levels: (0..<31).map { "job \($0)" })
        let consequences = try CausalConsequences(CausalGraph("school -> job"), schema: schema, reference: table)
        let old: [Value] = [.number(8), .category("job 3"), .number(10)]
        #expect(consequences.settled([.number(18), .category("job 3"), .number(10)], from: old)[1] == old[1])
        #expect(
            consequences.notes == ["'job' is a category and does not follow its causes: column 'job' has 31 levels"])
    }

    @Test("A robust answer is as stable as was asked where it leads, and costs more than the cheapest")
    func robust() async throws {
        let threshold = 0.8
        let robust = try await Explainer(
            model: Verdict(), schema: Self.schema(), reference: Self.world().1,
            settings: Explainer.Settings(
                budget: SearchBudget(), robustness: RobustSettings(threshold: threshold, sigma: 0.02, seed: 1)),
            graph: CausalGraph(Self.graph))
        let answer = try #require(try await Self.ask(robust).counterfactuals.first)
        let plain = try #require(try await Self.ask(Self.explainer()).counterfactuals.first)
        let robustness = try #require(answer.robustness)
        #expect(robustness.isReached && robustness.stability.value >= threshold)
        #expect(answer.cost.total > plain.cost.total && answer.changes.map(\.feature) == ["school"])
        #expect(answer.consequences?.isEmpty == false)
        // The model's score is that of the row that comes of it.
        let settled = Verdict.score(answer.values.mapValues { $0.number ?? .nan })
        #expect(abs((answer.score ?? 0) - 1 / (1 + exp(-settled))) < 1e-12 && (answer.score ?? 0) > 0.8)
    }

    @Test("A search that is kept holds what follows from each candidate, and gives the same answers again")
    func kept() async throws {
        let explainer = try await Self.explainer(.genetic)
        let values = explainer.schema.features.map { Value.number(Self.row[$0.name] ?? 0) }
        let row = try Row(schema: explainer.schema, values: values)
        let (explanation, search) = try await explainer.explainKeepingSearch(row, to: .outcome("yes"))
        let kept = try JSONDecoder().decode(StoredSearch.self, from: JSONEncoder().encode(#require(search)))
        let again = try kept.choose(1).explanation
        #expect(again.counterfactuals.map(\.values) == explanation.counterfactuals.map(\.values))
        #expect(again.counterfactuals.map(\.consequences) == explanation.counterfactuals.map(\.consequences))
        #expect(again.counterfactuals.first?.consequences?.isEmpty == false)
    }

    @Test("The action for a group is judged by what comes of it for each member")
    func group() async throws {
        let (_, table) = try Self.world()
        let some = try Table(
            columns: table.columns.map { column in
                Column(name: column.name, values: (0..<60).map { column[$0] }, isNumeric: true)
            }
                + [Column(name: "team", values: (0..<60).map { .category($0 % 2 == 0 ? "a" : "b") }, isNumeric: false)])
        let explainer = try await Self.explainer()
        let report = try await explainer.groups(GroupSelector("team=a"), of: some, to: .outcome("yes"))
        let action = try #require(report.groups[0].action)
        let consequences = try #require(explainer.consequences)
        var works = 0
        for number in stride(from: 0, to: 60, by: 2) {
            let row = try some.row(number, schema: explainer.schema)
            guard try await explainer.predict(row.values).outcome != .category("yes"),
                let set = try row.moved(by: action.moves)
            else { continue }
            let settled = consequences.settled(set.values, from: row.values)
            if try await explainer.predict(settled).outcome == .category("yes") { works += 1 }
        }
        #expect(works == action.works && works > 0)
    }

    @Test("What follows to where it may not be is no answer")
    func strays() async throws {
        let explanation = try await Self.ask(Self.explainer(schema: Self.schema(payTo: 23.5)))
        #expect(explanation.counterfactuals.isEmpty && explanation.status == .budget)
    }

    @Test("A graph without arrows says that nothing follows; hidden causes are told")
    func observational() async throws {
        let explainer = try await Self.explainer(graph: "school <-> hours; hours <-> pay")
        #expect(explainer.consequences?.notes.first?.contains("goes together") == true)
        #expect(try await Self.ask(explainer).counterfactuals.first?.consequences == [])
        let confounded = try await Self.explainer(graph: "school -> hours; school <-> hours")
        #expect(confounded.consequences?.notes.contains { $0.contains("hidden cause") } == true)
    }

    @Test(
        "Strategies that cannot follow say so; a graph of other things is refused",
        arguments: [StrategyChoice.exact, .gradient])
    func refusals(_ strategy: StrategyChoice) async throws {
        await #expect(throws: StrategyError.self) { try await Self.explainer(strategy) }
        await #expect(throws: CausesError.self) { try await Self.explainer(graph: "smoking -> tar") }
    }
}

/// Says yes to much schooling and pay for few hours.
private struct Verdict: Model {
    let identity = ModelIdentity(name: "verdict", digest: nil)
    let output = ModelOutput.classes(["no", "yes"])

    static func score(_ row: [String: Double]) -> Double {
        (row["school"] ?? 0) + 0.25 * (row["pay"] ?? 0) - 0.6 * (row["hours"] ?? 0) + 1
    }

    func predict(_ table: Table) -> Predictions {
        let scores = (0..<table.count).map { row in
            Self.score(Dictionary(uniqueKeysWithValues: table.columns.map { ($0.name, $0[row].number ?? .nan) }))
        }
        return Predictions(
            output: output, labels: scores.map { $0 > 0 ? 1 : 0 },
            scores: scores.flatMap { [1 / (1 + exp($0)), 1 / (1 + exp(-$0))] })
    }
}
