import OtherwiseCore
import OtherwiseSearch

extension RecordCheck {
    /// Whether every value of an answer's region does as well: widened anew, and tried on the model; `nil` where nothing
    /// is claimed.
    func regionCheck(
        _ answer: Explanation.Counterfactual, _ name: String, _ row: Row, _ question: PlainQuestion?
    ) async throws -> Verification.Check? {
        let isProved = answer.certificate.kind != .none && answer.robustness == nil
        guard isProved || !answer.region.isEmpty else { return nil }
        let claim = "\(name) may vary within its region"
        guard let question else { return Verification.Check(claim, .open, "the model cannot be seen through") }
        let anew = question.region(around: row.values)?.spans(of: schema) ?? []
        var comparison = FieldComparison()
        comparison.compare("region", answer.region, anew, \.sentence)
        let sample = try RegionSample(answer.region, around: row, statistics: record.statistics).rows
        let predictions = try await model.predict(Table(sample, schema: schema))
        for (place, row) in sample.enumerated() {
            let broken = schema.limitsBroken(by: row, from: factual)
            guard broken.isEmpty, goal.isReached(by: predictions[place]) else {
                return Verification.Check(
                    claim, false, "this fails: \(row.values.map(\.description).joined(separator: ", "))")
            }
        }
        return comparison.check(claim, "widened anew, and \(sample.count) of its points tried")
    }
}

extension [Int: Extent] {
    func spans(of schema: Schema) -> [Span] { sorted { $0.key < $1.key }.map { Span($1, of: schema.features[$0]) } }
}

extension [Span] {
    fileprivate var sentence: String {
        map { span in
            let range = (span.atLeast ?? -.infinity, span.atMost ?? .infinity)
            let values = span.oneOf.map { $0.joined(separator: " or ") }
            return "\(span.feature) \(values ?? "\(range.0.plain) to \(range.1.plain)")"
        }.joined(separator: ", ")
    }
}
