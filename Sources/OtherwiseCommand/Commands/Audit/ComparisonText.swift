import OtherwiseAudits
import OtherwiseCore
import OtherwiseTabular

/// Two runs beside one another, for people.
struct ComparisonText {
    private let comparison: RunComparison
    private let names: [String]
    private let style: TextStyle

    init(_ comparison: RunComparison, names: [String], style: TextStyle) {
        (self.comparison, self.names, self.style) = (comparison, names, style)
    }

    var text: String {
        var lines = [style.bold(head), ""] + AlignedColumns(variants).lines(indent: 2, headed: style)
        if !comparison.effects.isEmpty {
            lines += ["", style.bold("IS ONE SWAYED MORE? Effects of the second less those of the first")]
            lines += AlignedColumns(effects).lines(indent: 2, headed: style)
        }
        if !comparison.notes.isEmpty { lines += [""] + comparison.notes.map { "! \($0)" } }
        return lines.map { $0 + "\n" }.joined()
    }

    private var head: String {
        let runs = zip(names, comparison.models).map { $0 == $1.name ? $0 : "\($0) (\($1.name))" }
        return "\(runs.last ?? "") less \(runs.first ?? ""), item by item"
    }

    private var variants: [[String]] {
        [["variant", "items", "share", "p", "margin (nats)", "p", "answered otherwise"]]
            + comparison.variants.map { row in
                [row.variant, row.items.grouped] + Self.cells(row.share, row.margin) + [AuditNumbers.share(row.flips)]
            }
    }

    private var effects: [[String]] {
        [["variant", "against", "share", "p", "margin (nats)", "p"]]
            + comparison.effects.map { [$0.variant, $0.reference] + Self.cells($0.share, $0.margin) }
    }

    private static func cells(_ share: TestedDifference?, _ margin: TestedDifference?) -> [String] {
        [
            share.map { AuditNumbers.points($0.estimate) } ?? "–",
            share.map { AuditNumbers.pValue($0.adjustedPValue) } ?? "–",
            margin.map { AuditNumbers.number($0.estimate, signed: true) } ?? "–",
            margin.map { AuditNumbers.pValue($0.adjustedPValue) } ?? "–",
        ]
    }
}
