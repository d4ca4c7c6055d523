import OtherwiseCore
import OtherwiseSearch

extension RecordCheck {
    func answerChecks(
        of index: Int, _ prediction: Prediction, _ question: PlainQuestion?
    ) async throws -> [Verification.Check] {
        let answer = explanation.counterfactuals[index]
        let name = "answer \(index + 1)"
        let checks = [
            outcomeCheck(answer, name, prediction), limitCheck(name, answers[index]),
            changeCheck(answer, name, answers[index]),
            try await regionCheck(answer, name, answers[index], question), certificateCheck(index, name, question),
        ]
        return checks.compactMap(\.self) + [proofCheck(index, question)].compactMap(\.self)
    }

    private func outcomeCheck(
        _ answer: Explanation.Counterfactual, _ name: String, _ prediction: Prediction
    ) -> Verification.Check {
        let claim = "\(name) reaches the goal"
        guard goal.isReached(by: prediction) else {
            return Verification.Check(claim, false, "the model says \(prediction.outcome)")
        }
        var comparison = FieldComparison()
        comparison.compare("outcome", answer.outcome, prediction.outcome)
        comparison.compare(score: answer.score, goal.score(of: prediction), of: "answer")
        return comparison.check(claim, "the model says \(prediction.outcome)")
    }

    private func limitCheck(_ name: String, _ row: Row) -> Verification.Check {
        let broken = schema.limitsBroken(by: row, from: factual)
        return Verification.Check(
            "\(name) keeps every limit", broken.isEmpty,
            broken.isEmpty ? "none broken" : broken.joined(separator: "; "))
    }

    private func changeCheck(
        _ answer: Explanation.Counterfactual, _ name: String, _ row: Row
    ) -> Verification.Check {
        let cost = measure.breakdown(from: factual, to: row)
        var comparison = FieldComparison()
        comparison.compare("changes", answer.changes, schema.changes(from: factual.values, to: row.values), \.sentence)
        comparison.compare(answer.cost, cost)
        return comparison.check("\(name) costs \(answer.cost.total.plain)", "recomputed \(cost.total.plain)")
    }

    /// What the parts of a certificate say together; `nil` where nothing is claimed.
    private func certificateCheck(
        _ index: Int, _ name: String, _ question: PlainQuestion?
    ) -> Verification.Check? {
        let answer = explanation.counterfactuals[index]
        let certificate = answer.certificate
        var comparison = FieldComparison()
        if !isFurther(index) {
            comparison.compare("certificate.rivals", certificate.rivals, .all) { $0.rawValue }
        }
        comparison.compare("certificate.upperBound", certificate.upperBound, answer.cost.total, within: 1e-9)
        let (lower, cost) = (certificate.lowerBound, answer.cost.total)
        let found: Double? =
            switch certificate.kind {
            case .none: nil
            case .optimal where question?.meetsItsBounds ?? true: cost
            case .optimal, .gap: min(max(lower ?? 0, 0), cost)
            }
        comparison.compare("certificate.lowerBound", lower, found, within: 1e-9)
        let check = comparison.check(
            "\(name) is certified as \(certificate.kind.rawValue)", "its bounds and its cost agree")
        return certificate.kind == .none && check.verdict == .confirmed ? nil : check
    }
}

extension RecordCheck {
    /// Whether an answer leaves at least one feature as it is of each set that an earlier one changes.
    private func isFurther(_ index: Int) -> Bool {
        let own = changed(by: answers[index...index]).first.map(Set.init) ?? []
        return index > 0 && changed(by: answers.prefix(index)).allSatisfy { !own.isSuperset(of: $0) }
    }
}

extension [Explanation.Change] {
    /// `age 48 → 55, hours_per_week 40 → 42`.
    var sentence: String { map { "\($0.feature) \($0.from) → \($0.to)" }.joined(separator: ", ") }
}
