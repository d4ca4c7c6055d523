import OtherwiseCore

/// A report on groups as a page to read, print and file.
public enum GroupReport {
    /// One HTML file that holds all it needs: no scripts, no network, the same bytes for the same input.
    public static func html(_ report: GroupComparison) -> String {
        Page(title: "\(report.goal), by \(report.column)", rules: rules, body: body(report)).markup.html
    }

    private static func body(_ report: GroupComparison) -> Markup {
        """
        <main>
        <header>
        <p class="kicker"><b>What it would take</b> <span>by \(Markup.data(report.column))</span> \
        <span>\(Markup.data(report.provenance.model.fileName))</span></p>
        <h1>\(headline(report))</h1>
        \(report.contrasts.flatMap(\.sentences).map { "<p class=\"lede\">\($0).</p>\n" as Markup })</header>
        <section aria-labelledby="costs">
        <h2 id="costs">What the cheapest change costs</h2>
        <p class="legend"><span><i class="bar"></i> the middle half</span> <span><i class="band"></i> 95 % interval of the \
        median</span> <span>thin line: from the least to the most</span></p>
        \(CostBoxes(report.groups).markup)
        \(table(report))</section>
        <section aria-labelledby="actions">
        <h2 id="actions">One action for everyone of a group</h2>
        \(report.groups.map(action))</section>
        </main>
        \(footer(report))
        """
    }

    private static func headline(_ report: GroupComparison) -> Markup {
        let goal: Markup = "<b class=\"would\">\(Markup.data(report.goal))</b>"
        guard let group = report.groups.first, let action = group.action else {
            return "No one action leads anybody of the group to \(goal)."
        }
        return """
            \(Numerals.percent(action.share.value)) of \(Markup.data(group.name)) would be \(goal) if \
            \(Markup.data(action.sentence)).
            """
    }

    private static func table(_ report: GroupComparison) -> Markup {
        let head = ["Group", "Rows", "Drawn", "Already", "Asked", "No way", "Open", "Median cost", "Mean cost"]
        return """
            <div class="wide"><table class="row groups">
            <thead><tr>\(head.map { "<th scope=\"col\">\($0)</th>" as Markup })</tr></thead>
            <tbody>
            \(report.groups.map(line))</tbody></table></div>

            """
    }

    private static func line(_ group: GroupOutcome) -> Markup {
        let numbers = [group.rows, group.drawn, group.reached, group.asked, group.infeasible, group.open]
        let costs = [group.cost?.median.words ?? "–", group.cost?.mean.words ?? "–"]
        return """
            <tr><th scope="row">\(Markup.data(group.name))</th>\
            \(numbers.map { "<td>\(Numerals.count($0))</td>" as Markup })\(costs.map { "<td>\($0)</td>" as Markup })</tr>

            """
    }

    private static func action(_ group: GroupOutcome) -> Markup {
        guard let action = group.action else {
            return "<h3>\(Markup.data(group.name))</h3>\n<p>\(Markup.data(group.withoutAction))</p>\n"
        }
        let elsewhere = action.elsewhere.sorted { $0.key < $1.key }
        let shares = [(group.name, action.share.value)] + elsewhere.map { ($0.key, $0.value) }
        return """
            <h3>\(Markup.data(group.name)): \(Markup.data(action.sentence))</h3>
            <table class="bars"><caption><span class="aside">share for whom it works</span></caption><tbody>
            \(shares.enumerated().map { bar($1.0, $1.1, isOwn: $0 == 0) })</tbody></table>
            <p class="quiet">Works for \(action.works) of \(group.asked) asked about, at a cost of \(action.meanCost.short) on \
            average; \(action.share.percentWords) with the 95 % interval for rows left out while the action was chosen anew.</p>

            """
    }

    private static func bar(_ name: String, _ share: Double, isOwn: Bool) -> Markup {
        """
        <tr class="\(isOwn ? "would" : "also")"><th scope="row">\(Markup.data(name))</th><td><svg viewBox="0 0 100 10" \
        preserveAspectRatio="none" aria-hidden="true"><rect class="bar" width="\(100 * share)" height="10"/></svg></td>\
        <td class="share">\(Numerals.percent(share))</td></tr>

        """
    }

    private static func footer(_ report: GroupComparison) -> Markup {
        let asked = report.groups.reduce(0) { $0 + $1.asked }
        return ProvenanceFooter(
            question: "\(Markup.data(report.goal)), by \(Markup.data(report.column))", data: nil,
            effort: "\(Numerals.count(asked)) rows asked about", notes: report.notes ?? [], form: report.schema,
            provenance: report.provenance
        ).markup
    }

    private static let rules: Markup = """
        .wide { overflow-x: auto; margin-top: 1rem; }
        .groups td, .groups th { font-variant-numeric: tabular-nums; }
        table.row.groups { table-layout: auto; }
        .row.groups thead th, .row.groups thead th + th { width: auto; }
        .boxes { max-width: 46rem; margin-top: 1rem; }
        .boxes path.median { stroke: var(--then); stroke-width: 3; }
        .boxes text.group { text-anchor: start; fill: var(--ink); }

        """
}

/// The costs of groups on one axis: the middle half as a box, the median with its interval, and the ends.
struct CostBoxes: Sendable {
    private let groups: [(name: String, cost: CostDistribution)]
    private let span: ClosedRange<Double>

    private static let (width, height) = (700.0, 54.0)

    init(_ groups: [GroupOutcome]) {
        self.groups = groups.compactMap { group in group.cost.map { (group.name, $0) } }
        let most = self.groups.compactMap(\.cost.costs.last).max() ?? 1
        span = 0...max(most, 1e-9)
    }

    var markup: Markup {
        let height = Self.height * Double(groups.count) + 24
        return """
            <figure class="boxes"><svg viewBox="0 0 \(Self.width) \(height)" role="img" aria-label="\(description)">
            \(groups.enumerated().map { box($1.name, $1.cost, top: Self.height * Double($0)) })\(axis(at: height - 22))</svg>
            </figure>
            """
    }

    private var description: String {
        "Cost of the cheapest change: " + groups.map { "\($0.name) median \($0.cost.median.value.short)" }.listed
    }

    private func x(_ cost: Double) -> Double { Self.width * cost / span.upperBound }

    private func box(_ name: String, _ cost: CostDistribution, top: Double) -> Markup {
        let (low, high) = (x(cost.quantile(0.25)), x(cost.quantile(0.75)))
        let (from, to) = (x(cost.median.low ?? cost.median.value), x(cost.median.high ?? cost.median.value))
        let middle = top + 34
        return """
            <text class="group" x="0" y="\(top + 16)">\(name)</text>
            <path class="axis" d="M\(x(cost.costs.first ?? 0)) \(middle)H\(x(cost.costs.last ?? 0))"/>
            <rect class="bar" x="\(low)" y="\(middle - 9)" width="\(max(high - low, 1))" height="18"/>
            <rect class="band" x="\(from)" y="\(middle - 9)" width="\(max(to - from, 1))" height="18"/>
            <path class="median" d="M\(x(cost.median.value)) \(middle - 11)V\(middle + 11)"/>

            """
    }

    private func axis(at y: Double) -> Markup {
        let ticks = Ticks.numbers(in: span).map { tick -> Markup in
            "<path class=\"axis\" d=\"M\(x(tick)) \(y)v4\"/><text class=\"tick\" x=\"\(x(tick))\" y=\"\(y + 17)\">\(tick.plain)</text>\n"
        }
        return "<path class=\"axis\" d=\"M0 \(y)H\(Self.width)\"/>\n\(ticks)"
    }
}
