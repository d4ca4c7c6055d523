import OtherwiseTabular
import OtherwiseTraces

/// What a language model says of one run, for people.
struct JudgedText {
    private let blame: JudgedBlame
    private let words: JudgedWords
    private let style: TextStyle

    init(_ blame: JudgedBlame, style: TextStyle) {
        self.blame = blame
        words = JudgedWords(blame)
        self.style = style
    }

    var text: String {
        let notes = words.notes.isEmpty ? [] : [""] + words.notes
        let lines = [style.bold("Trace \(blame.trace.id): \(words.verdict)"), ""] + table + notes
        return lines.map { $0 + "\n" }.joined()
    }

    private var table: [String] {
        let candidates = words.candidates
        let named = blame.ranking.map(\.step)
        let steps = named + candidates.keys.filter { !named.contains($0) }.sorted()
        guard !steps.isEmpty else { return [] }
        let rows = steps.map { step in
            let agent = blame.trace.steps[step].agent.cut(to: 24), candidate = candidates[step]
            return [
                "\(step)", agent, words.share(of: step), candidate?.outcome ?? "",
                (candidate?.correction ?? "").cut(to: 60),
            ]
        }
        let header = ["step", "agent", "named", "success if right", "correction"]
        return AlignedColumns([header] + rows).lines(indent: 2, headed: style)
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
