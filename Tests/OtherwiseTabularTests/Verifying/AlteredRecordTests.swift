import Foundation
import OtherwiseCore
import OtherwiseModels
import OtherwiseSearch
import Testing

@testable import OtherwiseTabular

@Suite("Records that were altered")
struct AlteredRecordTests {
    /// A question whose record is altered.
    struct Question: Sendable, CustomTestStringConvertible {
        let model: String
        var row = 3
        var count = 1
        var strategy = StrategyChoice.auto
        /// The features that may change; `nil` for all.
        var free: Set<String>?
        var selection = AnswerSelection.cheapest
        var status = SearchStatus.found
        /// What more a forger may change, and why.
        var unclaimed: [String: String] = [:]

        var testDescription: String { "\(model) \(count) \(strategy) \(selection) \(status)" }
    }

    private static let impossible = [
        "explanation.factual.values": "belongs to the question: what is impossible for one row is so for others",
        "explanation.obstacle.reason": "says in words what is broken",
        "explanation.obstacle.nearest[].to": "that no other change is nearer",
    ]

    private static let questions = [
        Question(model: "pipeline_decision_tree_binary", count: 3),
        Question(
            model: "pipeline_decision_tree_binary", count: 2, selection: .maxMin,
            unclaimed: ["explanation.counterfactuals[].certificate.lowerBound": "another gap, and proved as well"]),
        Question(model: "pipeline_decision_tree_binary", free: ["age"], status: .infeasible, unclaimed: impossible),
        Question(model: "pipeline_decision_tree_binary", strategy: .greedy),
        Question(model: "pipeline_decision_tree_regression"),
        Question(model: "pipeline_logistic_regression_binary", count: 2),
        Question(
            model: "pipeline_logistic_regression_binary", free: ["age"], status: .infeasible, unclaimed: impossible),
        Question(
            model: "pipeline_mlp_binary", free: ["age", "job"],
            unclaimed: [
                "explanation.counterfactuals[].certificate.lowerBound":
                    "a network's bound may lie below its cost, and a lower one says less"
            ]),
    ]

    /// What a forger may change who also makes the digest anew, and why.
    private static let unclaimed = [
        "digest": "made anew",
        "statistics": "belongs to the question: another question is asked, and its answer is checked",
        "explanation.effort": "what the search spent",
        "explanation.factual.row": "the data are not at hand",
        "explanation.provenance": "where and how the record was made; what it says of the question is checked",
    ]

    private static let parity = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/parity")

    private static func record(of question: Question) async throws -> (record: CertificateRecord, model: any Model) {
        let task = try DecisionTask(
            model: parity.appending(path: "models/\(question.model).onnx").path,
            data: parity.appending(path: "inputs/loans.csv").path)
        let features = task.schema.features.map { feature in
            var feature = feature
            if question.free?.contains(feature.name) == false { feature.mutability = .immutable }
            return feature
        }
        let schema = try Schema(features: features)
        let explainer = try await Explainer(
            model: task.model, schema: schema, reference: task.profile.sample,
            settings: Explainer.Settings(
                count: question.count, budget: SearchBudget(), strategy: question.strategy,
                selection: question.selection))
        let row = try Row(schema: schema, values: task.row(question.row).values)
        let goal = try await goal(of: row, explainer)
        let explanation = try await explainer.explain(row, number: question.row, to: goal)
        try #require(explanation.status == question.status)
        return (try CertificateRecord(explanation, goal: goal, explainer: explainer), task.model)
    }

    /// The other class, or a number a tenth above its own.
    private static func goal(of row: Row, _ explainer: Explainer) async throws -> Goal {
        let outcome = try await explainer.predict(row.values).outcome
        if let number = outcome.number { return .within((number + 0.1 * abs(number))...(.infinity)) }
        return .not(outcome.description)
    }

    private static func isRefused(_ document: Any, _ model: any Model) async -> Bool {
        guard let record = try? record(document), let first = try? await record.verify(model, time: .zero) else {
            return true
        }
        // Most is refuted without the plain proof.
        if first.isRefuted { return true }
        return await (try? record.verify(model, time: .seconds(20)))?.isConfirmed != true
    }

    /// Whether all that was altered is that a region is narrower, or that there is none: that is true as well.
    private static func claimsLess(_ altered: CertificateRecord, than record: CertificateRecord) throws -> Bool {
        let schema = try record.limits()
        let answers = zip(altered.explanation.counterfactuals, record.explanation.counterfactuals)
        return try answers.contains { $0.region != $1.region }
            && answers.allSatisfy { own, original in
                own.region.beyond(original.region, of: try Row(schema: schema, named: original.values)).isEmpty
            }
    }

    private static func record(_ document: Any) throws -> CertificateRecord {
        try CertificateRecord(json: JSONSerialization.data(withJSONObject: document), name: "r.json")
    }

    /// With the digest of what it holds now.
    private static func forged(_ document: Any) -> Any {
        guard let data = try? JSONSerialization.data(withJSONObject: document),
            var members = document as? [String: Any],
            let digest = try? CertificateRecord(json: data, name: "r.json").contentDigest()
        else { return document }
        members["digest"] = digest
        return members
    }

    @Test("A record is confirmed as it was written, and refused when anything in it is altered", arguments: questions)
    func altered(_ question: Question) async throws {
        let (record, model) = try await Self.record(of: question)
        let document = try JSONSerialization.jsonObject(with: Data(ExplanationJSON.document(record)))
        let verification = try await Self.record(document).verify(model, time: .seconds(60))
        #expect(verification.isConfirmed, "\(verification.checks.filter { $0.verdict != .confirmed })")
        var passed: [String] = []
        var forgeries: [String] = []
        for alteration in JSONAlteration.all(of: document) {
            let altered = try? Self.record(alteration.document)
            if let altered, try altered.digest == altered.contentDigest() { passed.append(alteration.name) }
            let unclaimed = Self.unclaimed.merging(question.unclaimed) { _, own in own }
            guard !unclaimed.keys.contains(where: alteration.place.hasPrefix) else { continue }
            guard await !Self.isRefused(Self.forged(alteration.document), model) else { continue }
            if try altered.map({ try Self.claimsLess($0, than: record) }) != true { forgeries.append(alteration.name) }
        }
        #expect(passed == [])
        #expect(forgeries == [], "with their digest made anew")
    }

    @Test("A refutation names the field and both values")
    func named() async throws {
        let (record, model) = try await Self.record(of: Self.questions[0])
        let text = String(decoding: try ExplanationJSON.line(record), as: UTF8.self)
        let l1 = try #require(record.explanation.counterfactuals.first).cost.l1.plain
        let altered = text.replacing("\"l1\":\(l1)", with: "\"l1\":7", maxReplacements: 1)
        let read = try CertificateRecord(json: Data(altered.utf8), name: "r.json")
        let refuted = try await read.verify(model, time: .seconds(20)).checks.filter { $0.verdict == .refuted }
        #expect(refuted.map(\.claim) == ["the record is as it was written", "answer 1 costs \(l1)"])
        #expect(refuted.last?.detail == "cost.l1 is 7 in the record, \(l1) anew")
    }
}
