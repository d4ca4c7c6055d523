import OtherwiseTraces

/// The sentences about what a language model says of one run, the same on the screen and on a page.
struct JudgedWords {
    static let notJudged = "the model could not be asked to the end."

    private let blame: JudgedBlame

    init(_ blame: JudgedBlame) { self.blame = blame }

    var verdict: String {
        guard let answer = blame.answer else { return "the model names no step." }
        return "step \(answer), of \(blame.trace.steps[answer].agent), says the model."
    }

    /// What the first asking that named the answer said of each step.
    var candidates: [Int: Verdict.Candidate] {
        Dictionary((first?.candidates ?? []).map { ($0.step, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private var first: Verdict? { blame.verdicts.first { $0.step == blame.answer } }

    /// How often a step was named.
    func share(of step: Int) -> String {
        guard let entry = blame.ranking.first(where: { $0.step == step }) else { return "–" }
        guard let interval = entry.interval else { return "yes" }
        return "\(entry.share.percent) (\(interval.lowerBound.percent) to \(interval.upperBound.percent))"
    }

    var notes: [String] {
        var notes: [String] = []
        if let reason = first?.reason, !reason.isEmpty { notes.append("Reason: \(reason.cut(to: 300))") }
        if first?.isDecisive == false {
            notes.append("The model predicts that no single step would have saved the run.")
        }
        if first?.namesOtherAgent == true {
            notes.append("The model named another agent than the one whose step it named; the step counts.")
        }
        let unusable = blame.verdicts.count { $0.reading == .unusable }
        if unusable > 0 { notes.append("Answers that could not be used: \(unusable) of \(blame.verdicts.count).") }
        let fallen = blame.verdicts.count { $0.reading == .fellBack }
        if fallen > 0 { notes.append("Asked all at once instead: \(fallen) of \(blame.verdicts.count).") }
        if let label = blame.trace.label {
            let agrees = label.step == blame.answer
            notes.append("People blame step \(label.step), of \(label.agent)\(agrees ? ", too" : "").")
        }
        return notes + blame.trace.notes
    }
}

extension Verdict.Candidate {
    /// Whether the run would have succeeded, says the model.
    var outcome: String {
        (succeeds ? "yes" : "no") + (probability.map { " (\($0.percent))" } ?? "")
    }
}
