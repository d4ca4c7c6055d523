import OtherwiseModels
import OtherwiseNumerics
import OtherwiseTabular
import OtherwiseTraces

/// One run on a page: the verdict, its steps, what else there is to say.
struct RunSection {
    private let trace: Trace
    private let verdict: String
    private let decisive: Int?
    /// What stands between an agent and what it said: the heads, and for each step the cells.
    private let heads: [String]
    private let cells: [[Markup]]
    private let notes: [String]

    var name: String { "Trace \(trace.id)" }

    var markup: Markup {
        """
        <section>
        <h2>\(name): \(verdict)</h2>
        \(task)<table class="steps">
        <thead><tr><th class="number">step</th><th class="agent">agent</th>\
        \(heads.map { "<th class=\"share\">\($0)</th>" as Markup })<th>what it said</th></tr></thead>
        <tbody>
        \(trace.steps.indices.map(line))</tbody></table>
        \(notes.map { "<p>\($0)</p>\n" as Markup })</section>

        """
    }

    private var task: Markup? {
        guard !trace.task.isEmpty else { return nil }
        return "<details class=\"task\"><summary>The task</summary>\(trace.task)</details>\n"
    }

    private func line(_ step: Int) -> Markup {
        let isBlamed = trace.label?.step == step
        let blamed: Markup? = isBlamed ? "<br><span class=\"quiet\">blamed by people</span>" : nil
        return """
            <tr\(step == decisive ? " class=\"decisive\"" : nil)><td class="number">\(step)</td>\
            <td class="agent">\(trace.steps[step].agent)\(blamed)</td>\
            \(cells[step].map { "<td class=\"share\">\($0)</td>" as Markup })\
            <td>\(Self.content(trace.steps[step].content))</td></tr>

            """
    }

    /// A short text as it is; a long one behind its beginning.
    private static func content(_ text: String) -> Markup {
        guard text.count > 90 || text.contains(where: \.isNewline) else { return "\(text)" }
        let lines = text.split(whereSeparator: \.isNewline).map { "\(String($0))\n" as Markup }
        return "<details><summary>\(String(text.prefix(200)))</summary><pre>\(lines)</pre></details>"
    }

    /// A share in words and as a bar, and its interval as a line.
    private static func share(_ words: String, _ share: Double, _ interval: ClosedRange<Double>?) -> Markup {
        let reach = interval.map { interval -> Markup in
            "<path class=\"axis\" d=\"M\(100 * interval.lowerBound) 5H\(100 * interval.upperBound)\"/>"
        }
        return """
            \(words)<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">\
            <rect class="bar" width="\(100 * share)" height="10"/>\(reach)</svg>
            """
    }
}

extension RunSection {
    init(_ run: ReplayedRun) {
        switch run {
        case .blamed(let blame): self.init(blame)
        case .notReproduced(let trace, let success, let runs):
            self.init(trace, BlameWords.notReproduced(success, runs), trace.notes)
        case .failed(let trace, let error): self.init(trace, BlameWords.notRun, ["\(error)"])
        }
    }

    /// A run of which nothing is known but why.
    private init(_ trace: Trace, _ verdict: String, _ notes: [String]) {
        self.init(
            trace: trace, verdict: verdict, decisive: nil, heads: [], cells: trace.steps.map { _ in [] },
            notes: notes)
    }

    private init(_ blame: Blame) {
        let words = BlameWords(blame)
        (trace, verdict, decisive, notes) = (blame.trace, words.verdict, blame.attribution.decisive, words.notes)
        heads =
            ["success if right"] + (blame.attribution.effects.isEmpty ? [] : ["effect"])
            + (blame.contributions == nil ? [] : ["contribution"])
        cells = blame.trace.steps.indices.map { step in
            let share = Self.share(
                words.success(of: step), blame.attribution.success[step], blame.interval(of: step))
            return [share] + (words.effect(of: step).map { ["\($0)"] } ?? [])
                + (blame.contributions.map { ["\($0.values[step].percent)"] } ?? [])
        }
    }

    init(_ run: JudgedRun) {
        switch run {
        case .judged(let blame): self.init(blame)
        case .failed(let trace, _, let error): self.init(trace, JudgedWords.notJudged, ["\(error)"])
        }
    }

    private init(_ blame: JudgedBlame) {
        let words = JudgedWords(blame), candidates = words.candidates
        (trace, verdict, decisive, notes) = (blame.trace, words.verdict, blame.answer, words.notes)
        heads = ["named", "success if right", "correction"]
        cells = blame.trace.steps.indices.map { step in
            let entry = blame.ranking.first { $0.step == step }, candidate = candidates[step]
            let named = entry.map { Self.share(words.share(of: step), $0.share, $0.interval) } ?? "–"
            return [named, "\(candidate?.outcome ?? "")", "\(candidate?.correction ?? "")"]
        }
    }
}
