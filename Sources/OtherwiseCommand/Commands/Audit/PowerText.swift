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
            + (power.canFind ? [] : [hopeless])
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
        let shared = "shared among \(power.contrasts) \(power.contrasts == 1 ? "contrast" : "contrasts")"
        guard power.test == .signFlip else {
            return "McNemar's exact test at \(power.assumptions.level), \(shared)."
        }
        return
            "Sign flips of \(power.clusters.grouped) clusters at \(power.assumptions.level), \(shared); items of a cluster correlate by \(power.assumptions.correlation), which multiplies what is needed by \(design)."
    }

    /// Said where no effect can be found.
    private var hopeless: String {
        let witnesses = power.test == .signFlip ? "clusters" : "items"
        return
            "! No effect can be found, however large: \(power.clusters) \(witnesses) give no p-value below \(power.leastPValue) before correction. It takes \(power.fewestClusters) \(witnesses) or more."
    }
}
