import OtherwiseAudits
import OtherwiseTabular

/// Which effects an audit is likely to find, for people.
struct PowerText {
    private let power: AuditPower
    private let plan: TrialPlan
    private let style: TextStyle

    init(_ power: AuditPower, _ plan: TrialPlan, style: TextStyle) {
        (self.power, self.plan, self.style) = (power, plan, style)
    }

    var text: String {
        let lines =
            [style.bold(head), ""] + AlignedColumns(header + rows).lines(indent: 2, headed: style) + ["", note]
        return lines.map { $0 + "\n" }.joined()
    }

    private var head: String {
        let assumptions = power.assumptions
        return
            "\(plan.audit.name): \(plan.items.count.grouped) items, as good as \(power.effectiveItems.grouped) independent ones; \(plan.count.grouped) questions. If \(AuditNumbers.percent(assumptions.changing)) of verdicts change:"
    }

    private var header: [[String]] {
        [["true difference", "found with probability", "items for \(AuditNumbers.percent(power.assumptions.power))"]]
    }

    private var rows: [[String]] {
        power.rows.map { row in
            [
                "\(Int((row.difference * 100).rounded())) points", AuditNumbers.percent(row.power),
                row.items?.grouped ?? "more than can be had",
            ]
        }
    }

    private var note: String {
        let design = (power.designEffect * 100).rounded() / 100
        return
            "McNemar's exact test at \(power.assumptions.level), shared among \(power.contrasts) \(power.contrasts == 1 ? "contrast" : "contrasts"); items of a cluster correlate by \(power.assumptions.correlation), which multiplies what is needed by \(design)."
    }
}
