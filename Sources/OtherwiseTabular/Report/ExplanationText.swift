import Foundation
public import OtherwiseCore
import OtherwiseSearch

/// Tells an explanation in words, then in a small table: what is read on a terminal.
///
/// ```
/// Row 17 (counting from 0): the model says <=50K (score of >50K 0.21).
/// It would say >50K if hours_per_week rose from 27 to 43 (at least 43) and marital_status became Married.
/// ```
public struct ExplanationText: Sendable {
    private let explanation: Explanation
    private let goal: Goal
    private let reasonWithoutProof: String?
    private let style: TextStyle

    /// - Parameters:
    ///   - goal: What was asked for.
    ///   - reasonWithoutProof: Why nothing can be proved about the model (`Explainer.opacity`); `nil` where it can.
    public init(_ explanation: Explanation, goal: Goal, reasonWithoutProof: String? = nil, style: TextStyle = .plain) {
        self.explanation = explanation
        self.goal = goal
        self.reasonWithoutProof = reasonWithoutProof
        self.style = style
    }

    /// The whole text, with a line end.
    public var text: String {
        let answers = explanation.counterfactuals
        guard !answers.isEmpty else { return (noAnswer + [searched]).joined(separator: "\n") + "\n" }
        guard !answers[0].changes.isEmpty else { return unchanged.joined(separator: "\n") + "\n" }
        let parts = answers.enumerated().map { part($1, number: answers.count > 1 ? $0 + 1 : nil) }
        return ([[factual]] + parts + [fewer + apart + [searched]]).flatMap { $0 }.joined(separator: "\n") + "\n"
    }

    // MARK: The parts

    private var factual: String {
        let score = scoreName.flatMap { name in explanation.factual.score.map { " (\(name) \($0.short))" } } ?? ""
        return
            "Row \(explanation.factual.row) (counting from 0): the model says \(style.bold(explanation.factual.outcome.short))\(score)."
    }

    private var unchanged: [String] {
        let score = scoreName.flatMap { name in explanation.factual.score.map { " (\(name) \($0.short))" } } ?? ""
        let outcome = style.bold(explanation.factual.outcome.short)
        return [
            "Row \(explanation.factual.row) (counting from 0): the model already says \(outcome)\(score). Nothing has to change."
        ]
    }

    private func part(_ answer: Explanation.Counterfactual, number: Int?) -> [String] {
        let phrases = answer.changes.map { ChangePhrase($0, region: answer.region) }
        let sentences = phrases.map { $0.sentence }.listed
        let start = number.map { "\($0). " } ?? ""
        let followers = (answer.consequences ?? []).map { ChangePhrase($0, region: []) }
        let rows =
            [["feature", "from", "to", "also works"]] + phrases.map { $0.cells }
            + followers.map { $0.cells.dropLast() + ["follows"] }
        var lines = [
            start + "It would say \(style.bold(answer.outcome.short)) if \(sentences)\(followers.following).", "",
        ]
        lines += AlignedColumns(rows).lines(indent: 2, headed: style) + [""]
        lines += AlignedColumns(facts(of: answer)).lines(indent: 2) + [""]
        return lines
    }

    private func facts(of answer: Explanation.Counterfactual) -> [[String]] {
        let cost = answer.cost
        let outcomes = [explanation.factual.outcome, answer.outcome].map { $0.short }
        let scores = [explanation.factual.score, answer.score].map { $0?.short ?? "unknown" }
        let moved =
            scoreName.map { [$0, scores.joined(separator: " → ")] } ?? ["outcome", outcomes.joined(separator: " → ")]
        return [
            moved, ["cost", "\(cost.total.short) (l0 \(cost.l0), l1 \(cost.l1.short))"],
            ["certificate", answer.certificate.sentence(reason: reasonWithoutProof)],
        ] + qualities(of: answer)
    }

