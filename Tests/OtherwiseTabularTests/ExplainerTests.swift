import Foundation
import OtherwiseCore
import OtherwiseModels
import OtherwiseSearch
import OtherwiseTabular
import Testing

@Suite("Explaining real rows")
struct ExplainerTests {
    private static let examples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Examples")
    private static let data = examples.appending(path: "adult/adult.csv").path

    private static func model(_ name: String) -> String { examples.appending(path: "adult/\(name).onnx").path }

    private static func task(_ name: String, schema: String? = "adult/schema.yml") throws -> DecisionTask {
        try DecisionTask(model: model(name), data: data, schema: schema.map { examples.appending(path: $0).path })
    }

    @Test("Answers are optimal, valid and within the limits", arguments: ["random_forest", "gradient_boosting"])
    func answers(_ name: String) async throws {
        let task = try Self.task(name)
        let explainer = try await task.explainer(Explainer.Settings(budget: SearchBudget()))
        #expect(explainer.opacity == nil)
        for number in [0, 17, 18, 24] {
            let row = try task.row(number)
            let explanation = try await explainer.explain(row, number: number, to: .outcome(">50K"))
            guard let answer = explanation.counterfactuals.first else {
                #expect(explanation.status == .infeasible)
                continue
            }
            #expect(answer.outcome == .category(">50K"))
            #expect(answer.certificate.kind == .optimal)
            #expect(!answer.changes.contains { ["race", "gender", "marital_status"].contains($0.feature) })
        }
    }

    /// Row 1 is 33 years old; the rule on schooling tells 34, 35, … 44 apart.
    @Test("Every whole number that a rule tells apart can be chosen")
    func wholeNumbers() async throws {
        let task = try Self.task("random_forest")
        let explainer = try await task.explainer(Explainer.Settings(budget: SearchBudget()))
        let explanation = try await explainer.explain(task.row(1), number: 1, to: .outcome(">50K"))
        let answer = try #require(explanation.counterfactuals.first)
        let changes: [String: Value] = [
            "age": .number(34), "occupation": .category("Professional"), "hours_per_week": .number(42),
        ]
        let nearest = try task.row(1).setting(Assignment(changes))
        #expect(try await explainer.predict(nearest.values).outcome == .category(">50K"))
        #expect(Dictionary(uniqueKeysWithValues: answer.changes.map { ($0.feature, $0.to) }) == changes)
    }

    @Test("A record is confirmed by the model and a plain proof; a false claim is refuted")
    func records() async throws {
        let task = try Self.task("gradient_boosting")
        let explainer = try await task.explainer(Explainer.Settings(budget: SearchBudget()))
        let goal = Goal.outcome(">50K")
        let explanation = try await explainer.explain(task.row(18), number: 18, to: goal)
        let record = try CertificateRecord(explanation, goal: goal, explainer: explainer)
        let text = String(decoding: try JSONEncoder().encode(record), as: UTF8.self)
        let read = try JSONDecoder().decode(CertificateRecord.self, from: Data(text.utf8))
        #expect(try await read.verify(model: Self.model("gradient_boosting"), time: .seconds(60)).isConfirmed)
        #expect(try await read.verify(model: Self.model("random_forest"), time: .seconds(60)).isRefuted)

        let cost = try #require(explanation.counterfactuals.first?.certificate.lowerBound)
        let boast = text.replacingOccurrences(
            of: "\"lowerBound\":\(cost.plain)", with: "\"lowerBound\":\((cost * 2).plain)")
        try #require(boast != text)
        let false1 = try JSONDecoder().decode(CertificateRecord.self, from: Data(boast.utf8))
        #expect(try await false1.verify(model: Self.model("gradient_boosting"), time: .seconds(60)).isRefuted)
    }

