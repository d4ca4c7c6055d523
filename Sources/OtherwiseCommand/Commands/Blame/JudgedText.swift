import Foundation
import OtherwiseNumerics
import OtherwiseTabular
import OtherwiseTraces

/// What came of asking a language model about one run, for people.
struct JudgedText {
    private let run: JudgedRun
    private let namesMethod: Bool
    private let style: TextStyle

    init(_ run: JudgedRun, namesMethod: Bool, style: TextStyle) {
        self.run = run
        self.namesMethod = namesMethod
        self.style = style
    }

    var text: String {
        let lines =
            switch run {
            case .judged(let blame): lines(blame, JudgedWords(blame))
            case .failed(let trace, let method, let error):
                [style.bold("\(name(trace, method)): \(JudgedWords.notJudged)"), "", "\(error)"]
            }
        return lines.map { $0 + "\n" }.joined()
    }

    private func name(_ trace: Trace, _ method: JudgingMethod) -> String {
        "Trace \(trace.id)" + (namesMethod ? ", \(method.rawValue)" : "")
    }

    private func lines(_ blame: JudgedBlame, _ words: JudgedWords) -> [String] {
        let notes = words.notes.isEmpty ? [] : [""] + words.notes
        return [style.bold("\(name(blame.trace, blame.method)): \(words.verdict)"), ""] + table(blame, words) + notes
    }

    private func table(_ blame: JudgedBlame, _ words: JudgedWords) -> [String] {
        let candidates = words.candidates
        let named = blame.ranking.map(\.step)
        let steps = named + candidates.keys.filter { !named.contains($0) }.sorted()
        guard !steps.isEmpty else { return [] }
        let rows = steps.map { step in
            let agent = blame.trace.steps[step].agent.cut(to: 24), candidate = candidates[step]
            return [
                "\(step)", agent, words.share(of: step), candidate?.outcome ?? "",
                (candidate?.correction ?? "").cut(to: 60),
            ]
        }
        let header = ["step", "agent", "named", "success if right", "correction"]
        return AlignedColumns([header] + rows).lines(indent: 2, headed: style)
    }
}

/// How often a model's answers agree with what people say, and answers that read nothing beside it.
struct AgreementText {
    private let blames: [JudgedBlame]

    /// - Parameter runs: `[methods][traces]`; those that could not be judged are left out.
    static func all(_ runs: [[JudgedRun]]) -> String {
        (runs.map { AgreementText(blames: $0.compactMap(\.blame)).text } + comparisons(runs)).joined()
    }

    /// Empty where nobody has said who was to blame.
    private var text: String {
        let traces = blames.map(\.trace), score = BlameScore(blames.map(\.scored), of: traces)
        guard score.count > 1, let method = blames.first?.method.rawValue else { return "" }
        let labelled = traces.filter { $0.label != nil }
        let random = labelled.reduce(0) { $0 + 1 / Double($1.steps.count) } / Double(score.count)
        let always = Double(labelled.count { $0.label?.step == 1 }) / Double(score.count)
        return """

            Agreement of \(method) with people over \(score.count) labelled runs: step \
            \(score.stepAccuracy.percent(in: score.stepInterval)), agent \
            \(score.agentAccuracy.percent(in: score.agentInterval)), with 95% intervals. Answers that read nothing: always \
            step 1 \(always.percent), a step at random \(random.percent).

            """
    }

    /// The first method against each other one, run by run. Several comparisons are corrected for their number.
    private static func comparisons(_ runs: [[JudgedRun]]) -> [String] {
        let compared = runs.dropFirst().compactMap { other in change(from: other, to: runs[0]).map { (other, $0) } }
        let adjusted = MultipleTesting.holm.adjusted(compared.map(\.1.mcNemar))
        return zip(compared, adjusted).map { comparison, adjusted in
            let (other, change) = comparison, interval = change.interval()
            let corrected =
                compared.count == 1 ? "" : ", by Holm's correction for \(compared.count) comparisons \(adjusted.pValue)"
            return """

                \(runs[0][0].method.rawValue) against \(other[0].method.rawValue), step right: \
                \(change.difference.percent) (95% interval \(interval.lowerBound.percent) to \
                \(interval.upperBound.percent)), right in \(change.gained) runs where the other is wrong and wrong in \
                \(change.lost) where it is right; McNemar's exact test p = \(change.mcNemar.pValue)\(corrected).

                """
        }
    }

    /// Where both ways were judged by people's labels; `nil` for fewer than two such runs.
    private static func change(from other: [JudgedRun], to first: [JudgedRun]) -> PairedProportions? {
        let pairs = zip(other, first).compactMap { other, first -> (Bool, Bool)? in
            guard let other = other.blame, let first = first.blame, other.trace.label != nil else { return nil }
            return (other.isRight, first.isRight)
        }
        return pairs.count > 1 ? PairedProportions(pairs) : nil
    }
}

extension Double {
    /// A p-value with four digits.
    fileprivate var pValue: String { String(format: "%.4f", self) }
}

extension JudgedBlame {
    /// Whether the answer is what people say.
    fileprivate var isRight: Bool { answer != nil && answer == trace.label?.step }
}