    private func qualities(of answer: Explanation.Counterfactual) -> [[String]] {
        let robustness = answer.robustness?.sentence ?? answer.stability?.sentence
        let named = [("plausibility", answer.plausibility?.sentence), ("robustness", robustness)]
        return named.compactMap { name, sentence in sentence.map { [name, $0] } }
    }

    private var noAnswer: [String] {
        guard explanation.status == .infeasible else {
            return [
                factual,
                "No change that makes it say \(style.bold(goal.description)) was found; one may exist. \(whyNot)",
            ]
        }
        let reason = explanation.obstacle?.reason ?? "no change within the limits works"
        let nearest = explanation.obstacle?.nearest ?? []
        let rows = [["nearest change", "from", "to"]] + nearest.map { [$0.feature, "\($0.from)", "\($0.to)"] }
        let table = nearest.isEmpty ? [] : [""] + AlignedColumns(rows).lines(indent: 2, headed: style) + [""]
        return [factual, "Proved: it cannot be made to say \(style.bold(goal.description)); \(reason)."] + table
    }

    private var whyNot: String {
        guard explanation.status != .refused else {
            return "What was found did not stand the last check against the model and the limits."
        }
        if let shortage = explanation.shortage { return "\(shortage.prefix(1).uppercased() + shortage.dropFirst())." }
        return reasonWithoutProof.map { "Nothing is proved: \($0)." }
            ?? "The search was stopped by its budget; allow more time or more boxes."
    }

    /// Why there are not as many answers as were asked for.
    private var fewer: [String] {
        guard let shortage = explanation.shortage else { return [] }
        let count = explanation.counterfactuals.count
        return ["Only \(count) \(count == 1 ? "way" : "ways"): \(shortage)."]
    }

    /// How different the answers are.
    private var apart: [String] {
        guard let diversity = explanation.diversity else { return [] }
        return ["The ways differ by \(diversity.mean.short) on average, \(diversity.least.short) at least (Gower)."]
    }

    private var searched: String {
        let effort = explanation.effort
        let boxes = "\(effort.boxes) \(effort.boxes == 1 ? "box" : "boxes") opened"
        let unscored = effort.unscored.map { ", \($0) of them without a number" } ?? ""
        let rows = "\(effort.modelRows) \(effort.modelRows == 1 ? "row" : "rows") scored\(unscored)"
        return style.faint("Searched: \(explanation.provenance.method); \(boxes), \(rows).")
    }

    /// What the score is of; `nil` where the outcome is the score.
    private var scoreName: String? {
        switch goal {
        case .outcome(let label), .probable(let label, _): "score of \(label)"
        case .not(let label): "score of not \(label)"
        case .within: nil
        }
    }
}

extension Certificate {
    /// What is proved, in a sentence.
    ///
    /// - Parameter reason: Why nothing is, where nothing is.
    public func sentence(reason: String? = nil) -> String {
        let others = rivals == .all ? "" : " that leaves at least one feature of each way above as it is"
        switch (kind, lowerBound, upperBound) {
        case (.optimal, _, _): return "Proved: no cheaper change exists\(others)."
        case (.gap, let lower?, let upper?) where lower > 0:
            let excess = ((upper / lower - 1) * 100).short
            let rival = rivals == .all ? "possible" : "change\(others)"
            return "Proved: at most \(excess)% above the cheapest \(rival) (lower bound \(lower.short))."
        case (.gap, _, _): return "Nothing is proved: the search was stopped before it had a lower bound above 0."
        case (.none, _, _): return "Nothing is proved: \(reason ?? "the strategy gives no bounds")."
        }
    }
}

extension Value {
    /// The value for people: a number has four significant digits.
    fileprivate var short: String { number?.short ?? description }
}

extension Double {
    /// Four significant digits, for people.
    package var short: String {
        guard isFinite, self != 0 else { return plain }
        let digits = max(0, 3 - Int(Foundation.log10(abs(self)).rounded(.down)))
        let text = String(format: "%.\(min(digits, 12))f", self)
        guard text.contains(".") else { return text }
        return String(text.reversed().drop { $0 == "0" }.drop { $0 == "." }.reversed())
    }
}
