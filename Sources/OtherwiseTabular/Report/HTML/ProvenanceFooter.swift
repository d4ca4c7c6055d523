import OtherwiseCore

/// Where the result comes from: enough to make it again.
struct ProvenanceFooter: Sendable {
    /// What was asked.
    let question: Markup
    /// What is known of the data beside their digest.
    let data: Markup?
    /// What the search did.
    let effort: Markup
    /// What was assumed, in words.
    var notes: [String] = []
    /// The form of the result, and its version.
    let form: String
    let provenance: Provenance

    var markup: Markup {
        """
        <footer>
        <h2>How this was made</h2>
        <dl>
        \(entries.map(\.markup))</dl>
        <p class="quiet">Numbers are rounded for reading, those of proved values to the side that was proved. \
        The model was asked about these values; \(causes).</p>
        </footer>

        """
    }

    private struct Entry {
        let name: String
        let text: Markup

        var markup: Markup { "<div><dt>\(name)</dt><dd>\(text)</dd></div>\n" }
    }

    private var entries: [Entry] {
        [
            Entry(name: "Question", text: question),
            Entry(name: "Model", text: Markup.data(provenance.model.name) + digest(provenance.model.digest)),
            Entry(name: "Data", text: "\(data)\(digest(provenance.dataDigest))"),
            Entry(name: "Method", text: Markup.data(provenance.method)),
            Entry(name: "Settings", text: settings),
            Entry(name: "Effort", text: effort),
            notes.isEmpty ? nil : Entry(name: "Assumed", text: Markup.data(notes.joined(separator: "; "))),
            Entry(name: "Made by", text: "Otherwise \(provenance.version), \(form)"),
        ].compactMap(\.self)
    }

    private var causes: Markup {
        provenance.settings["graph"] == nil
            ? "nothing is said about what causes what"
            : "what follows from a change is read off the graph that was given, with mechanisms fitted to the data"
    }

    private func digest(_ digest: String?) -> Markup {
        digest.map { " <span class=\"digest\">SHA-256 \($0)</span>" } ?? " <span class=\"quiet\">no digest</span>"
    }

    private var settings: Markup {
        let pairs = provenance.settings.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        return "\((pairs + ["seed: \(provenance.seed)"]).joined(separator: "; "))"
    }
}

extension ProvenanceFooter {
    init(subject: ReportSubject) {
        let (explanation, count) = (subject.explanation, subject.sample.count)
        let unscored = explanation.effort.unscored.map { ", \($0) of them without a number" } ?? ""
        self.init(
            question: "row \(explanation.factual.row) (counting from 0) to \(Markup.data(explanation.goal))",
            data: count > 0 ? "\(Numerals.count(count)) rows in the pictures" : "not in the pictures",
            effort: """
                \(Numerals.count(explanation.effort.boxes)) boxes of values bounded, \
                \(Numerals.count(explanation.effort.modelRows)) rows scored\(unscored)
                """,
            notes: explanation.notes ?? [], form: explanation.schema, provenance: explanation.provenance)
    }
}
