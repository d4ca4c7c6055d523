import OtherwiseTabular
import OtherwiseText

/// The smallest edit of a prompt, for people.
struct FlipText {
    private let flip: Flip
    private let words: FlipWords
    private let style: TextStyle

    /// The most single edits that are listed.
    private static let most = 20

    init(_ flip: Flip, style: TextStyle) {
        (self.flip, self.style) = (flip, style)
        words = FlipWords(flip)
    }

    var text: String {
        var lines = [style.bold("\(flip.item): \(words.verdict)"), ""]
        lines += flip.edits.map { "  \($0.description)" }
        if !flip.edits.isEmpty { lines.append("") }
        lines += told + singles + words.proof + [words.noise, words.effort]
        return lines.map { $0 + "\n" }.joined()
    }

    private var told: [String] {
        let prompts = [("as it stands", flip.factual)] + (flip.counterfactual.map { [("edited", $0)] } ?? [])
        return prompts.flatMap { name, answer in
            let text = answer.prompt.split(separator: "\n").map { "    \($0)" }
            let wrote = answer.text.map { ["    → \($0.cut(to: 70))"] } ?? []
            return ["  \(style.faint(name))"] + text + wrote + [""]
        }
    }

    /// Those that change the answer first, then those that come nearest to it.
    private var singles: [String] {
        guard !flip.singles.isEmpty else { return [] }
        let sorted = flip.singles.filter(\.isFlip) + flip.singles.filter { !$0.isFlip }.sorted { $0.lead < $1.lead }
        let shown = sorted.prefix(Self.most), hasLeads = shown.contains { $0.answer.lead != nil }
        let header =
            ["single edit", "answer"]
            + (hasLeads ? ["lead of '\((flip.factual.option ?? "").cut(to: 12))' (nats)"] : [])
        let rows = shown.map { trial in
            [
                trial.edit.description.cut(to: 50),
                (trial.answer.option ?? "none").cut(to: 20),
            ]
                + (hasLeads ? [trial.answer.lead.map(AuditNumbers.plain) ?? "–"] : [])
        }
        let left = sorted.count - shown.count
        return AlignedColumns([header] + rows).lines(indent: 2, headed: style)
            + (left > 0 ? ["  … and \(left.grouped) more"] : []) + [""]
    }
}

extension Flip.Trial {
    /// The less, the nearer to another answer.
    var lead: Double { answer.lead ?? .infinity }
}
