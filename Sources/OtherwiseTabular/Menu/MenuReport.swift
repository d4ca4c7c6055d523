import OtherwiseCore

/// A menu as a page to read, print and file.
public enum MenuReport {
    /// One HTML file that holds all it needs: no scripts, no network, the same bytes for the same input.
    ///
    /// - Parameter title: What the page is filed under, such as the number of an application.
    public static func html(_ menu: Menu, title: String? = nil) -> String {
        Page(title: title ?? "Row \(menu.factual.row): \(menu.summary)", rules: rules, body: body(menu, title))
            .markup.html
    }

    private static func body(_ menu: Menu, _ title: String?) -> Markup {
        """
        <main>
        <header>
        <p class="kicker"><b>\(title ?? "What can be done")</b> <span>row \(menu.factual.row) (counting from 0)</span> \
        <span>\(Markup.data(menu.provenance.model.fileName))</span></p>
        <h1>\(headline(menu))</h1>
        <p class="lede">The model now says <span class="was">\(Markup.data(menu.factual.outcome.description))</span>. \
        \(menu.isReached ? nil : "\(menu.summary).")</p>
        </header>
        \(menu.isReached ? nil : MenuPicture(menu).markup)</main>
        \(footer(menu))
        """
    }

    private static func headline(_ menu: Menu) -> Markup {
        if menu.isReached {
            return "Is <b class=\"would\">\(Markup.data(menu.goal))</b> already: nothing has to change."
        }
        let goal: Markup = "<b class=\"would\">\(Markup.data(menu.goal))</b>"
        let limit = menu.size == 1 ? "one feature" : "at most \(menu.size) features"
        switch menu.ways.count {
        case 0 where menu.status == .infeasible && menu.limitOfPlausibility != nil:
            return "No change of \(limit) that is as ordinary as was asked makes it \(goal)."
        case 0 where menu.status == .infeasible: return "No change of \(limit) makes it \(goal)."
        case 0: return "No way to \(goal) that changes \(limit) was found before the search had to end."
        case 1: return "One way leads to \(goal) by changing \(limit)."
        default: return "\(menu.ways.count) ways lead to \(goal) by changing \(limit)."
        }
    }

    private static func footer(_ menu: Menu) -> Markup {
        let effort = menu.effort
        return ProvenanceFooter(
            question: "row \(menu.factual.row) (counting from 0) to \(Markup.data(menu.goal))", data: nil,
            effort: """
                \(Numerals.count(effort.searches)) searches, \(Numerals.count(effort.boxes)) boxes of values bounded, \
                \(Numerals.count(effort.modelRows)) rows scored\(effort.withoutNumber)
                """,
            notes: menu.notes ?? [], form: menu.schema, provenance: menu.provenance
        ).markup
    }

    private static let rules: Markup = """
        .wide { overflow-x: auto; margin-top: 1rem; }
        .menu { width: auto; min-width: 100%; }
        .menu thead th { vertical-align: bottom; padding: 0 0.3rem 0.5rem; color: var(--quiet); font-size: 0.8rem; }
        .menu thead .tall { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap;
          padding: 0.5rem 0.2rem 0; line-height: 1; }
        .menu td, .menu tbody th { padding: 0.22rem 0.3rem; border-bottom: 1px solid var(--line); }
        .menu .sign { width: 1.5rem; min-width: 1.5rem; text-align: center; color: var(--line); }
        .menu .way .on { color: var(--then); }
        .menu .impossible .on { color: var(--quiet); }
        .menu .open .on { color: var(--partly); font-weight: 650; }
        .menu .group th { padding-top: 1.2rem; font-weight: 650; }
        .menu .bar { width: 6rem; min-width: 4rem; }
        .menu .bar svg { height: 0.7rem; }
        .menu .bar rect { fill: var(--in); }
        .menu .cost { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .menu .said { padding-left: 0.8rem; min-width: 14rem; }
        .menu .mark { color: var(--quiet); white-space: nowrap; }
        .menu .mark.proved { color: var(--proved); }

        """
}

extension ModelIdentity {
    /// The model's name without the folders before it.
    var fileName: String { name.split(separator: "/").last.map(String.init) ?? name }
}
