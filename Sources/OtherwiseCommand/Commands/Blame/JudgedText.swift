import OtherwiseTabular
import OtherwiseTraces

/// What a language model says of one run, for people.
struct JudgedText {
    private let blame: JudgedBlame
    private let style: TextStyle

    init(_ blame: JudgedBlame, style: TextStyle) {
        self.blame = blame
        self.style = style
    }

    var text: String {
        let lines = [style.bold(head), ""] + table + notes
        return lines.map { $0 + "\n" }.joined()
    }

    private var first: Verdict? { blame.verdicts.first { $0.step == blame.answer } }

    private var head: String {
        let name = "Trace \(blame.trace.id)"
        guard let answer = blame.answer else { return "\(name): the model names no step." }
        return "\(name): step \(answer), of \(blame.trace.steps[answer].agent), says the model."
    }

    private var table: [String] {
        let candidates = Dictionary(
            (first?.candidates ?? []).map { ($0.step, $0) }, uniquingKeysWith: { first, _ in first })
        let named = blame.ranking.map(\.step)
        let steps = named + candidates.keys.filter { !named.contains($0) }.sorted()
        guard !steps.isEmpty else { return [] }
        let rows = steps.map { step in
            let agent = blame.trace.steps[step].agent.cut(to: 24), candidate = candidates[step]
            return ["\(step)", agent, share(step), candidate?.outcome ?? "", (candidate?.correction ?? "").cut(to: 60)]
        }
        let header = ["step", "agent", "named", "success if right", "correction"]
        return AlignedColumns([header] + rows).lines(indent: 2, headed: style)
    }

    private func share(_ step: Int) -> String {
        guard let entry = blame.ranking.first(where: { $0.step == step }) else { return "–" }
        guard let interval = entry.interval else { return "yes" }
        return "\(entry.share.percent) (\(interval.lowerBound.percent) to \(interval.upperBound.percent))"
    }

    private var notes: [String] {
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
        return notes.isEmpty ? [] : [""] + notes
    }
}

extension Verdict.Candidate {
    fileprivate var outcome: String {
        (succeeds ? "yes" : "no") + (probability.map { " (\($0.percent))" } ?? "")
    }
}

/// How often a model's answers agree with what people say, and answers that read nothing beside it.
struct AgreementText {
    private let blames: [JudgedBlame]

    init(_ blames: [JudgedBlame]) { self.blames = blames }

    /// Empty where nobody has said who was to blame.
    var text: String {
        let traces = blames.map(\.trace), score = BlameScore(blames.map(\.scored), of: traces)
        guard score.count > 1 else { return "" }
        let labelled = traces.filter { $0.label != nil }
        let random = labelled.reduce(0) { $0 + 1 / Double($1.steps.count) } / Double(score.count)
        let always = Double(labelled.count { $0.label?.step == 1 }) / Double(score.count)
        return """

            Agreement with people over \(score.count) labelled runs: step \(score.stepAccuracy.percent), agent \
            \(score.agentAccuracy.percent). Answers that read nothing: always step 1 \(always.percent), a step at \
            random \(random.percent).

            """
    }
}
