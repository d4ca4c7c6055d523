import OtherwiseNumerics
import OtherwiseTabular
import OtherwiseTraces

/// The blame of one run, for people: every step with how likely success would have been, had it alone been right.
struct BlameText {
    private let blame: Blame
    private let words: BlameWords
    private let style: TextStyle

    init(_ blame: Blame, style: TextStyle) {
        self.blame = blame
        words = BlameWords(blame)
        self.style = style
    }

    var text: String {
        let notes = words.notes.isEmpty ? [] : [""] + words.notes
        let lines = AlignedColumns(header + steps).lines(indent: 2, headed: style) + notes
        return ([style.bold("Trace \(blame.trace.id): \(words.verdict)"), ""] + lines).map { $0 + "\n" }.joined()
    }

    private var header: [[String]] {
        let effect = blame.attribution.effects.isEmpty ? [] : ["effect"]
        return [
            ["step", "agent", "success if right", ""] + effect + (blame.contributions == nil ? [] : ["contribution"])
                + ["content"]
        ]
    }

    private var steps: [[String]] {
        blame.trace.steps.indices.map { step in
            let success = blame.attribution.success[step]
            let bar = String(repeating: "█", count: Int((success * 10).rounded()))
            return ["\(step)", blame.trace.steps[step].agent.cut(to: 24), words.success(of: step), bar]
                + (words.effect(of: step).map { [$0] } ?? [])
                + (blame.contributions.map { [$0.values[step].percent] } ?? [])
                + [blame.trace.steps[step].content.cut(to: 48)]
        }
    }
}

/// What came of running one trace again, for people.
struct ReplayedText {
    private let run: ReplayedRun
    private let style: TextStyle

    init(_ run: ReplayedRun, _ style: TextStyle) { (self.run, self.style) = (run, style) }

    var text: String {
        switch run {
        case .blamed(let blame): BlameText(blame, style: style).text
        case .notReproduced(let trace, let success, let runs):
            ([style.bold("Trace \(trace.id): \(BlameWords.notReproduced(success, runs))")] + trace.notes)
                .map { $0 + "\n" }.joined()
        case .failed(let trace, let error): style.bold("Trace \(trace.id): \(BlameWords.notRun)") + "\n\n\(error)\n"
        }
    }
}

extension String {
    func cut(to limit: Int) -> String {
        let line = split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count > limit ? line.prefix(limit - 1) + "…" : line
    }
}
