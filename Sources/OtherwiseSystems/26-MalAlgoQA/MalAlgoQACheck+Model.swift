import Foundation
import OtherwiseCore
import OtherwiseModels
import OtherwiseNumerics

/// Part D of the specification: which rationale a model finds likelier after an answer than it is by itself. How well it
/// does is told, not asked; that every rationale is scored alone must show in picks that no order changes.
extension MalAlgoQACheck: LanguageModelCheck {
    var modelClaim: String {
        "How often a language model finds the reasoning behind right and behind wrong answers, whatever the order in which rationales are shown."
    }

    private static let asked = 200
    private static let reordered = 50

    func findings(seed: UInt64, items: CheckItems?, asking model: AskedModel) async throws -> Findings {
        var generator = SeededGenerator(seed: seed).split(4)
        let questions = try items.map(WorkedQuestionItem.questions) ?? own(&generator)
        let reader = RationaleReader(model)
        let picks = try await reader.picks(questions)
        let score = IdentificationScore(items: zip(questions, picks).map(IdentificationScore.Item.init))
        let some = Array(questions.prefix(Self.reordered))
        let again = try await reader.picks(some, reversed: true)
        return Findings(
            figures: [
                Figure(
                    "rationales in another order: share of picks that stay", share(zip(picks, again)), .atLeast, 1)
            ],
            controls: [
                Control(
                    "rationales shown together and picked by letter: share of picks that stay in another order",
                    try await share(zip(reader.letters(some), reader.letters(some, reversed: true))),
                    mustNotReach: .atLeast, 1)
            ],
            readings: readings(score, using: &generator))
    }

    /// Questions of all kinds, the same number of each but for the last.
    private func own(_ generator: inout SeededGenerator) -> [WorkedQuestion] {
        var maker = WorkedQuestionGenerator(generator.split(0))
        let each = (Self.asked + ProblemKind.all.count - 1) / ProblemKind.all.count
        return maker.questions(ProblemKind.all, each: each).shuffled(using: &generator).prefix(Self.asked)
            .map(\.self)
    }

    private func readings(_ score: IdentificationScore, using generator: inout SeededGenerator) -> [Reading] {
        let gaps = PairedSample(score.items.map { $0.right - $0.wrong.reduce(0, +) / Double(max($0.wrong.count, 1)) })
        let (chance, intervals) = (score.chance, score.intervals)
        return [
            Reading(
                "AIA, \(String(format: "%.2g", chance.algorithm)) by chance", score.algorithmAccuracy,
                intervals.algorithm),
            Reading(
                "MIA, \(String(format: "%.2g", chance.malgorithm)) by chance", score.malgorithmAccuracy,
                intervals.malgorithm),
            Reading("AIA less MIA, paired by question", gaps.mean, gaps.interval(using: &generator)),
            Reading("its p-value, sign flips", gaps.signFlipTest(using: &generator)),
        ]
    }

    private func share(_ pairs: some Sequence<([Int], [Int])>) -> Double {
        let same = pairs.flatMap { zip($0.0, $0.1).map(==) }
        return Double(same.count { $0 }) / Double(same.count)
    }
}

extension IdentificationScore.Item {
    /// - Parameter picks: The rationale that is picked for each answer.
    fileprivate init(_ question: WorkedQuestion, _ picks: [Int]) {
        let credits = picks.enumerated().map { $0 == $1 ? 1.0 : 0 }
        let wrong = credits.indices.filter { $0 != question.correctIndex }.map { credits[$0] }
        self.init(
            subject: question.subject, grade: question.grade, right: credits[question.correctIndex], wrong: wrong)
    }
}

/// Picks the rationale behind an answer by the likelihoods of a language model.
private struct RationaleReader {
    let model: AskedModel

    init(_ model: AskedModel) { self.model = model }

    /// For each answer of each question the rationale that gains most by the question and the answer, in nats per token
    /// over its likelihood without them, `[questions][answers]`.
    ///
    /// - Parameter reversed: Whether the rationales are asked about in the opposite order.
    func picks(_ questions: [WorkedQuestion], reversed: Bool = false) async throws -> [[Int]] {
        let rationales = Array(Set(questions.flatMap(\.procedures).map(\.rationale))).sorted()
        let alone = try await scores(
            rationales.map { Continuation(of: .text("The answer was given because"), " \($0)") })
        let priors = Dictionary(uniqueKeysWithValues: zip(rationales, alone))
        var picks: [[Int]] = []
        for question in questions {
            let places = reversed ? question.choices.indices.reversed() : Array(question.choices.indices)
            let asked = question.choices.flatMap { choice in
                places.map { place in
                    Continuation(
                        of: .text("Question: \(question.stem)\nThe answer given was \(choice) because"),
                        " \(question.procedures[place].rationale)")
                }
            }
            let scores = try await scores(asked)
            picks.append(
                question.choices.indices.map { given in
                    let own = scores[(given * places.count)..<((given + 1) * places.count)]
                    let gains = zip(places, own).map { place, score in
                        (place, score - (priors[question.procedures[place].rationale] ?? 0))
                    }
                    return gains.max { ($0.1, $1.0) < ($1.1, $0.0) }?.0 ?? 0
                })
        }
        return picks
    }

    /// The same for the first wrong answer alone, with all rationales shown and called by letters.
    func letters(_ questions: [WorkedQuestion], reversed: Bool = false) async throws -> [[Int]] {
        let names = ["A", "B", "C", "D", "E", "F", "G", "H"]
        var picks: [[Int]] = []
        for question in questions {
            let given = question.choices.indices.first { $0 != question.correctIndex } ?? 0
            let places = Array(
                (reversed ? question.choices.indices.reversed() : Array(question.choices.indices)).prefix(names.count))
            let shown = zip(names, places).map { "\($0): \(question.procedures[$1].rationale)" }
            let prompt = """
                Question: \(question.stem)
                The answer given was \(question.choices[given]). Which reasoning led to it?
                \(shown.joined(separator: "\n"))
                Letter:
                """
            let scores = try await scores(zip(names, places).map { Continuation(of: .text(prompt), " \($0.0)") })
            let best = scores.indices.max { (scores[$0], $1) < (scores[$1], $0) } ?? 0
            picks.append([places[best]])
        }
        return picks
    }

    private func scores(_ continuations: [Continuation]) async throws -> [Double] {
        try await model.likelihoods(of: continuations).map(\.meanLogProbability)
    }
}
