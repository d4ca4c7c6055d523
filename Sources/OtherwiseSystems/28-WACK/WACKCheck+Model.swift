import Foundation
import OtherwiseModels
import OtherwiseNumerics

/// Part C of the specification, on the published questions: what a model knows, what wrong examples make it lose beside
/// what other right ones do, and whether its hidden states tell what it knows before it answers.
extension WACKCheck: LanguageModelCheck {
    var modelClaim: String {
        "A language model's facts are found by asking six times; how many it loses after wrong examples, beside other right ones, and how well its hidden states tell what it knows."
    }

    /// Where items are not known, so many of them are asked six times too, to be told from those that are known.
    private static let unknownAsked = 150

    func findings(seed: UInt64, items: CheckItems?, asking model: AskedModel) async throws -> Findings {
        var generator = SeededGenerator(seed: seed).split(5)
        let items = try items.map(ClosedBookItem.items) ?? ClosedBookItem.published
        let settings = KnowledgeSettings(using: &generator)
        var test = KnowledgeTest()
        test.seed = seed
        let first = try await test.answers(
            to: items, model.writer(0), under: settings.good, concurrency: model.concurrency)
        let isRight = zip(items, first).map { $0.isAnswered(by: $1) }
        let wrong = items.indices.filter { !isRight[$0] }.shuffled(using: &generator).prefix(Self.unknownAsked)
        let asked = (items.indices.filter { isRight[$0] } + wrong).map { items[$0] }
        let outcomes = try await test.outcomes(
            of: asked, model.writer(0), neutral: settings.good, other: settings.bad, concurrency: model.concurrency)
        let facts = zip(asked, outcomes).filter { $0.1.label.isKnown }
        var findings = try await KnowledgeLosses(facts, test, settings, model).findings(asked: items.count)
        if let inside = model.inside {
            let probe = KnowledgeProbe(inside, settings.bad), labels = outcomes.map(\.label)
            for contest in KnowledgeContest.all {
                let accuracy = try await probe.accuracy(
                    asked, labels.map(contest.kind), count: contest.count, using: &generator)
                findings += contest.findings(accuracy, labels)
            }
        }
        return findings
    }
}

/// What items are asked after.
private struct KnowledgeSettings {
    let good, bad, otherGood: KnowledgeTest.Setting

    init(using generator: inout SeededGenerator) {
        let drawn = KnowledgeTest.Example.simple.shuffled(using: &generator)
        let (three, others) = (Array(drawn.prefix(3)), Array(drawn.dropFirst(3).prefix(3)))
        (good, bad, otherGood) = (.goodExamples(three), .badExamples(three), .goodExamples(others))
    }
}

/// Which known facts are lost when the examples before the question change.
private struct KnowledgeLosses {
    /// Of each fact, whether it is still answered rightly.
    private let bad, placebo, again: [Bool]

    /// Asks about known facts after other right examples, and after the same as before.
    init(
        _ facts: [(ClosedBookItem, KnowledgeTest.Outcome)], _ test: KnowledgeTest, _ settings: KnowledgeSettings,
        _ model: AskedModel
    ) async throws {
        let items = facts.map(\.0)
        func right(_ answers: [String]) -> [Bool] { zip(items, answers).map { $0.isAnswered(by: $1) } }
        func right(after setting: KnowledgeTest.Setting) async throws -> [Bool] {
            right(
                try await test.answers(to: items, model.writer(0), under: setting, concurrency: model.concurrency))
        }
        bad = right(facts.map(\.1.answer))
        placebo = try await right(after: settings.otherGood)
        again = try await right(after: settings.good)
    }

    func findings(asked: Int) -> Findings {
        let paired = PairedProportions(Array(zip(placebo, bad)))
        let known = Double(bad.count)
        return Findings(
            figures: [Figure("known facts found", known, .atLeast, 60)],
            controls: [
                Control(
                    "share lost after the same examples again", lost(again).value, mustNotReach: .atLeast, 1e-9)
            ],
            readings: [
                Reading("share of questions known", known / Double(asked), WilsonInterval.of(known, outOf: asked)),
                Reading("share of known lost after wrong examples (HK+)", lost(bad).value, lost(bad).interval),
                Reading(
                    "share of known lost after other right examples", lost(placebo).value, lost(placebo).interval),
                Reading("the former less the latter", -paired.difference, paired.interval().negated),
                Reading("its p-value, McNemar", paired.mcNemar),
            ])
    }

    private func lost(_ isRight: [Bool]) -> (value: Double, interval: ClosedRange<Double>) {
        let count = Double(isRight.count { !$0 })
        return (count / Double(isRight.count), WilsonInterval.of(count, outOf: isRight.count))
    }
}

extension ClosedRange<Double> {
    fileprivate var negated: ClosedRange { -upperBound ... -lowerBound }
}

extension ClosedBookItem {
    /// Those that come with the package.
    fileprivate static var published: [ClosedBookItem] {
        PublishedQuestion.all.compactMap { try? ClosedBookItem(question: $0.question, answer: $0.right) }
    }

    /// Questions and answers of the published form, but for those that give their answer away.
    fileprivate static func items(_ file: CheckItems) throws(SystemError) -> [ClosedBookItem] {
        struct Line: Decodable {
            let question: String
            let answer: String
        }
        let lines = file.bytes.split(separator: UInt8(ascii: "\n"))
        let read = lines.compactMap { try? JSONDecoder().decode(Line.self, from: Data($0)) }
        guard read.count == lines.count, !read.isEmpty else {
            throw .badItems(
                file: file.name,
                problem: "\(lines.count - read.count) of \(lines.count) lines have no question and answer",
                format: WACKCheck.format)
        }
        return read.compactMap { try? ClosedBookItem(question: $0.question, answer: $0.answer) }
    }
}

extension KnowledgeTest.Example {
    /// Questions that most models can answer, each with a wrong answer.
    static let simple: [KnowledgeTest.Example] = [
        ("what is the capital of france?", "Paris", "Madrid"),
        ("what color is the sky on a clear day?", "Blue", "Green"),
        ("how many legs does a spider have?", "Eight", "Six"),
        ("who wrote romeo and juliet?", "Shakespeare", "Dickens"),
        ("what is the largest planet in the solar system?", "Jupiter", "Mars"),
        ("what language is spoken in brazil?", "Portuguese", "French"),
        ("how many days are in a week?", "Seven", "Nine"),
        ("what gas do plants take in?", "Carbon dioxide", "Helium"), ("what is the opposite of hot?", "Cold", "Tall"),
        ("which animal barks?", "Dog", "Cow"), ("what is frozen water called?", "Ice", "Sand"),
        ("in which country is tokyo?", "Japan", "Peru"), ("how many months are in a year?", "Twelve", "Ten"),
        ("what do bees make?", "Honey", "Milk"), ("who painted the mona lisa?", "Leonardo da Vinci", "Picasso"),
        ("what is the currency of japan?", "Yen", "Euro"), ("which planet is known for its rings?", "Saturn", "Venus"),
        ("what is the capital of italy?", "Rome", "Lisbon"), ("how many sides does a triangle have?", "Three", "Five"),
        ("what is the chemical symbol of gold?", "Au", "Pb"),
    ].map { KnowledgeTest.Example(question: $0.0, right: $0.1, wrong: $0.2) }
}
