import OtherwiseCausal
import OtherwiseCore
import OtherwiseNumerics
import OtherwiseTabular

/// The answer to a causal question, for people.
struct AnswerText {
    private let answer: CausalAnswer
    private let style: TextStyle

    init(_ answer: CausalAnswer, style: TextStyle) {
        self.answer = answer
        self.style = style
    }

    var text: String {
        let notes =
            [("rung", Self.words(for: answer.rung)), ("method", answer.method)]
            + (answer.estimand.map { [("estimand", $0)] } ?? [])
            + answer.assumptions.map { ("assumes", $0) } + answer.cautions.map { ("caution", $0) }
        let lines = result + [""] + Paragraphs(notes).lines(indent: 2)
        return lines.map { $0 + "\n" }.joined()
    }

    static func words(for rung: CausalQuestion.Rung) -> String {
        switch rung {
        case .seeing: "1, seeing: what goes with what"
        case .doing: "2, doing: what happens if it is done"
        case .imagining: "3, imagining: what would have been"
        }
    }

    static func confidence(_ change: CausalAnswer.Change) -> String {
        change.interval.map { "\($0.lower.brief) to \($0.upper.brief)" }
            ?? change.probability.map { "with probability \($0.brief)" } ?? ""
    }

    private var result: [String] {
        switch answer.result {
        case .number(let number, let interval):
            let reach = interval.map { "  (95% interval \($0.lower.brief) to \($0.upper.brief))" } ?? ""
            return ["\(answer.question) = \(style.bold(number.brief))\(reach)"]
        case .bounds(let bounds):
            return ["\(answer.question) is \(style.bold("between \(bounds.lower.brief) and \(bounds.upper.brief)"))"]
        case .distribution(let levels):
            return [answer.question]
                + AlignedColumns(levels.map { [$0.value.description, $0.probability.brief] }).lines(indent: 2)
        case .changes(let changes):
            let rows = changes.map { change in
                [change.variable, change.fromText, change.toText, Self.confidence(change)]
            }
            let head = rows.allSatisfy { $0[3].isEmpty } ? "" : "90% interval"
            return [answer.question, ""]
                + AlignedColumns([["variable", "from", "to", head]] + rows).lines(indent: 2, headed: style)
        case .contributions(let contributions, let total):
            let rows = contributions.map { [$0.variable, $0.value.brief, Self.spread($0)] }
            let head = rows.allSatisfy { $0[2].isEmpty } ? "" : "95% interval"
            return [answer.question, ""]
                + AlignedColumns([["mechanism", "contributes", head]] + rows + [["together", total.brief, ""]])
                .lines(indent: 2, headed: style)
        }
    }

    /// How far off a contribution may be because not all orders were tried.
    static func spread(_ contribution: CausalAnswer.Contribution) -> String {
        let reach = NormalDistribution.width95 * contribution.standardError
        return reach == 0 ? "" : "\((contribution.value - reach).brief) to \((contribution.value + reach).brief)"
    }
}

/// Whether data can answer a question, for people.
struct IdentificationText {
    private let report: IdentificationReport
    private let style: TextStyle

    init(_ report: IdentificationReport, style: TextStyle) {
        self.report = report
        self.style = style
    }

    var text: String {
        let head =
            report.estimand.map { "\(report.question) = \(style.bold(report.contrast ?? $0))" }
            ?? style.bold("\(report.question) is not identified.")
        let lines = [head, ""] + Paragraphs(notes).lines(indent: 2)
        return lines.map { $0 + "\n" }.joined()
    }

    private var notes: [(String, String)] {
        var notes: [(String, String)] = []
        if report.contrast != nil, let estimand = report.estimand {
            notes.append(("where", "\(report.distribution) = \(estimand)"))
        }
        notes += report.values.map { ("where", $0) }
        if let hedge = report.hedge { notes.append(("because", hedge)) }
        if !report.arbitrary.isEmpty {
            notes.append(("any value", "of \(report.arbitrary.joined(separator: ", ")) that occurs will do"))
        }
        notes += report.adjustmentSets.map { ("adjust for", $0.isEmpty ? "nothing" : $0.joined(separator: ", ")) }
        notes += report.frontDoorSets.map { ("front door", $0.joined(separator: ", ")) }
        for instrument in report.instruments {
            let given = instrument.given.isEmpty ? "" : " given \(instrument.given.joined(separator: ", "))"
            notes.append(("instrument", instrument.name + given))
        }
        if !report.isSearched {
            let limit = IdentificationReport.searchLimit
            notes.append(("caution", "Of more than \(limit) variables, not every way is looked for."))
        }
        notes += report.cautions.map { ("caution", $0) }
        return notes + [("assumes", "Every arrow that is missing from the graph is missing in the world.")]
    }
}

extension Double {
    /// As people read an answer: as `short` is, and of a million or more six significant digits.
    var brief: String { magnitude < 1e6 ? short : rounded6 }

    /// Four digits after the point, or as many as a small number needs.
    var short: String {
        let scale = magnitude >= 0.001 || self == 0 ? 1e4 : 1e9
        return ((self * scale).rounded() / scale).plain
    }
}
