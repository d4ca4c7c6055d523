import OtherwiseCore
import OtherwiseModels
import OtherwiseSearch

extension RecordCheck {
    /// The question as the model's structure sees it; `nil` where it does not tell of it.
    func question() throws -> PlainQuestion? {
        guard let model = model as? ONNXDecisionModel else { return nil }
        let (goal, schema) = (goal, schema)
        let query = Query(
            factual: factual, goal: goal, measure: measure, margin: record.margin, statistics: record.statistics
        ) { values in
            guard let row = try? Row(schema: schema, values: values), let table = try? Table([row], schema: schema),
                let predictions = try? model.predict(table)
            else { return false }
            return goal.isReached(by: predictions[0])
        }
        do { return try PlainQuestion(model, query) } catch is OpaqueModel { return nil }
    }

    /// Whether none of its rivals is cheaper than an answer's lower bound; `nil` where no bound is claimed.
    func proofCheck(_ index: Int, _ question: PlainQuestion?) -> Verification.Check? {
        let certificate = explanation.counterfactuals[index].certificate
        guard let bound = certificate.lowerBound else { return nil }
        let earlier = certificate.rivals == .all ? [] : answers.prefix(index)
        let others =
            switch earlier.count {
            case 0: ""
            case 1: " otherwise than answer 1"
            default: " otherwise than answers 1 to \(index)"
            }
        let claim = "nothing cheaper than \(bound.plain) reaches the goal\(others)"
        return boundCheck(
            claim, claim: measure.unreported(bound), without: changed(by: earlier), question)
    }

    /// Whether there is no further answer; `nil` where that is not claimed.
    func shortageCheck(_ question: PlainQuestion?) -> Verification.Check? {
        guard explanation.shortage?.hasPrefix("proved") == true else { return nil }
        return boundCheck(
            "no further change leaves at least one feature of each answer as it is",
            claim: .greatestFiniteMagnitude, without: changed(by: answers[...]), question)
    }

    /// The features that each answer changes.
    func changed(by answers: ArraySlice<Row>) -> [[Int]] {
        answers.map { row in row.values.indices.filter { row.values[$0] != factual.values[$0] } }
    }

    func boundCheck(
        _ sentence: String, claim: Double, without changed: [[Int]] = [], _ question: PlainQuestion?
    ) -> Verification.Check {
        guard let question else { return Verification.Check(sentence, .open, "the model cannot be seen through") }
        switch question.verdict(claim: claim, without: changed, time: deadline - .now) {
        case .confirmed: return Verification.Check(sentence, .confirmed, "by a plain proof of its own")
        case .open: return Verification.Check(sentence, .open, "the plain proof needs more time than \(time)")
        case .refuted(let values):
            return Verification.Check(
                sentence, .refuted, "this does: \(values.map(\.description).joined(separator: ", "))")
        }
    }

    /// Whether what stands in the way does: the nearest change reaches the goal, and breaks what is said.
    func check(_ obstacle: Explanation.Obstacle) async throws -> Verification.Check {
        let changes = obstacle.nearest.map { ($0.feature, $0.to) }
        let row = try factual.setting(Assignment(Dictionary(changes) { _, last in last }))
        var comparison = FieldComparison()
        comparison.compare(
            "obstacle.nearest", obstacle.nearest, schema.changes(from: factual.values, to: row.values), \.sentence)
        comparison.compare("obstacle.broken", obstacle.broken, schema.limitsBroken(by: row, from: factual)) {
            $0.joined(separator: "; ")
        }
        let prediction = try await model.predict(Table([row], schema: schema))[0]
        if !obstacle.nearest.isEmpty, !goal.isReached(by: prediction) {
            comparison.compare("obstacle.nearest", "\(goal)", "\(prediction.outcome)")
        }
        return comparison.check(
            "limits stand in the way", "the nearest change breaks what is said, and reaches the goal")
    }
}
