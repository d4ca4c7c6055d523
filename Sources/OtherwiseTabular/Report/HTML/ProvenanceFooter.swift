import OtherwiseCore

/// Where the result comes from: enough to make it again.
struct ProvenanceFooter: Sendable {
    let subject: ReportSubject

    var markup: Markup {
        """
        <footer>
        <h2>How this was made</h2>
        <dl>
        \(entries.map(\.markup))</dl>
        <p class="quiet">Numbers are rounded for reading, those of proved values to the side that was proved. \
        The model was asked about these values; nothing is said about what causes what.</p>
        </footer>

        """
    }

    private struct Entry {
        let name: String
        let text: Markup

        var markup: Markup { "<div><dt>\(name)</dt><dd>\(text)</dd></div>\n" }
    }

    private var entries: [Entry] {
        let provenance = subject.explanation.provenance
        return [
            Entry(name: "Question", text: question),
            Entry(name: "Model", text: Markup.data(provenance.model.name) + digest(provenance.model.digest)),
            Entry(name: "Data", text: data),
            Entry(name: "Method", text: Markup.data(provenance.method)),
            Entry(name: "Settings", text: settings(provenance)),
            Entry(name: "Effort", text: effort),
            Entry(name: "Made by", text: "Otherwise \(provenance.version), \(subject.explanation.schema)"),
        ]
    }

    private var question: Markup {
        "row \(subject.explanation.factual.row) (counting from 0) to \(Markup.data(subject.explanation.goal))"
    }

    private var effort: Markup {
        let effort = subject.explanation.effort
        return """
            \(Numerals.count(effort.boxes)) boxes of values bounded, \(Numerals.count(effort.modelRows)) rows scored
            """
    }

    private var data: Markup {
        let count = subject.sample.count
        let rows: Markup = count > 0 ? "\(Numerals.count(count)) rows in the pictures" : "not in the pictures"
        return rows + digest(subject.explanation.provenance.dataDigest)
    }

    private func digest(_ digest: String?) -> Markup {
        digest.map { " <span class=\"digest\">SHA-256 \($0)</span>" } ?? " <span class=\"quiet\">no digest</span>"
    }

    private func settings(_ provenance: Provenance) -> Markup {
        let pairs = provenance.settings.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        return "\((pairs + ["seed: \(provenance.seed)"]).joined(separator: "; "))"
    }
}
