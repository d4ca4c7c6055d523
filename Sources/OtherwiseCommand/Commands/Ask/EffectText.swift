import OtherwiseCore
import OtherwiseEstimation
import OtherwiseTabular

/// An estimated effect, for people.
struct EffectText {
    private let report: EffectReport
    private let style: TextStyle

    init(_ report: EffectReport, style: TextStyle) {
        self.report = report
        self.style = style
    }

    var text: String {
        let parts = [headline, notes, estimates, balance, refutations, sensitivity].filter { !$0.isEmpty }
        return parts.joined(separator: [""]).map { $0 + "\n" }.joined()
    }

    private var headline: [String] {
        let estimate = report.estimate
        return [
            "\(report.question) = \(style.bold(estimate.value.brief))  (95% interval \(estimate.lower.brief) to \(estimate.upper.brief))"
        ]
    }

    private var notes: [String] {
        let whom = report.population == .everyone ? "all units" : "the treated"
        let left = report.rowsLeftOut > 0 ? "; \(report.rowsLeftOut) left out" : ""
        let variables = report.variables.isEmpty ? "nothing" : report.variables.joined(separator: ", ")
        let given = report.conditions.isEmpty ? "" : " given " + report.conditions.joined(separator: ", ")
        let entries =
            [
                (
                    "compares",
                    "\(report.active) with \(report.baseline), on average over \(whom); \(report.rows) rows\(left)"
                ),
                (report.route, variables + given), ("estimand", report.estimand), ("method", report.method.title),
            ]
            + (report.instrumentStrength.map { [("strength", "F = \($0.brief) in the first stage")] } ?? [])
            + (report.bounds.map {
                [("bounds", "between \($0.lower.brief) and \($0.upper.brief) whatever the effect's form")]
            } ?? [])
            + report.cautions.map { ("caution", $0) } + report.assumptions.map { ("assumes", $0) }
            + report.pitfalls.map { ("wrong if", $0) }
        return Paragraphs(entries).lines(indent: 2)
    }

    private var estimates: [String] {
        let rows = ([(report.method, report.estimate)] + report.others.map { ($0.method, $0.estimate) }).map {
            method, estimate in
            [
                method.title, estimate.value.brief, estimate.standardError.brief,
                "\(estimate.lower.brief) to \(estimate.upper.brief)",
            ]
        }
        return AlignedColumns([["by", "effect", "error", "95% interval"]] + rows).lines(indent: 2, headed: style)
    }

    /// The worst balanced covariates.
    private var balance: [String] {
        guard let overlap = report.overlap else { return [] }
        let groups = [("treated", overlap.treated), ("untreated", overlap.untreated)].map { name, group in
            [name, "\(group.count)", group.effective.rounded().plain]
        }
        let head = [
            "  Overlap: the probability of treatment is \(overlap.lowest.brief) to \(overlap.highest.brief); \((overlap.extremeShare * 100).rounded().plain)% have hardly a counterpart."
        ]
        let sizes = AlignedColumns([["group", "rows", "worth"]] + groups).lines(indent: 2, headed: style)
        let rows = overlap.balance.prefix(3).map { [$0.name, $0.before.brief, $0.after.brief] }
        guard !rows.isEmpty else { return head + sizes }
        let table = AlignedColumns([["apart by (deviations)", "before", "weighted"]] + rows)
        return head + sizes + [""] + table.lines(indent: 2, headed: style)
    }

    private var refutations: [String] {
        guard !report.refutations.isEmpty else { return [] }
        let rows = report.refutations.map { trial in
            [
                trial.kind.rawValue, trial.mean.brief, "\(trial.lower.brief) to \(trial.upper.brief)",
                trial.stands ? "stands" : "REFUTED",
            ]
        }
        return AlignedColumns([["refutation", "mean", "must lie in", ""]] + rows).lines(indent: 2, headed: style)
    }

    private var sensitivity: [String] {
        guard let found = report.sensitivity else { return [] }
        let head = Paragraphs([
            (
                "hidden cause",
                "To explain the effect away it would have to go with treatment and outcome by a risk ratio of \(found.eValue.brief) each (E-value; \(found.eValueOfInterval.brief) for the interval), or explain \((found.robustness * 100).brief)% of what is left of both (\((found.robustnessOfInterval * 100).brief)% to bring it within chance)."
            )
        ]).lines(indent: 2)
        let rows = found.benchmarks.prefix(3).map {
            [$0.name, $0.treatmentShare.brief, $0.outcomeShare.brief, $0.coefficient.brief]
        }
        guard !rows.isEmpty else { return head }
        let table = AlignedColumns(
            [["a cause as strong as", "of treatment", "of outcome", "effect left (by regression)"]] + rows)
        return head + [""] + table.lines(indent: 2, headed: style)
    }
}
