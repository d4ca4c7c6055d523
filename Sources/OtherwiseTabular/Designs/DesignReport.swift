import OtherwiseCore
import OtherwiseSearch

/// Chosen designs as a page to read, print and file: the trade-offs, and what each design changes.
public enum DesignReport {
    /// One HTML file that holds all it needs: no scripts, no network, the same bytes for the same input.
    public static func html(_ choice: DesignChoice) -> String {
        Page(title: choice.headline, rules: rules, body: body(choice)).markup.html
    }

    private static func body(_ choice: DesignChoice) -> Markup {
        """
        <main>
        <header>
        <p class="kicker"><b>What it would take</b> <span>\(Markup.data(choice.provenance.model.name))</span></p>
        <h1>\(count(choice.designs.count)) every limit.</h1>
        <p class="lede">Wanted: \(Markup.data(choice.targets.joined(separator: "; "))). Chosen from \
        \(Numerals.count(choice.found)) designs that were found and keep the limits; nothing is proved.</p>
        \(choice.messages.map { "<p class=\"lede\">Note: \($0).</p>\n" as Markup })</header>
        <section aria-labelledby="front">
        <h2 id="front">What is traded for what</h2>
        <p class="legend"><span><span class="would">●</span> chosen, by its number below</span> \
        <span><i class="dot"></i> on the front of all objectives</span> <span>line: nothing found is better in both</span></p>
        <div class="pictures">\(pairs(choice).map { FrontPicture(choice, x: $0, y: $1).markup })</div>
        </section>
        <section aria-labelledby="designs">
        <h2 id="designs">The designs side by side</h2>
        \(choice.diversity?.sentence)\(DesignsTable(choice).markup)</section>
        </main>
        \(footer(choice))
        """
    }

    private static func count(_ designs: Int) -> String {
        designs == 0 ? "No design keeps" : designs == 1 ? "1 design keeps" : "\(designs) designs keep"
    }

    /// Distance against every aim, aims against one another; distance against sparsity where there is no aim.
    private static func pairs(_ choice: DesignChoice) -> [(Int, Int)] {
        let aims = choice.objectives.count - DesignChoice.terms
        guard aims > 0 else { return [(0, 1)] }
        return (0..<aims).map { (aims, $0) } + (0..<aims).flatMap { one in (one + 1..<aims).map { (one, $0) } }
    }

    private static func footer(_ choice: DesignChoice) -> Markup {
        let progress = choice.progress
        return ProvenanceFooter(
            question: Markup.data(choice.targets.joined(separator: "; ")), data: nil,
            effort: """
                \(Numerals.count(progress.evaluated)) designs evaluated in \(progress.generation) generations, \
                \(progress.failed) of them failed
                """,
            form: choice.schema, provenance: choice.provenance
        ).markup
    }

    private static let rules: Markup = """
        .pictures { grid-template-columns: repeat(auto-fill, minmax(min(26rem, 100%), 1fr)); }
        i.dot { border-radius: 50%; width: 0.6em; height: 0.6em; background: var(--in); }
        circle.front { fill: var(--in); stroke: none; }
        path.front { fill: none; stroke: var(--edge); stroke-width: 1.5; }

        """
}
