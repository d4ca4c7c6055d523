import OtherwiseCore

/// How outcomes and scores are written.
struct OutcomeWords: Sendable {
    private let subject: ReportSubject
    private let numerals: Numerals

    init(_ subject: ReportSubject) {
        self.subject = subject
        let ends = [subject.explanation.factual.score] + subject.explanation.counterfactuals.map(\.score)
        let scores = ends.compactMap { $0 }.filter(\.isFinite)
        let isShare = scores.allSatisfy((0...1).contains) && !subject.isRegression
        let reach = (scores.map(abs).max() ?? 1) / 2
        let coarse = isShare ? Numerals(decimals: 2) : Numerals(range: 0...max(reach, 1e-9))
        let now = subject.explanation.factual.score ?? .nan
        numerals = scores.reduce(coarse) { $0.telling($1, from: now) }
    }

    func score(_ score: Double) -> String {
        subject.isRegression ? numerals.text(score) : numerals.padded(score)
    }

    func outcome(_ outcome: Value) -> String { outcome.number.map(numerals.text) ?? outcome.description }

    /// What was wanted, as an outcome: a class, or `at least 200`.
    var goal: String {
        let goal = subject.explanation.goal
        guard goal.hasPrefix("not "), let outcome = subject.ways.first?.outcome else { return goal }
        return outcome.description
    }

    /// What a score is a score of.
    var scored: String {
        let words = subject.explanation.goal.split(separator: WantedRange.floorWords, maxSplits: 1)
        return words.first.map(String.init) ?? subject.explanation.goal
    }

    /// `<=50K` and its score.
    func saying(_ outcome: Value, score: Double?) -> (outcome: String, aside: String) {
        guard !subject.isRegression, let score else { return (self.outcome(outcome), "") }
        return (self.outcome(outcome), ", with a score of \(self.score(score)) for \(scored)")
    }
}
