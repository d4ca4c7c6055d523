import OtherwiseAudits

extension AskedModel {
    /// The largest share of answers under one variant in which none can be read, above which nothing is measured.
    private static let largestUnreadable = 0.2

    /// What an audit shows on the model. An answer that cannot be read is neither right nor wrong: its item is left out;
    /// where too many cannot, their share is all that is told.
    func findings(_ plan: TrialPlan, measuring measure: (AuditReport) -> Findings) async throws -> Findings {
        var outcomes = try await outcomes(plan)
        guard outcomes.values.contains(where: { $0.text != nil }) else {
            return measure(try AuditAnalysis(outcomes, of: plan).report(model: identity))
        }
        let shares = plan.audit.variants.map { Self.unreadable(outcomes, $0.name) }
        let figure = Figure(
            "unreadable answers under one variant (above: unusable)",
            shares.map(\.value).filter { !$0.isNaN }.max() ?? .nan, .atMost,
            Self.largestUnreadable)
        guard figure.holds else { return Findings(figures: [figure], readings: shares) }
        for (trial, outcome) in outcomes where outcome.isUnreadable {
            outcomes[trial]?.failure = "no answer could be read"
        }
        var findings = measure(try AuditAnalysis(outcomes, of: plan).report(model: identity))
        findings.figures.append(figure)
        return findings
    }

    private static func unreadable(_ outcomes: [Trial: TrialOutcome], _ variant: String) -> Reading {
        let written = outcomes.filter { $0.key.variant == variant && $0.value.text != nil }
        return Reading(
            "unreadable answers under \(variant)",
            Double(written.count { $0.value.isUnreadable }) / Double(written.count))
    }
}

extension TrialOutcome {
    /// Whether something was written in which no answer could be read.
    fileprivate var isUnreadable: Bool { text != nil && chosen == nil }
}
