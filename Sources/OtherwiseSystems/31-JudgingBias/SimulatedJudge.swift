import Foundation
import OtherwiseAudits
import OtherwiseNumerics

/// A judge whose biases are known: its log-odds for the better answer are the gap in quality, plus what the place of
/// the answer adds, plus what the cue adds, plus noise that is fixed for each prompt.
struct SimulatedJudge: Respondent {
    /// What cues for the worse answer add to the log-odds of the better one.
    static let biases: [JudgingAudit.Cue: Double] = [
        .bandwagon: -1.5, .authority: -0.7, .distraction: 0, .reflection: -0.4, .absentLetter: 0,
        // A warning that halves the cue.
        .warnedBandwagon: -0.75,
    ]
    /// What the last place adds to the log-odds of the answer that stands there.
    static let lastPlace = 0.6
    /// The deviation of what each prompt adds, in nats. The specification leaves it open: it is the largest tenth at which
    /// three standard errors of every robust rate of 3,000 items stay within the point that is asked of them (0.75 points;
    /// 1.06 at 0.2, 1.65 at 0.5).
    static let noise = 0.1

    private let generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed ^ 0x31) }

    /// Pairs whose gaps are drawn from N(1, 1.5²); the better answer comes first.
    static func items(_ count: Int, seed: UInt64) -> [AuditItem] {
        var generator = SeededGenerator(seed: seed)
        return generator.normals(count).enumerated().map { number, draw in
            AuditItem(
                id: "\(number)", fields: ["question": "Question \(number)", "gap": "\(1 + 1.5 * draw)"],
                options: ["better", "worse"], right: 0)
        }
    }

    func outcomes(of trials: [Trial], _ item: AuditItem, in plan: TrialPlan) -> [TrialOutcome] {
        trials.map { trial in
            let logOdds = logOdds(trial, item, in: plan)
            // The scores of two options whose log-odds these are.
            let scores = [-log1p(exp(-logOdds)), -log1p(exp(logOdds))]
            let chosen = logOdds > 0 ? 0 : 1
            return TrialOutcome(
                prompt: "", scores: scores, chosen: chosen, place: trial.order == 0 ? chosen : 1 - chosen)
        }
    }

    func logOdds(_ trial: Trial, _ item: AuditItem, in plan: TrialPlan) -> Double {
        let gap = item.fields["gap"].flatMap(Double.init) ?? 0
        let place = trial.order == 0 ? -Self.lastPlace : Self.lastPlace
        let cue = JudgingAudit.Cue(rawValue: trial.variant).flatMap { Self.biases[$0] } ?? 0
        // A judge without temperature: what is asked again is answered alike.
        let variant = plan.audit.variants.firstIndex { $0.name == trial.variant } ?? 0
        var stream = generator.split(Int(item.id) ?? 0).split(2 * variant + trial.order)
        return gap + place + cue + Self.noise * stream.normals(1)[0]
    }
}

extension SimulatedJudge {
    /// The share of items whose verdict over both orders stays under a cue, from the gaps and the biases.
    ///
    /// Both verdicts are signs of `gap + bias + N(0, noise² / 2)`, independent given the gap; places cancel.
    static func robustRate(of items: [AuditItem], bias: Double) -> Double {
        let deviation = noise / 2.0.squareRoot()
        let rates = items.map { item in
            let gap = item.fields["gap"].flatMap(Double.init) ?? 0
            let (before, after) = (share(gap / deviation), share((gap + bias) / deviation))
            return before * after + (1 - before) * (1 - after)
        }
        return rates.reduce(0, +) / Double(rates.count)
    }

    /// The share of the standard normal distribution below.
    private static func share(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }
}
