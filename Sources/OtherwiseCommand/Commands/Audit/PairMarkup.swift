import OtherwiseAudits
import OtherwiseTabular

/// An item beside its counterfactual, with the words that differ set off.
struct PairMarkup {
    private let pair: PairRecord

    init(_ pair: PairRecord) { self.pair = pair }

    static let rules: Markup = """
        .figures th { color: var(--quiet); font-size: 0.8rem; }
        .figures th, .figures td { padding: 0.32rem 1rem 0.32rem 0; border-bottom: 1px solid var(--line);
          vertical-align: top; white-space: nowrap; }
        .figures td:first-child { font-weight: 600; }
        .effects { max-width: 46rem; margin-top: 0.8rem; }
        .pair { border-bottom: 1px solid var(--line); padding: 0.3rem 0; }
        .pair summary { cursor: pointer; overflow-wrap: anywhere; }
        .pair .flag { color: var(--then); font-weight: 650; }
        .sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 1rem 2rem;
          margin: 0.6rem 0 0.9rem; }
        .sides .said { font: 0.85rem/1.45 ui-monospace, "Liberation Mono", monospace; overflow-wrap: anywhere;
          padding: 0.6rem 0.8rem; border: 1px solid var(--line); border-radius: 5px; }
        .sides mark { background: var(--band); color: inherit; border-radius: 2px; }
        .sides p { margin-top: 0.35rem; font-size: 0.9rem; }

        """

    var markup: Markup {
        let (factual, counterfactual) = DifferingTexts(pair.factual.prompt, pair.counterfactual.prompt).markups
        return """
            <details class="pair"><summary>\(pair.item)\(pair.order > 0 ? ", order \(pair.order + 1)" : ""): \
            \(pair.factual.answer ?? "no answer")\(outcome)</summary>
            <div class="sides">\(side(pair.factual, factual))\(side(pair.counterfactual, counterfactual))</div></details>

            """
    }

    private var outcome: Markup {
        pair.flips
            ? " <span class=\"flag\">→ \(pair.counterfactual.answer ?? "no answer")</span>"
            : " <span class=\"quiet\">stays</span>"
    }

    private func side(_ side: PairRecord.Side, _ prompt: Markup) -> Markup {
        """
        <div><h3>\(side.variant)</h3><div class="said">\(prompt)</div>
        \(side.text.map { "<p>Wrote: \($0)</p>" as Markup })<p>\(Markup(verdict: side))</p>\(scores(side))</div>
        """
    }

    private func scores(_ side: PairRecord.Side) -> Markup? {
        guard let scores = side.scores else { return nil }
        let lines = zip(pair.options, scores).map { "\($0): \(AuditNumbers.plain($1))" }
        return "<p class=\"quiet\">log p, nats: \(lines.joined(separator: "; "))</p>"
    }
}

extension Markup {
    fileprivate init(verdict side: PairRecord.Side) {
        let answer = side.answer ?? "no answer that can be read"
        self =
            switch side.isRight {
            case true?: "Answer: <b>\(answer)</b>, right"
            case false?: "Answer: <b>\(answer)</b>, not right"
            case nil: "Answer: <b>\(answer)</b>"
            }
    }
}
