import OtherwiseCore
import OtherwiseTabular
import OtherwiseText

/// The smallest edits of prompts as a page: both prompts side by side, and what every single edit does.
struct FlipPage {
    private let flips: [Flip]

    init(_ flips: [Flip]) { self.flips = flips }

    var html: String { Page(title: title, rules: "\(PairMarkup.rules)\(Self.rules)", body: body).markup.html }

    private var title: String { flips.count == 1 ? flips[0].item : "\(flips.count) questions" }

    private var body: Markup {
        """
        <main>
        <header>
        <p class="kicker"><b>The smallest edit that changes the answer</b> <span>\(flips.first?.provenance.model.name ?? "")</span></p>
        <h1>\(title)</h1>
        </header>
        \(flips.map(section))</main>

        """
    }

    private func section(_ flip: Flip) -> Markup {
        let words = FlipWords(flip)
        return """
            <section>
            <h2>\(flip.item): \(words.verdict)</h2>
            \(flip.edits.map { "<p class=\"edit\"><b>\($0.description)</b></p>\n" as Markup })\
            \(prompts(flip))
            \((words.proof + [words.noise]).map { "<p>\($0)</p>\n" as Markup })\
            \(singles(flip))<p class="quiet">\(words.effort)</p>
            </section>

            """
    }

    private func prompts(_ flip: Flip) -> Markup {
        let (before, after) = DifferingTexts(flip.factual.prompt, flip.counterfactual?.prompt ?? flip.factual.prompt)
            .markups
        let edited = flip.counterfactual.map { side("edited", after, $0) }
        return "<div class=\"sides\">\(side("as it stands", before, flip.factual))\(edited)</div>"
    }

    private func side(_ name: String, _ prompt: Markup, _ answer: Flip.Answer) -> Markup {
        """
        <div><h3>\(name)</h3><div class="said">\(prompt)</div>\
        \(answer.text.map { "<p>Wrote: \($0)</p>" as Markup })<p>Answer: <b>\(answer.option ?? "none")</b></p></div>
        """
    }

    private func singles(_ flip: Flip) -> Markup? {
        guard !flip.singles.isEmpty else { return nil }
        let sorted = flip.singles.sorted { ($0.isFlip ? 0 : 1, $0.lead) < ($1.isFlip ? 0 : 1, $1.lead) }
        let widest = flip.singles.compactMap(\.answer.lead).map(abs).max() ?? 0
        let head: Markup? = widest > 0 ? "<th>lead of \(flip.factual.option ?? ""), nats</th>" : nil
        return """
            <details open><summary>Every single edit</summary>
            <div class="scroll"><table class="figures"><thead><tr><th>edit</th><th>answer</th>\(head)</tr></thead>
            <tbody>\(sorted.map { line($0, widest) })</tbody></table></div></details>

            """
    }

    private func line(_ trial: Flip.Trial, _ widest: Double) -> Markup {
        """
        <tr\(trial.isFlip ? " class=\"flips\"" : nil)><td>\(trial.edit.description)</td>\
        <td>\(trial.answer.option ?? "none")</td>\(trial.answer.lead.map { lead($0, widest) })</tr>

        """
    }

    /// A bar from the middle: to the right as far as the answer stays, to the left as far as it has changed.
    private func lead(_ lead: Double, _ widest: Double) -> Markup {
        let width = widest > 0 ? 50 * abs(lead) / widest : 0
        return """
            <td class="lead"><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">\
            <path class="axis" d="M50 0V10"/><rect class="bar" x="\(lead < 0 ? 50 - width : 50)" width="\(width)" \
            height="10"/></svg> \(AuditNumbers.plain(lead))</td>
            """
    }

    private static let rules: Markup = """
        .edit { font-size: 1.05rem; }
        .figures tr.flips { background: var(--band); }
        .figures tr.flips rect.bar { fill: var(--then); }
        .figures td:first-child { white-space: normal; }
        .lead svg { display: inline-block; width: 12rem; height: 0.7rem; vertical-align: middle; }
        .lead path.axis { stroke: var(--ink); }

        """
}
