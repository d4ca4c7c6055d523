import OtherwiseCore
import OtherwiseModels
import OtherwiseSearch

/// Checks one record against one model.
struct RecordCheck {
    let record: CertificateRecord
    let model: any Model
    let schema: Schema
    let factual: Row
    /// `[answers]`
    let answers: [Row]
    let measure: CostMeasure
    let goal: Goal
    /// When the plain proofs end.
    let deadline: ContinuousClock.Instant
    let time: Duration

    var explanation: Explanation { record.explanation }

    init(_ record: CertificateRecord, model: any Model, time: Duration) throws {
        self.record = record
        self.model = model
        let schema = try record.limits()
        self.schema = schema
        factual = try Row(schema: schema, named: record.explanation.factual.values)
        answers = try record.explanation.counterfactuals.map { try Row(schema: schema, named: $0.values) }
        measure = CostMeasure(record.cost, schema: schema, statistics: record.statistics)
        goal = record.goal.goal
        deadline = .now + time
        self.time = time
    }

    func verification() async throws -> Verification {
        let predictions = try await model.predict(Table([factual] + answers, schema: schema))
        var checks = [try contentCheck(), identityCheck(), questionCheck(), factualCheck(predictions[0])]
        let question = try question()
        for index in answers.indices {
            checks += try await answerChecks(of: index, predictions[index + 1], question)
        }
        checks.append(resultCheck())
        if let proof = shortageCheck(question) { checks.append(proof) }
        if explanation.status == .infeasible {
            checks.append(boundCheck("nothing reaches the goal", claim: .greatestFiniteMagnitude, question))
        }
        if let obstacle = explanation.obstacle { checks.append(try await check(obstacle)) }
        return Verification(checks: checks)
    }

    private func contentCheck() throws -> Verification.Check {
        let found = try record.contentDigest()
        let holds = record.digest == found
        return Verification.Check(
            "the record is as it was written", holds,
            holds
                ? "by its SHA-256"
                : "it was altered: digest is \(record.digest.prefix(64)) in the record, \(found) anew")
    }

    /// A process or a server has but a name, which says little: another name leaves the question open.
    private func identityCheck() -> Verification.Check {
        let claim = "the model is the one that was asked"
        let (asked, own) = (explanation.provenance.model, model.identity)
        if let digest = own.digest {
            let holds = digest == asked.digest
            return Verification.Check(
                claim, holds,
                "SHA-256 \(digest.prefix(12))…" + (holds ? "" : ", asked was \(asked.digest?.prefix(12) ?? "none")…"))
        }
        guard asked.digest == nil else { return Verification.Check(claim, false, "asked was a file, \(asked.name)") }
        return own.name == asked.name
            ? Verification.Check(claim, true, "by its name alone")
            : Verification.Check(claim, .open, "asked was \(asked.name)")
    }

    /// What the record says of the question in two places.
    private func questionCheck() -> Verification.Check {
        let settings = explanation.provenance.settings
        var comparison = FieldComparison()
        comparison.compare("explanation.schema", explanation.schema, Explanation.version)
        comparison.compare("explanation.goal", explanation.goal, goal.description)
        comparison.compare("settings.margin", settings["margin"] ?? "", record.margin.plain)
        comparison.compare("settings.cost", settings["cost"] ?? "", record.cost.terms)
        comparison.compare("settings.scale", settings["scale"] ?? "", record.cost.scale.rawValue)
        return comparison.check("the question is \(goal)", "as its provenance has it")
    }

    private func factualCheck(_ prediction: Prediction) -> Verification.Check {
        var comparison = FieldComparison()
        comparison.compare("factual.outcome", explanation.factual.outcome, prediction.outcome)
        comparison.compare(score: explanation.factual.score, goal.score(of: prediction), of: "factual")
        return comparison.check("the row is \(explanation.factual.outcome)", "the model says so")
    }

    /// Status, answers and obstacle go together, and the answers differ as much as is said.
    private func resultCheck() -> Verification.Check {
        var comparison = FieldComparison()
        let isEmpty = explanation.status != .found
        comparison.compare("counterfactuals", answers.isEmpty, isEmpty) { $0 ? "empty" : "not empty" }
        comparison.compare("obstacle", explanation.obstacle != nil, explanation.status == .infeasible) {
            $0 ? "given" : "none"
        }
        let space = MixedSpace(schema: schema, statistics: record.statistics)
        let diversity = Diversity(answers.map(\.values), in: space)
        comparison.compare("diversity.mean", explanation.diversity?.mean, diversity?.mean, within: 1e-9)
        comparison.compare("diversity.least", explanation.diversity?.least, diversity?.least, within: 1e-9)
        let count = answers.count == 1 ? "1 answer" : "\(answers.count) answers"
        return comparison.check("the status is \(explanation.status.rawValue)", "with \(count)")
    }
}

extension FieldComparison {
    /// Scores are of single precision: engines disagree in the last places.
    mutating func compare(score said: Double?, _ found: Double?, of holder: String) {
        if said != found { compare("\(holder).score", said, found, within: 1e-6) }
    }
}