    @Test("An impossible request is proved impossible, and says which limit is in the way")
    func impossible() async throws {
        let task = try Self.task("random_forest", schema: nil)
        let frozen = try Schema(
            features: task.schema.features.map { feature in
                var feature = feature
                feature.mutability = feature.name == "hours_per_week" ? .decreaseOnly : .immutable
                return feature
            })
        let explainer = try await Explainer(
            model: task.model, schema: frozen, reference: task.profile.sample,
            settings: Explainer.Settings(budget: SearchBudget()))
        let row = try Row(schema: frozen, values: task.row(17).values)
        let explanation = try await explainer.explain(row, to: .outcome(">50K"))
        #expect(explanation.status == .infeasible)
        #expect(explanation.obstacle?.broken.isEmpty == false)
        #expect(explanation.obstacle?.nearest.isEmpty == false)
    }

    @Test("The same question twice gives the same answer")
    func repeatable() async throws {
        let task = try Self.task("random_forest")
        let explainer = try await task.explainer(Explainer.Settings(budget: SearchBudget()))
        let one = try await explainer.explain(task.row(22), number: 22, to: .outcome(">50K"))
        let two = try await explainer.explain(task.row(22), number: 22, to: .outcome(">50K"))
        #expect(one == two)
    }

    @Test("Every answer says how plausible it is among the reference, and how different the answers are")
    func plausibility() async throws {
        let task = try Self.task("gradient_boosting")
        let reference = try Table(
            (0..<400).map { try task.profile.sample.row($0, schema: task.schema) }, schema: task.schema)
        let settings = Explainer.Settings(count: 2, budget: SearchBudget(), measuresPlausibility: true)
        let explainer = try await task.explainer(settings, reference: reference)
        let explanation = try await explainer.explain(task.row(18), number: 18, to: .outcome(">50K"))
        try #require(explanation.counterfactuals.count == 2)
        for answer in explanation.counterfactuals {
            let plausibility = try #require(answer.plausibility)
            #expect((0...1).contains(plausibility.isolationRank))
            #expect(plausibility.neighbourDistance.map { $0 > 0 && $0 < 0.5 } == true)
        }
        #expect(explanation.diversity.map { $0.least > 0 } == true)
        #expect(explanation.provenance.settings["referenceRows"] == "400")
    }

    @Test("A robust answer is stable where the cheapest is not, costs no less, and says what it is")
    func robust() async throws {
        let task = try Self.task("gradient_boosting")
        let goal = Goal.outcome(">50K")
        let plain = try await task.explainer(Explainer.Settings(budget: SearchBudget(nodes: 2_000)))
        let cheapest = try #require(try await plain.explain(task.row(18), to: goal).counterfactuals.first)
        #expect(cheapest.robustness == nil)

        func explainer(_ threshold: Double) async throws -> Explainer {
            try await task.explainer(
                Explainer.Settings(
                    budget: SearchBudget(nodes: 2_000), robustness: RobustSettings(threshold: threshold, seed: 5)))
        }
        let low = try #require(try await explainer(0).explain(task.row(18), to: goal).counterfactuals.first)
        #expect(low.values == cheapest.values)
        #expect(low.robustness?.isReached == true)
        #expect(try #require(low.robustness).stability.value < 0.6)

        let settings = Explainer.Settings(budget: SearchBudget(nodes: 2_000), seed: 5, measuresStability: true)
        let told = try #require(
            try await task.explainer(settings).explain(task.row(18), to: goal).counterfactuals.first)
        #expect(told.values == cheapest.values && told.robustness == nil && cheapest.stability == nil)
        #expect(told.stability != nil && told.stability == low.stability && told.stability == low.robustness?.stability)

        let explanation = try await explainer(0.6).explain(task.row(18), to: goal)
        let answer = try #require(explanation.counterfactuals.first)
        let robustness = try #require(answer.robustness)
        #expect(robustness.isReached && robustness.stability.value >= 0.6)
        #expect(robustness.stability.form == .meanMinusDeviation && robustness.stability.guarantee == nil)
        #expect(answer.cost.total > cheapest.cost.total && answer.certificate.lowerBound == cheapest.cost.total)
        #expect(try await explainer(0.6).explain(task.row(18), to: goal) == explanation)

