import Foundation
import OtherwiseAudits
import OtherwiseModels
import OtherwiseNumerics

/// Part 3 of the specification: a language model asked directly, asked to think first, and led step by step with its
/// statements verified by the rules, by itself, and by nobody.
extension CounterBenchCheck: LanguageModelCheck {
    var modelClaim: String {
        "A small language model guesses when it is asked directly; led step by step, with statements that the rules contradict taken back, it is right nine times in ten: the rules do the work."
    }

    private static let asked = 100

    func findings(seed: UInt64, items file: CheckItems?, asking model: AskedModel) async throws -> Findings {
        var generator = SeededGenerator(seed: seed).split(3)
        let own = CounterBenchItem.own.filter { !CounterBenchItem.disputed.contains($0.number) }
        let drawn = Array(own.shuffled(using: &generator).prefix(Self.asked))
        let items = try ReadItems(file.map(CounterBenchItem.items) ?? drawn, in: file)
        let asking = RuleAsking(items.read, model)
        let direct = try await asking.replies(.direct), thought = try await asking.replies(.thinking)
        let led = try await asking.led(by: [.rules, .reasoner, .none], using: &generator)
        func reading(_ name: String, _ isRight: [Bool]?) -> Reading {
            let sample = PairedSample((isRight ?? []).map { $0 ? 1 : 0 }, clusters: items.read.map(\.item.template))
            return Reading("\(name): share right", sample.mean, sample.interval(using: &generator))
        }
        let verified = reading("led, the rules verify", led[.rules]),
            alone = reading("led, nobody verifies", led[.none])
        let asked = reading("asked directly", direct.map(\.isRight))
        return Findings(
            figures: [
                Figure("asked directly: distance from one half", abs(asked.value - 0.5), .atMost, 0.1),
                Figure(verified.name, verified.value, .atLeast, 0.9),
            ],
            controls: [Control(alone.name, alone.value, mustNotReach: .atLeast, 0.9)],
            readings: [
                asked, Reading("asked directly: replies without an answer", Self.unread(direct)),
                reading("thinking first", thought.map(\.isRight)),
                Reading("thinking first: replies without an answer", Self.unread(thought)), verified,
                reading("led, it verifies itself", led[.reasoner]), alone,
            ] + (file == nil ? [] : items.readings))
    }

    private static func unread(_ replies: [RuleAsking.Reply]) -> Double {
        Double(replies.count { $0.answer == nil }) / Double(replies.count)
    }
}

/// Items put to a language model.
private struct RuleAsking {
    /// How an answer is asked for.
    enum Style {
        case direct, thinking

        var request: String {
            switch self {
            case .direct: "Answer with yes or no."
            case .thinking: "Think step by step, then write 'Final answer:' and yes or no."
            }
        }

        var tokens: Int { self == .direct ? 8 : 160 }
    }

    struct Reply {
        let answer: RuleAnswer?
        let isRight: Bool
    }

    private let items: [GradedItem]
    private let model: AskedModel

    init(_ items: [GradedItem], _ model: AskedModel) { (self.items, self.model) = (items, model) }

    func replies(_ style: Style) async throws -> [Reply] {
        let prompts = items.map { Prompt.user("\($0.item.description) \($0.item.question) \(style.request)") }
        let texts = try await model.texts(after: prompts, GenerationSettings(maximumTokens: style.tokens))
        return zip(items, texts).map { item, text in
            let answer = Self.reading(text)
            return Reply(answer: answer, isRight: answer == item.item.answer)
        }
    }

    /// What follows the last "answer:", or the whole, where it has one of both words.
    private static func reading(_ text: String) -> RuleAnswer? {
        let tail = text.lowercased().components(separatedBy: "answer:").last ?? ""
        let words = Set(tail.split { !$0.isLetter }.map(String.init))
        return words.contains("yes") == words.contains("no") ? nil : words.contains("yes") ? .yes : .no
    }

    /// Whether each item is answered rightly step by step, by each who verifies. All hear the same statements.
    func led(
        by verifiers: [StepVerifier], using generator: inout SeededGenerator
    ) async throws -> [StepVerifier: [Bool]] {
        var isRight: [StepVerifier: [Bool]] = [:]
        for item in items {
            var reasoner = LanguageReasoner(model.writer(0), concurrency: model.concurrency, seed: generator.next())
            for verifier in verifiers {
                reasoner.startAgain()
                let answer = try await answer(item, CoIn(verifier: verifier), &reasoner, using: &generator)
                isRight[verifier, default: []].append(answer == item.item.answer)
            }
        }
        return isRight
    }

    private func answer(
        _ item: GradedItem, _ method: CoIn, _ reasoner: inout LanguageReasoner, using generator: inout SeededGenerator
    ) async throws -> RuleAnswer? {
        guard let question = item.question, let worlds = item.solution?.worlds else { return nil }
        return try await method.answer(question, worlds: worlds, &reasoner, using: &generator).answer
    }
}
