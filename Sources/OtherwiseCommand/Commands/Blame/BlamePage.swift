import OtherwiseTabular
import OtherwiseTraces

/// The blame of runs as a page: each run step by step.
struct BlamePage {
    private let method: String
    private let sections: [RunSection]

    /// Runs that were run again, with what a right step would have made of them.
    init(_ replayed: [ReplayedRun]) {
        let runs = replayed.lazy.compactMap(\.blame).first?.runs ?? 1
        method = "each step done right in turn, and the rest run again\(runs == 1 ? "" : ", \(runs) times")"
        sections = replayed.map(RunSection.init)
    }

    /// Runs that a language model was asked about.
    init(_ runs: [JudgedRun], model: String) {
        method = "says \(model)"
        sections = runs.map(RunSection.init)
    }

    var html: String { Page(title: title, rules: Self.rules, body: body).markup.html }

    private var title: String { sections.count == 1 ? sections[0].name : "\(sections.count) failed runs" }

    private var body: Markup {
        """
        <main>
        <header>
        <p class="kicker"><b>Which step decided it</b> <span>\(method)</span></p>
        <h1>\(title)</h1>
        </header>
        \(sections.map(\.markup))</main>

        """
    }

    private static let rules: Markup = """
        .task { max-width: 46em; color: var(--quiet); white-space: pre-wrap; }
        .steps { width: 100%; margin-top: 1rem; border-collapse: collapse; table-layout: fixed; }
        .steps th, .steps td { padding: 0.45rem 0.9rem 0.45rem 0; border-bottom: 1px solid var(--line);
          text-align: left; vertical-align: top; font-weight: 400; }
        .steps thead th { color: var(--quiet); font-size: 0.8rem; }
        .steps .number { width: 3.2rem; }
        .steps .agent { width: 10rem; overflow-wrap: anywhere; }
        .steps .share { width: 13rem; }
        .steps svg { display: block; width: 100%; height: 0.7rem; margin-top: 0.25rem; }
        .steps summary { cursor: pointer; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        .steps details[open] summary { color: var(--quiet); }
        .steps pre { max-height: 24rem; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; }
        .steps tr.decisive { background: var(--band); }
        .steps tr.decisive .number { font-weight: 650; box-shadow: inset 3px 0 var(--then); padding-left: 0.5rem; }
        .steps tr.decisive rect.bar { fill: var(--then); }
        .steps path.axis { stroke: var(--ink); }
        .steps .number { padding-left: 0.5rem; }
        @media (max-width: 46rem) { .steps .agent { width: 6rem; } .steps .share { width: 7rem; } }

        """
}