        let asked = try await explainer(1).explain(task.row(18), to: goal)
        #expect(asked.counterfactuals.first?.robustness?.isReached == false)
    }

    @Test(
        "Fewer than one answer, generation or pair of candidates is refused, whatever the strategy",
        arguments: [
            Explainer.Settings(count: 0), Explainer.Settings(count: -1, strategy: .nice, selection: .maxMin),
            Explainer.Settings(strategy: .genetic, genetic: GeneticOptions(generations: -1)),
            Explainer.Settings(strategy: .genetic, genetic: GeneticOptions(population: 0)),
        ])
    func numbers(_ settings: Explainer.Settings) async throws {
        let task = try Self.task("gradient_boosting")
        let error = await #expect(throws: StrategyError.self) { try await task.explainer(settings) }
        #expect(error?.code == .badNumber && error?.description.contains("Give at least") == true)
        var least = settings
        (least.count, least.genetic) = (1, GeneticOptions(population: 2, generations: 1))
        await #expect(throws: Never.self) { try await task.explainer(least) }
    }

    @Test("The stability of what a process says is not measured unless asked for")
    func stabilityFromAfar() async throws {
        let schema = try Schema(features: [Feature(name: "x", domain: .numeric(range: 0...10, step: nil))])
        let table = try Table(columns: [Column(name: "x", storage: .numbers((0...10).map(Double.init)))])
        let row = try Row(schema: schema, values: [.number(1)])
        func stability(_ model: any Model, robust: RobustSettings? = nil) async throws -> Stability? {
            let settings = Explainer.Settings(strategy: .greedy, robustness: robust, measuresStability: true)
            let explainer = try await Explainer(model: model, schema: schema, reference: table, settings: settings)
            return try await explainer.explain(row, to: .outcome("yes")).counterfactuals.first?.stability
        }
        #expect(try await stability(Threshold()) != nil)
        #expect(try await stability(Afar()) == nil)
        #expect(try await stability(Afar(), robust: RobustSettings(threshold: 0)) != nil)
    }

    /// Says yes from 6 on.
    private struct Threshold: Model {
        let identity = ModelIdentity(name: "threshold", digest: nil)
        let output = ModelOutput.classes(["no", "yes"])

        func predict(_ table: Table) throws -> Predictions {
            let numbers = (0..<table.count).map { table["x"]?[$0].number ?? .nan }
            let scores = numbers.flatMap { [1 - $0 / 12, $0 / 12] }
            return Predictions(output: output, labels: numbers.map { $0 >= 6 ? 1 : 0 }, scores: scores)
        }
    }

    /// The same as a process is asked.
    private struct Afar: SparingModel {
        let identity = ModelIdentity(name: "afar", digest: nil)
        let output = ModelOutput.classes(["no", "yes"])

        func predict(_ table: Table) async throws -> Predictions { try Threshold().predict(table) }
        func predictSparing(_ table: Table) async throws -> Predictions { try Threshold().predict(table) }
    }

    @Test("Where no number of the data varies, stability is not measured")
    func robustWithoutVariation() async throws {
        let task = try Self.task("gradient_boosting", schema: nil)
        let one = try Table([task.row(0)], schema: task.schema)
        let features = task.schema.features.map { feature in
            var feature = feature
            if feature.domain.isNumeric { feature.domain = .numeric(range: -.infinity...(.infinity), step: 1) }
            return feature
        }
        let explainer = try await Explainer(
            model: task.model, schema: Schema(features: features), reference: one,
            settings: Explainer.Settings(budget: SearchBudget(nodes: 1), robustness: RobustSettings(threshold: 0.6)))
        let row = try Row(schema: explainer.schema, values: task.row(18).values)
        await #expect(throws: RobustnessError.self) { try await explainer.explain(row, to: .outcome(">50K")) }
    }

    @Test("A row that does not exist is refused with the last that does")
    func missingRow() throws {
        let error = #expect(throws: TableError.self) { try Self.task("random_forest").row(99_999_999) }
        #expect(error?.description.contains("45221") == true)
    }
}
