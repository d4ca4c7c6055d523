import Foundation
public import OtherwiseCore
package import OtherwiseModels
public import OtherwiseSearch

/// All that is needed to check an answer again without the data: the question, the answer and the claim.
public struct CertificateRecord: Sendable, Codable {
    public static let version = "otherwise.certificate/1"

    public let schema: String
    /// The schema of the features as YAML, constraints included.
    public let features: String
    /// The goal as it was asked, and the cost.
    public let goal: GoalRecord
    public let cost: Cost
    /// What the data said about numbers, for scales and margins.
    public let statistics: [String: FeatureStatistics]
    public let margin: Double
    public let explanation: Explanation

    public init(_ explanation: Explanation, goal: Goal, explainer: Explainer) throws {
        schema = Self.version
        features = SchemaFile.yaml(of: explainer.schema)
        self.goal = GoalRecord(goal)
        cost = explainer.settings.cost
        statistics = explainer.statistics
        margin = explainer.settings.margin
        self.explanation = explanation
    }
}

/// A goal as it is written to JSON.
public struct GoalRecord: Sendable, Hashable, Codable {
    var outcome: String?
    var not: String?
    var probability: Double?
    var atLeast: Double?
    var atMost: Double?

    init(_ goal: Goal) {
        switch goal {
        case .outcome(let label): outcome = label
        case .not(let label): not = label
        case .probable(let label, let floor): (outcome, probability) = (label, floor)
        case .within(let range):
            atLeast = range.lowerBound > -.infinity ? range.lowerBound : nil
            atMost = range.upperBound < .infinity ? range.upperBound : nil
        }
    }

    public var goal: Goal {
        if let outcome, let probability { return .probable(outcome, atLeast: probability) }
        if let outcome { return .outcome(outcome) }
        if let not { return .not(not) }
        let low = atLeast ?? -.infinity
        return .within(low...max(low, atMost ?? .infinity))
    }
}

/// What came of checking a record again.
public struct Verification: Sendable, Hashable, Codable {
    /// One line per check: what was claimed, and whether it was confirmed.
    public let checks: [Check]

    public struct Check: Sendable, Hashable, Codable {
        public enum Verdict: String, Sendable, Hashable, Codable {
            case confirmed, refuted, open
        }

        public let claim: String
        public let verdict: Verdict
        public let detail: String
    }

    public var isConfirmed: Bool { checks.allSatisfy { $0.verdict == .confirmed } }
    public var isRefuted: Bool { checks.contains { $0.verdict == .refuted } }
}

extension CertificateRecord {
    /// Checks the record against an ONNX file that runs natively; see `verify(_:time:)`.
    public func verify(model path: String, time: Duration) async throws -> Verification {
        let (graph, digest) = try ModelFile.load(path)
        return try await verify(ONNXDecisionModel(graph, digest: digest, columns: columnProfiles()), time: time)
    }

    /// Checks the record against a model: its identity, the answers' outcomes, limits and costs by running the model
    /// and adding up anew, and the bound by a plain proof with a bound and a branching of its own.
    ///
    /// - Parameter time: What the plain proof may take.
    public func verify(_ model: any Model, time: Duration) async throws -> Verification {
        let schema = try limits()
        let factual = try row(explanation.factual.values, schema)
        let measure = CostMeasure(cost, schema: schema, statistics: statistics)
        var checks = [identityCheck(model.identity)]
        for (index, answer) in explanation.counterfactuals.enumerated() {
            let row = try row(answer.values, schema)
            let prediction = try await model.predict(Table([row], schema: schema))[0]
            checks += self.checks(
                of: answer, number: index + 1, from: factual, to: row, prediction: prediction, measure: measure)
        }
        if let proof = try proofCheck(model, factual: factual, measure: measure, time: time) { checks.append(proof) }
        return Verification(checks: checks)
    }

    /// The row and the answers, `[1 + answers]`: something to ask a model about that tells nothing of itself.
    public func rows() throws -> Table {
        let schema = try limits()
        let values = [explanation.factual.values] + explanation.counterfactuals.map(\.values)
        return try Table(values.map { try row($0, schema) }, schema: schema)
    }

    /// The columns to bind a model to.
    package func columnProfiles() throws -> [ColumnProfile] {
        try limits().features.map { ColumnProfile(name: $0.name, isNumeric: $0.domain.isNumeric) }
    }

    private func limits() throws -> Schema { try SchemaFile.schema(yaml: features, name: "the record's schema") }

    private func row(_ values: [String: Value], _ schema: Schema) throws -> Row {
        try Row(schema: schema, values: schema.features.map { values[$0.name] ?? .missing })
    }

