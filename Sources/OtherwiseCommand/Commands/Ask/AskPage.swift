import OtherwiseCausal
import OtherwiseCore
import OtherwiseEstimation
import OtherwiseTabular

/// An answer as a page: the graph with what is set marked, the answer, what it rests on.
struct AskPage {
    private let title: String
    private let kicker: String
    private let lede: String
    private let graph: GraphPicture
    private let tables: [Rows]
    private let notes: [(title: String, texts: [String])]
    private var sensitivity: String?

    /// More nodes than a person can read are not drawn.
    private static let nodeLimit = 120

    var html: String { Page(title: title, rules: Self.rules, body: body).markup.html }

    private var body: Markup {
        """
        <main>
        <header>
        <p class="kicker"><b>What would have been otherwise</b> <span>\(kicker)</span></p>
        <h1>\(title)</h1>
        <p class="lede">\(lede)</p>
        </header>
        \(picture)\(tables.map(\.markup))\(notes.filter { !$0.texts.isEmpty }.map(Self.section))\(contour)</main>

        """
    }

    private var picture: Markup? {
        guard graph.graph.nodes.count <= Self.nodeLimit else { return nil }
        return """
            <section><h2>The graph</h2>
            <figure class="graph">\(Markup(stringLiteral: graph.svg))
            <figcaption>Orange: set by the question, so that its own causes (faded) say nothing. Blue: what is asked \
            about. Grey: known or held. Dashed: hidden causes.</figcaption></figure></section>

            """
    }

    private var contour: Markup? {
        sensitivity.map {
            """
            <section><h2>What a hidden cause would do</h2><figure class="graph">\(Markup(stringLiteral: $0))</figure>\
            </section>

            """
        }
    }

    private static func section(_ note: (title: String, texts: [String])) -> Markup {
        "<section><h2>\(note.title)</h2><ul>\(note.texts.map { "<li>\($0)</li>" as Markup })</ul></section>\n"
    }

    /// A table with a head.
    struct Rows {
        let title: String
        let head: [String]
        let rows: [[String]]

        var markup: Markup {
            guard !rows.isEmpty else { return "" }
            // A column of which no row has anything says nothing.
            let shown = head.indices.filter { place in rows.contains { !$0[place].isEmpty } }
            let lines = rows.map { row in "<tr>\(shown.map { "<td>\(row[$0])</td>" as Markup })</tr>\n" as Markup }
            return """
                <section><h2>\(title)</h2><table class="plain">
                <thead><tr>\(shown.map { "<th>\(head[$0])</th>" as Markup })</tr></thead>
                <tbody>\(lines)</tbody></table></section>

                """
        }
    }

    private static let rules: Markup = """
        .graph { background: #fff; color: #16191d; padding: 1rem; border-radius: 6px; }
        .graph svg { max-width: 46rem; max-height: 32rem; margin: 0 auto; }
        .graph figcaption { color: #58616c; margin-top: 0.6rem; }
        .plain { width: auto; border-collapse: collapse; margin-top: 0.6rem; }
        .plain th, .plain td { text-align: left; padding: 0.3rem 1.4rem 0.3rem 0; border-bottom: 1px solid var(--line); }

        """
}

extension AskPage {
    init(_ answer: CausalAnswer, graph: GraphPicture) {
        (title, self.graph) = (answer.question, graph)
        kicker = AnswerText.words(for: answer.rung)
        lede = Self.lede(answer.result)
        tables = [Self.table(answer.result)].compactMap(\.self)
        notes = [
            ("How", [answer.method] + (answer.estimand.map { [$0] } ?? [])), ("Assumes", answer.assumptions),
            ("Look at", answer.cautions),
        ]
    }

    /// What was found, in a sentence.
    private static func lede(_ result: CausalAnswer.Result) -> String {
        switch result {
        case .number(let number, let interval):
            number.brief + (interval.map { ", 95% interval \($0.lower.brief) to \($0.upper.brief)" } ?? "")
        case .bounds(let bounds):
            "Between \(bounds.lower.brief) and \(bounds.upper.brief); more is not settled."
        case .distribution: "Each level with its probability."
        case .changes(let changes):
            changes.last.map { "\($0.variable) would have been \($0.toText) instead of \($0.fromText)." } ?? ""
        case .contributions(_, let total): "\(total.brief) in all, laid to the mechanisms before it."
        }
    }

    /// What a sentence does not hold; `nil` where it holds all.
    private static func table(_ result: CausalAnswer.Result) -> Rows? {
        switch result {
        case .number, .bounds: nil
        case .distribution(let levels):
            Rows(
                title: "Probabilities", head: ["level", ""],
                rows: levels.map { [$0.value.description, $0.probability.brief] })
        case .changes(let changes):
            Rows(
                title: "What would have been", head: ["variable", "was", "would have been", ""],
                rows: changes.map { [$0.variable, $0.fromText, $0.toText, AnswerText.confidence($0)] })
        case .contributions(let contributions, _):
            Rows(
                title: "What each mechanism contributes", head: ["mechanism", "contributes", "95% interval"],
                rows: contributions.map { [$0.variable, $0.value.brief, AnswerText.spread($0)] })
        }
    }

    init(_ report: EffectReport, graph: GraphPicture) {
        (title, self.graph) = (report.question, graph)
        let estimate = report.estimate
        kicker = "\(report.rows) rows, \(report.route)"
        lede = "\(estimate.value.brief), 95% interval \(estimate.lower.brief) to \(estimate.upper.brief)"
        tables = [Self.estimates(report), Self.refutations(report)]
        notes = [
            ("How", [report.estimand, report.method.title]), ("Assumes", report.assumptions),
            ("Wrong if", report.pitfalls), ("Look at", report.cautions),
        ]
        sensitivity = report.sensitivity.map { SensitivityPicture($0).svg }
    }

    /// What each estimator found, the one that is relied on first.
    private static func estimates(_ report: EffectReport) -> Rows {
        let all = [(report.method, report.estimate)] + report.others.map { ($0.method, $0.estimate) }
        return Rows(
            title: "Estimates", head: ["by", "effect", "95% interval"],
            rows: all.map { [$0.0.title, $0.1.value.brief, "\($0.1.lower.brief) to \($0.1.upper.brief)"] })
    }

    private static func refutations(_ report: EffectReport) -> Rows {
        Rows(
            title: "Tried to be shown wrong", head: ["trial", "mean", "must lie in", ""],
            rows: report.refutations.map {
                [
                    $0.kind.rawValue, $0.mean.brief, "\($0.lower.brief) to \($0.upper.brief)",
                    $0.stands ? "stands" : "refuted",
                ]
            })
    }

    init(_ report: IdentificationReport, graph: GraphPicture) {
        (title, self.graph) = (report.question, graph)
        kicker = "whether data can tell"
        lede = report.contrast ?? report.estimand ?? "Not identified."
        tables = []
        notes = [
            ("From data", report.estimand.map { ["\(report.distribution) = \($0)"] } ?? [report.hedge ?? ""]),
            ("Sets to adjust for", report.adjustmentSets.map { $0.isEmpty ? "nothing" : $0.joined(separator: ", ") }),
            ("Front doors", report.frontDoorSets.map { $0.joined(separator: ", ") }),
            ("Instruments", report.instruments.map(\.name)), ("Look at", report.cautions),
        ]
    }
}
