import Foundation
import OtherwiseCore
import OtherwiseSearch
import OtherwiseTabular
import Testing

@Suite("Explaining linear models and networks")
struct SmoothModelTests {
    private static let parity = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/parity")

    private static func model(_ name: String) -> String { parity.appending(path: "models/\(name).onnx").path }

    private static func task(_ name: String) throws -> DecisionTask {
        try DecisionTask(model: model(name), data: parity.appending(path: "inputs/loans.csv").path)
    }

    /// A row's other class, or a number a tenth above its own.
    private static func goal(_ task: DecisionTask, _ explainer: Explainer, row: Int) async throws -> Goal {
        let outcome = try await explainer.predict(task.row(row).values).outcome
        if let number = outcome.number { return .within((number + 0.1 * abs(number))...(.infinity)) }
        guard case .classes(let classes) = task.model.output else { return .not("") }
        return .outcome(try #require(classes.first { .category($0) != outcome }))
    }

    private static let names = [
        "pipeline_logistic_regression_binary", "pipeline_logistic_regression_multiclass", "pipeline_ridge_regression",
        "pipeline_linear_svc_multiclass", "imputed_mean_logistic_regression_binary",
    ]

    @Test("Answers of linear models are proved, and the proof is confirmed by another", arguments: names)
    func linear(_ name: String) async throws {
        let task = try Self.task(name)
        for cost in [Cost.l1(), .l0()] {
            let explainer = try await task.explainer(Explainer.Settings(cost: cost, budget: SearchBudget()))
            #expect(explainer.opacity == nil)
            let goal = try await Self.goal(task, explainer, row: 3)
            let explanation = try await explainer.explain(task.row(3), number: 3, to: goal)
            let answer = try #require(explanation.counterfactuals.first)
            #expect(answer.certificate.kind == .optimal)
            let record = try CertificateRecord(explanation, goal: goal, explainer: explainer)
            let verification = try await record.verify(task.model, time: .seconds(3))
            #expect(!verification.isRefuted, "\(verification.checks)")
        }
    }

    @Test("A claim that costs more than the answer is refuted", arguments: ["pipeline_logistic_regression_binary"])
    func boast(_ name: String) async throws {
        let task = try Self.task(name)
        let explainer = try await task.explainer(Explainer.Settings(budget: SearchBudget()))
        let goal = try await Self.goal(task, explainer, row: 3)
        let explanation = try await explainer.explain(task.row(3), number: 3, to: goal)
        let record = try CertificateRecord(explanation, goal: goal, explainer: explainer)
        let text = String(decoding: try JSONEncoder().encode(record), as: UTF8.self)
        let bound = try #require(explanation.counterfactuals.first?.certificate.lowerBound)
        let boast = text.replacingOccurrences(
            of: "\"lowerBound\":\(bound.plain)", with: "\"lowerBound\":\((bound * 2).plain)")
        try #require(boast != text)
        let read = try JSONDecoder().decode(CertificateRecord.self, from: Data(boast.utf8))
        #expect(try await read.verify(task.model, time: .seconds(3)).isRefuted)
    }

    private static let distances = ["north": 0.0, "east": 3, "south": 7, "west": 12]

    /// Whoever moves is older by as many years as the regions lie apart.
    @Test("Whole numbers that a rule tells apart are told apart: answers of a network equal enumeration")
    func wholeNumbersUnderARule() async throws {
        let task = try Self.task("pipeline_mlp_binary")
        let free: Set = ["age", "job", "region"]
        let features = task.schema.features.map { feature in
            var feature = feature
            feature.mutability =
                feature.name == "age" ? .increaseOnly : free.contains(feature.name) ? .free : .immutable
            if feature.name == "age" { feature.domain = .numeric(range: 18...100, step: 1) }
            return feature
        }
        let moving = Constraint.implication(
            Condition(feature: "region", .changes),
            Condition(feature: "age", .risesWith(of: "region", levels: Self.distances)))
        let schema = try Schema(features: features, constraints: [moving])
        let explainer = try await Explainer(
            model: task.model, schema: schema, reference: task.profile.sample,
            settings: Explainer.Settings(budget: SearchBudget()))
        let measure = CostMeasure(.l1(), schema: schema, statistics: task.profile.sample.statistics)
        var moved = 0
        for number in 0..<6 {
            let row = try Row(schema: schema, values: task.row(number).values)
            let goal = try await Self.goal(task, explainer, row: number)
            let explanation = try await explainer.explain(row, number: number, to: goal)
            let least = try await Self.leastCost(task.model, row, goal, measure: measure)
            let answer = explanation.counterfactuals.first
            #expect(answer?.cost.total == least)
            moved += answer?.changes.contains { $0.feature == "region" } == true ? 1 : 0
        }
        try #require(moved > 0, "the rule is put to the test")
    }

    /// The least cost by trying every age, job and region; `nil` when nothing reaches the goal.
    private static func leastCost(
        _ model: any Model, _ row: Row, _ goal: Goal, measure: CostMeasure
    ) async throws -> Double? {
        let jobs = row.schema["job"]?.domain.categories ?? []
        let trials = try (18...100).flatMap { age in
            try jobs.flatMap { job in
                try distances.keys.map { region in
                    let change: [String: Value] = [
                        "age": .number(Double(age)), "job": .category(job), "region": .category(region),
                    ]
                    return try row.setting(Assignment(change))
                }
            }
        }.filter { trial in
            (trial["age"]?.number ?? 0) >= (row["age"]?.number ?? 0)
                && row.schema.constraints.allSatisfy { $0.holds(for: trial, from: row) }
        }
        let predictions = try await model.predict(Table(trials, schema: row.schema))
        let costs = trials.indices.filter { goal.isReached(by: predictions[$0]) }.map {
            measure.breakdown(from: row, to: trials[$0]).total
        }
        return costs.min()
    }

    @Test("A network's answer is valid, and its bound below its cost")
    func network() async throws {
        let task = try Self.task("pipeline_mlp_binary")
        let explainer = try await task.explainer(Explainer.Settings(budget: SearchBudget(nodes: 30)))
        #expect(explainer.opacity == nil)
        let goal = try await Self.goal(task, explainer, row: 3)
        let explanation = try await explainer.explain(task.row(3), number: 3, to: goal)
        let answer = try #require(explanation.counterfactuals.first)
        let bound = try #require(answer.certificate.lowerBound)
        #expect(bound > 0 && bound <= answer.cost.total * (1 + 1e-9))
    }

    @Test("A probability of one class of several is reached, and proved")
    func softmaxShare() async throws {
        let task = try Self.task("pipeline_logistic_regression_multiclass")
        let explainer = try await task.explainer(Explainer.Settings(budget: SearchBudget(nodes: 50)))
        guard case .classes(let classes) = task.model.output else { return }
        let explanation = try await explainer.explain(task.row(3), number: 3, to: .probable(classes[0], atLeast: 0.6))
        #expect(explanation.status == .found)
        #expect(explanation.counterfactuals.allSatisfy { ($0.score ?? 0) >= 0.6 })
    }

    @Test("The cheapest change to a probability is proved, although the scores are divided by their sum")
    func probability() async throws {
        let task = try Self.task("pipeline_logistic_regression_binary")
        let explainer = try await task.explainer(Explainer.Settings(budget: SearchBudget(nodes: 500)))
        guard case .outcome(let label) = try await Self.goal(task, explainer, row: 3) else { return }
        let goal = Goal.probable(label, atLeast: 0.8)
        let explanation = try await explainer.explain(task.row(3), number: 3, to: goal)
        let answer = try #require(explanation.counterfactuals.first)
        #expect(answer.certificate.kind == .optimal)
        #expect(abs((answer.score ?? 0) - 0.8) < 1e-4)
        let record = try CertificateRecord(explanation, goal: goal, explainer: explainer)
        #expect(try await !record.verify(task.model, time: .seconds(3)).isRefuted)
    }

    @Test("A probability of the class between two others that no row has is proved to be out of reach")
    func softmaxShareOutOfReach() async throws {
        let task = try Self.task("pipeline_logistic_regression_multiclass")
        let explainer = try await task.explainer(Explainer.Settings(budget: SearchBudget(nodes: 2000)))
        let explanation = try await explainer.explain(task.row(3), number: 3, to: .probable("silver", atLeast: 0.9999))
        #expect(explanation.status == .infeasible)
        #expect(explanation.obstacle?.reason.hasPrefix("no values in the ranges") == true)
        let near = try await explainer.explain(task.row(3), number: 3, to: .probable("silver", atLeast: 0.7))
        #expect(near.status == .found)
    }
}
