import Foundation
import Otherwise
import OtherwiseAudits
import OtherwiseBlackBox
import OtherwiseSystems
import OtherwiseTraces
import Testing

/// The library calls of the table in README.
extension Snippets {
    @Test("what it would take, in its variants")
    func explaining() async throws {
        let task = try DecisionTask(
            model: "Examples/adult/gradient_boosting.onnx", data: "Tests/Fixtures/command/adult.csv",
            schema: "Examples/adult/schema.yml")
        let row = try task.row(1)
        var settings = [
            Explainer.Settings(count: 3),
            Explainer.Settings(strategy: .greedy),
            Explainer.Settings(count: 3, selection: .maxMin),
            Explainer.Settings(measuresPlausibility: true),
            Explainer.Settings(plausible: 0.2),
            Explainer.Settings(robustness: RobustSettings(threshold: 0.75)),
        ]
        settings += [Cost.l0(), .l1(), .l2(), .gower(), .lexicographic()].map { Explainer.Settings(cost: $0) }
        for var settings in settings {
            // A proof would take long in a build that is not optimised.
            settings.budget = SearchBudget(nodes: 30)
            let explainer = try await task.explainer(settings)
            let explanation = try await explainer.explain(row, to: .outcome(">50K"))
            #expect(explanation.status != .infeasible && explanation.obstacle == nil)
        }
        let schema = try SchemaFile.schema(path: "Examples/adult/schema.yml")
        #expect(schema == task.schema)

        let table = task.profile.sample
        let explanation = try await task.explainer().explain(row, to: .outcome(">50K"))
        #expect(ExplanationReport.html(explanation, schema: schema, sample: table).contains("What would change"))
    }

    @Test("what follows from a change")
    func entailing() async throws {
        let task = try DecisionTask(
            model: "Examples/adult/gradient_boosting.onnx", data: "Tests/Fixtures/command/adult.csv",
            schema: "Examples/adult/schema.yml")
        let explainer = try await task.explainer(graph: CausalGraph("education -> hours_per_week"))
        let explanation = try await explainer.explain(try task.row(1), to: .outcome(">50K"))
        #expect(explanation.counterfactuals.allSatisfy { $0.consequences != nil })
    }

    @Test("choosing again")
    func choosing() async throws {
        let task = try DecisionTask(
            model: "Examples/adult/gradient_boosting.onnx", data: "Tests/Fixtures/command/adult.csv")
        let genetic = GeneticOptions(population: 20, generations: 5)
        let explainer = try await task.explainer(Explainer.Settings(strategy: .genetic, genetic: genetic))
        let search = try #require(
            try await explainer.explainKeepingSearch(task.row(18), to: .outcome(">50K")).search)
        let chosen = try search.choose(4, preferences: DesignPreferences(sparsity: 2))
        #expect(chosen.explanation.counterfactuals.count <= 4)
    }

    @Test("the model itself")
    func model() async throws {
        let task = try DecisionTask(
            model: "Examples/adult/gradient_boosting.onnx", data: "Tests/Fixtures/command/adult.csv")
        let (model, table, schema) = (task.model, task.profile.sample, task.schema)
        let predictions = try await model.predict(table)
        #expect(predictions.count == 400)
        #expect(try ONNXModel(path: "Examples/adult/gradient_boosting.onnx").inputs.count == 8)

        let kinds: [any Model.Type] = [ProcessModel.self, MLflowModel.self, KServeModel.self]
        #expect(!kinds.contains { $0 == type(of: model) })

        let row = try task.row(18)
        let older = try await TableWorld(model: model, schema: schema).whatIf(row, under: .do("age", .number(60)))
        #expect(older.outcome != predictions[18])
    }

    @Test("an effect, going by data")
    func effectOfData() throws {
        let dots = (0..<100).map(Double.init)
        let table = try Table(columns: [
            Column(name: "treat", storage: .numbers(dots.map { $0.truncatingRemainder(dividingBy: 2) })),
            Column(name: "pay", storage: .numbers(dots)),
        ])
        let graph = try GraphDocument(reading: "treat -> pay")
        let question = try CausalQuestion("ATE of treat on pay")
        let report = try EffectAnalysis(question, graph: graph, table).report()
        // The mean of 1, 3, … 99 less that of 0, 2, … 98.
        #expect(abs(report.estimate.value - 1) < 1e-12)
    }

    @Test("a causal model, a graph and a published system")
    func causes() throws {
        let text = try String(contentsOfFile: "Examples/networks/asia.bif", encoding: .utf8)
        let network = try DiscreteNetwork(bif: text)
        let effect = try network.answer(CausalQuestion("ATE of smoke on dysp"))
        #expect(effect.rung == .doing)

        let graph = try CausalGraph("x -> m -> y; x <-> y")
        let identification = try graph.identify(effectOf: ["x"], on: ["y"])
        #expect(identification.effect != nil)
        #expect(try SystemRegister.system("10").name == "CounterBench + CoIn")
    }

    @Test("edits of a prompt", .timeLimit(.minutes(10)))
    func audit() async throws {
        let audit = Audit(
            "polite", prompt: .text(try PromptText("{question}{please}")), defaults: ["please": ""],
            variants: [AuditVariant("plain"), AuditVariant("polite", fields: ["please": [" Please."]])])
        let items = (0..<4).map { number in
            AuditItem(id: "\(number)", fields: ["question": "\(number)?"], options: ["yes", "no"], right: 0)
        }
        let plan = try TrialPlan(audit, items: items)
        let model = try ProcessLanguageModel("while read -r line; do echo '{\"logprobs\": [[-1], [-2]]}'; done")
        let outcomes = try await plan.outcomes(from: LikelihoodRespondent(model))
        let report = try AuditAnalysis(outcomes, of: plan).report(model: model.identity)
        #expect(report.contrasts[0].share.estimate.value == 0)
    }

    @Test("a failed run of an agent", .timeLimit(.minutes(10)))
    func run() async throws {
        let trace = Trace(id: "trip", steps: [TraceStep(agent: "Searcher", content: "The cheapest is 240 EUR.")])
        // It succeeds where any step is repaired, and not without.
        let world = try ReplayWorld(
            command:
                #"while read -r l; do case $l in *'"repair":[]'*) echo '{"success": false}';; *) echo '{"success": true}';; esac; done"#
        )
        let blame = try await world.blame(for: trace)
        #expect(blame.attribution.decisive == 0)
    }
}
