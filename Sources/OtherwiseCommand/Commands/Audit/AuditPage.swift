import OtherwiseAudits
import OtherwiseCore
import OtherwiseTabular

/// An audit as a page: what was found, then every item beside its counterfactual.
struct AuditPage {
    private let report: AuditReport
    private let pairs: [PairRecord]

    init(_ report: AuditReport, _ pairs: [PairRecord]) { (self.report, self.pairs) = (report, pairs) }

    var html: String { Page(title: report.audit, rules: PairMarkup.rules, body: body).markup.html }

    private var body: Markup {
        """
        <main>
        <header>
        <p class="kicker"><b>What difference did it make</b> <span>\(report.provenance.model.name)</span></p>
        <h1>\(report.audit)</h1>
        <p class="lede">\(report.items.grouped) items of \(report.clusters.grouped) clusters, each put in \
        \(report.variants.count) ways. Intervals are by cluster; p-values are corrected for \
        \(report.contrasts.count) \(report.contrasts.count == 1 ? "contrast" : "contrasts").</p>
        </header>
        \(warnings)\(differences)\(answers)\(noise)\(report.contrasts.map(items))</main>

        """
    }

    private var warnings: Markup? {
        report.warnings.isEmpty
            ? nil
            : "<section><h2>Before you believe it</h2><ul>\(report.warnings.map { "<li>\($0)</li>" as Markup })</ul></section>\n"
    }

    private var differences: Markup {
        """
        <section><h2>What difference it made</h2>
        <p class="quiet">Change of the share of items whose option in focus was chosen, in points. The grey band is \
        how many answers change when the same is asked again.</p>
        \(EffectPicture(report).markup)
        \(Self.table(
            ["variant", "against", "items", "share", "p", "margin, nats", "p", "changed", "more than asking again"],
            report.contrasts.map(Self.row)))</section>

        """
    }

    private static func row(_ contrast: ContrastSummary) -> [String] {
        [
            contrast.variant, contrast.reference, contrast.items.grouped,
            AuditNumbers.points(contrast.share.estimate), AuditNumbers.pValue(contrast.share.adjustedPValue),
            contrast.margin.map { AuditNumbers.number($0.estimate, signed: true) } ?? "–",
            contrast.margin.map { AuditNumbers.pValue($0.adjustedPValue) } ?? "–",
            AuditNumbers.share(contrast.flips), contrast.excessFlips.map { AuditNumbers.points($0.estimate) } ?? "–",
        ]
    }

    private var answers: Markup {
        """
        <section><h2>How each variant was answered</h2>
        \(Self.table(
            ["variant", "chose the option in focus", "margin, nats", "changed with the order", "undecided", "by place"],
            report.variants.map { variant in
                [
                    variant.name, variant.share.map(AuditNumbers.share) ?? "–",
                    variant.margin.map(AuditNumbers.number) ?? "–",
                    variant.orderFlips.map(AuditNumbers.share) ?? "–", "\(variant.undecided)",
                    variant.places.map { AuditNumbers.percent($0) }.joined(separator: " · "),
                ]
            }))</section>

        """
    }

    private var noise: Markup? {
        guard !report.noise.isEmpty else { return nil }
        let rows = report.noise.map { noise in
            [
                noise.variant, AuditNumbers.share(noise.flips),
                noise.marginText(AuditNumbers.number, AuditNumbers.plain),
            ]
        }
        return """
            <section><h2>Noise floor: the same, asked again</h2>
            \(Self.table(["variant", "changed", "margin moved, nats"], rows))</section>

            """
    }

    private static func table(_ head: [String], _ rows: [[String]]) -> Markup {
        let lines = rows.map { row in "<tr>\(row.map { "<td>\($0)</td>" as Markup })</tr>\n" as Markup }
        return """
            <div class="scroll"><table class="figures"><thead><tr>\(head.map { "<th>\($0)</th>" as Markup })</tr></thead>
            <tbody>\(lines)</tbody></table></div>
            """
    }

    /// Those that changed first.
    private func items(_ contrast: ContrastSummary) -> Markup {
        let own = pairs.filter {
            $0.counterfactual.variant == contrast.variant && $0.factual.variant == contrast.reference
        }
        let sorted = own.filter(\.flips) + own.filter { !$0.flips }
        return """
            <section><h2>\(contrast.variant) beside \(contrast.reference)</h2>
            <p class="quiet">\(own.count(where: \.flips).grouped) of \(own.count.grouped) answers changed; they come \
            first. Open one to read both.</p>
            \(sorted.map { PairMarkup($0).markup })</section>

            """
    }
}
