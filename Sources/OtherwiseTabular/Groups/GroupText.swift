import OtherwiseCore

/// Tells a report on groups in words and tables: what is read on a terminal.
public struct GroupText: Sendable {
    private let report: GroupComparison
    private let style: TextStyle

    /// - Parameters:
    ///   - report: What is told.
    ///   - style: How words are set off.
    public init(_ report: GroupComparison, style: TextStyle = .plain) {
        self.report = report
        self.style = style
    }

    /// The whole text, with a line end.
    public var text: String {
        let start = "What it would take to say \(style.bold(report.goal)), by \(report.column):"
        return ([start, ""] + table + [""] + report.contrasts.flatMap(sentences) + actions + [searched])
            .joined(separator: "\n") + "\n"
    }

    private var table: [String] {
        let head = ["group", "rows", "drawn", "already", "asked", "no way", "open", "median cost", "mean cost"]
        let rows = report.groups.map { group in
            [
                group.name, "\(group.rows)", "\(group.drawn)", "\(group.reached)", "\(group.asked)",
                "\(group.infeasible)", "\(group.open)", group.cost?.median.words ?? "–", group.cost?.mean.words ?? "–",
            ]
        }
        return AlignedColumns([head] + rows).lines(indent: 2, headed: style)
    }

    private func sentences(_ contrast: GroupContrast) -> [String] { contrast.sentences.map { $0 + "." } }

    private var actions: [String] {
        report.groups.flatMap { group -> [String] in
            guard let action = group.action else { return [group.withoutAction] }
            let elsewhere = action.elsewhere.sorted { $0.key < $1.key }.map { "\($0.value.percent) of \($0.key)" }
            let others = elsewhere.isEmpty ? "" : "; it works for \(elsewhere.listed)"
            return [
                "One action for \(style.bold(group.name)): \(action.sentence).",
                "  It works for \(action.works) of \(group.asked): \(action.share.percentWords), at a cost of \(action.meanCost.short) on average\(others).",
            ]
        }
    }

    private var searched: String { style.faint("Searched: \(report.provenance.method); intervals of 95 %.") }
}

extension GroupContrast {
    /// What differs, in sentences without their stop.
    var sentences: [String] {
        let costs = [("median", medianGap), ("mean", meanGap)].compactMap { name, gap in
            gap.map { "the \(name) cost differs by \($0.words)" }
        }
        let ways = withoutWayGap.map { ["the share without a way differs by \($0.percentWords)"] } ?? []
        guard !(costs + ways).isEmpty else { return [] }
        let verdict = medianGap.map {
            $0.isApart || $0.low == nil ? "" : "; the interval of the median holds 0, so that it may be chance"
        }
        return ["\(group) less \(against): \((costs + ways).listed)\(verdict ?? "")"]
    }
}

extension SharedAction {
    /// `education becomes Masters and hours_per_week rises to at least 43`.
    var sentence: String { moves.map(\.sentence).listed }
}

extension BootstrapEstimate {
    /// Whether 0 lies outside of the interval.
    var isApart: Bool { low.map { $0 > 0 } ?? false || high.map { $0 < 0 } ?? false }

    /// `1.12 (1.05 to 1.2)`.
    var words: String { value.short + span(\.short) }

    /// `12% (10% to 15%)`.
    var percentWords: String { value.percent + span(\.percent) }

    private func span(_ text: (Double) -> String) -> String {
        guard let low, let high else { return " (of one row, no interval)" }
        return " (\(text(low)) to \(text(high)))"
    }
}

extension GroupOutcome {
    /// Why there is no action.
    var withoutAction: String {
        if asked > 0 { return "No action works for anyone of \(name)." }
        return drawn > 0 ? "Everyone drawn of \(name) is of the wanted outcome already." : "\(name) has no rows."
    }
}

extension Double {
    /// `12%`; negative shares too.
    fileprivate var percent: String {
        self < -0.005 ? "−\(Numerals.percent(-self))" : Numerals.percent(max(self, 0))
    }
}
