import OtherwiseAudits
import OtherwiseCore
import OtherwiseNumerics

/// Biases that are known are found as large as they are, by both orders and a placebo; and none where there is none.
struct JudgingBiasCheck: Check {
    let claim =
        "An audit in both orders finds how far each cue sways a judge, to 0.08 nats, and nothing where a cue says nothing."

    let itemFormat: String? = ContestedItem.format
    private static let count = 3000

    func findings(seed: UInt64, items: CheckItems?) async throws -> Findings {
        if let items { throw items.need("a model that judges them: give --model") }
        let items = SimulatedJudge.items(Self.count, seed: seed)
        let plan = try TrialPlan(JudgingAudit.audit(.init(resamples: 400)), items: items, seed: seed)
        let judge = SimulatedJudge(seed: seed)
        let outcomes = try await plan.outcomes(from: judge)
        let report = try AuditAnalysis(outcomes, of: plan).report(model: .init(name: "simulated judge", digest: nil))
        return Findings(
            figures: effects(report, items) + mitigation(report),
            controls: silent(report) + [singleOrder(plan, judge, items, seed)])
    }

    // MARK: Figures

    private func effects(_ report: AuditReport, _ items: [AuditItem]) -> [Figure] {
        let cues = JudgingAudit.Cue.allCases
        let misses = cues.map { abs(effect($0, report) - (SimulatedJudge.biases[$0] ?? .nan)) }
        let robust = cues.filter { $0.reference == JudgingAudit.placebo }.map { cue in
            let rate = SimulatedJudge.robustRate(of: items, bias: SimulatedJudge.biases[cue] ?? .nan)
            return abs(1 - (contrast(cue.rawValue, report)?.flips.value ?? .nan) - rate)
        }
        return [
            Figure("largest error of a cue's effect, nats", misses.largest, .atMost, 0.08),
            Figure("largest error of a robust rate", robust.largest, .atMost, 0.01),
            Figure(
                "p-value of the bandwagon", contrast("bandwagon", report)?.share.adjustedPValue ?? .nan, .atMost, 0.001),
        ]
    }

    private func mitigation(_ report: AuditReport) -> [Figure] {
        let (full, warned) = (margin(.bandwagon, report), margin(.warnedBandwagon, report))
        let gap = full.flatMap { full in warned.map { $0.estimate.low - full.estimate.high } }
        return [
            Figure("distance between the intervals with and without the warning, nats", gap ?? .nan, .atLeast, 0),
            Figure(
                "error of the warning's ratio",
                abs(effect(.warnedBandwagon, report) / effect(.bandwagon, report) - 0.5), .atMost, 0.08),
        ]
    }

    // MARK: Controls

    /// Nothing may be found for cues that say nothing; nor between the same prompt and itself.
    private func silent(_ report: AuditReport) -> [Control] {
        let names = [
            JudgingAudit.Cue.distraction.rawValue, JudgingAudit.Cue.absentLetter.rawValue, JudgingAudit.placebo,
        ]
        return names.map { name in
            Control("p-value of \(name)", contrast(name, report)?.margin?.pValue ?? .nan, mustNotReach: .atMost, 0.001)
        } + [
            Control(
                "answers changed by the same prompt", report.noise.map(\.flips.value).max() ?? .nan,
                mustNotReach: .atLeast, 1e-9)
        ]
    }

    /// One order for each prompt, which shows the cued answer last more often with the cue than without: what the place
    /// does is taken for what the cue does.
    private func singleOrder(
        _ plan: TrialPlan, _ judge: SimulatedJudge, _ items: [AuditItem], _ seed: UInt64
    ) -> Control {
        var generator = SeededGenerator(seed: seed).split(31)
        let differences = items.map { item in
            let cued = Double.random(in: 0..<1, using: &generator) < 0.9 ? 0 : 1
            let plain = Int.random(in: 0...1, using: &generator)
            let with = Trial(item: item.id, variant: JudgingAudit.Cue.bandwagon.rawValue, order: cued)
            let without = Trial(item: item.id, variant: JudgingAudit.placebo, order: plain)
            return judge.logOdds(with, item, in: plan) - judge.logOdds(without, item, in: plan)
        }
        let miss = abs(
            differences.reduce(0, +) / Double(differences.count) - (SimulatedJudge.biases[.bandwagon] ?? .nan))
        return Control("error of one order alone, nats", miss, mustNotReach: .atMost, 0.3)
    }

    // MARK: Looking up

    private func contrast(_ variant: String, _ report: AuditReport) -> ContrastSummary? {
        report.contrasts.first { $0.variant == variant }
    }

    private func margin(_ cue: JudgingAudit.Cue, _ report: AuditReport) -> TestedDifference? {
        contrast(cue.rawValue, report)?.margin
    }

    private func effect(_ cue: JudgingAudit.Cue, _ report: AuditReport) -> Double {
        margin(cue, report)?.estimate.value ?? .nan
    }
}

extension [Double] {
    /// NaN where one is not a number.
    fileprivate var largest: Double { contains(where: \.isNaN) ? .nan : self.max() ?? .nan }
}