    /// A process or a server has but a name, which says little: another name leaves the question open.
    private func identityCheck(_ model: ModelIdentity) -> Verification.Check {
        let claim = "the model is the one that was asked"
        let asked = explanation.provenance.model
        if let digest = model.digest { return check(claim, digest == asked.digest, "SHA-256 \(digest.prefix(12))…") }
        guard asked.digest == nil else { return check(claim, false, "asked was a file, \(asked.name)") }
        return model.name == asked.name
            ? check(claim, true, "by its name alone")
            : Verification.Check(claim: claim, verdict: .open, detail: "asked was \(asked.name)")
    }

    private func check(_ claim: String, _ holds: Bool, _ detail: String) -> Verification.Check {
        Verification.Check(claim: claim, verdict: holds ? .confirmed : .refuted, detail: detail)
    }

    private func checks(
        of answer: Explanation.Counterfactual, number: Int, from factual: Row, to row: Row, prediction: Prediction,
        measure: CostMeasure
    ) -> [Verification.Check] {
        let broken = factual.schema.limitsBroken(by: row, from: factual)
        let cost = measure.breakdown(from: factual, to: row).total
        return [
            check(
                "answer \(number) reaches the goal", goal.goal.isReached(by: prediction),
                "the model says \(prediction.outcome)"),
            check(
                "answer \(number) keeps every limit", broken.isEmpty,
                broken.isEmpty ? "none broken" : broken.joined(separator: "; ")),
            check(
                "answer \(number) costs \(answer.cost.total.plain)",
                abs(cost - answer.cost.total) <= 1e-9 * cost, "recomputed \(cost.plain)"),
        ]
    }

    /// `nil` when nothing was claimed.
    private func proofCheck(
        _ model: any Model, factual: Row, measure: CostMeasure, time: Duration
    ) throws -> Verification.Check? {
        let first = explanation.counterfactuals.first
        guard explanation.status == .infeasible || first?.certificate.lowerBound != nil else { return nil }
        let claim =
            first.map { "nothing cheaper than \(($0.certificate.lowerBound ?? 0).plain) reaches the goal" }
            ?? "nothing reaches the goal"
        guard let model = model as? ONNXDecisionModel else {
            return Verification.Check(claim: claim, verdict: .open, detail: "the model cannot be seen through")
        }
        let goal = goal.goal
        let query = Query(factual: factual, goal: goal, measure: measure, margin: margin, statistics: statistics) {
            values in
            guard let row = try? Row(schema: factual.schema, values: values),
                let table = try? Table([row], schema: factual.schema),
                let predictions = try? model.predict(table)
            else { return false }
            return goal.isReached(by: predictions[0])
        }
        let bound = first?.certificate.lowerBound.map(measure.unreported) ?? .greatestFiniteMagnitude
        guard let verdict = try verdict(model, query: query, claim: bound, time: time) else { return nil }
        switch verdict {
        case .confirmed: return check(claim, true, "by a plain proof of its own")
        case .refuted(let values):
            return check(claim, false, "this does: \(values.map(\.description).joined(separator: ", "))")
        case .open:
            return Verification.Check(
                claim: claim, verdict: .open, detail: "the plain proof needs more time than \(time)")
        }
    }

    private enum Verdict {
        case confirmed, open
        case refuted([Value])
    }

    /// What the plain proof says to the claim that nothing cheaper reaches the goal; `nil` for a goal that the model's
    /// structure does not tell of.
    private func verdict(
        _ model: ONNXDecisionModel, query: Query, claim: Double, time: Duration
    ) throws -> Verdict? {
        guard model.graph.scorers.contains(where: \.isTrees) else {
            let box = try NetworkBox(model, schema: query.factual.schema)
            guard let problem = NetworkProblem(box, query: query) else { return nil }
            var proof = NetworkPlainProof(problem, claim: claim, time: time)
            return switch proof.verdict() {
            case .confirmed: .confirmed
            case .refuted(let point): .refuted(problem.values(of: point))
            case .open: .open
            }
        }
        let box = try WhiteBox(model, schema: query.factual.schema)
        guard let settled = SettledGoal(query.goal, for: box) else { return nil }
        let problem = EnsembleProblem(box, goal: settled, query: query.withoutSampledSums ?? query)
        var proof = PlainProof(problem, claim: claim, time: time)
        return switch proof.verdict() {
        case .confirmed: .confirmed
        case .refuted(let point): .refuted(problem.values(of: point))
        case .open: .open
        }
    }
}
