import OtherwiseCore
import OtherwiseModels
import OtherwiseTraces
import Synchronization
import Testing

/// A model that answers as it is told, and remembers what it was asked.
private final class ScriptedModel: TextGenerator {
    let identity = ModelIdentity(name: "scripted", digest: nil)
    private let answer: @Sendable (_ question: String, _ turn: Int) -> String
    /// Characters that it can hold.
    private let capacity: Int
    private let seen = Mutex<[[ChatMessage]]>([])

    init(capacity: Int = .max, _ answer: @escaping @Sendable (_ question: String, _ turn: Int) -> String) {
        (self.capacity, self.answer) = (capacity, answer)
    }

    var conversations: [[ChatMessage]] { seen.withLock(\.self) }
    var questions: [String] { conversations.map { $0[0].content } }

    func text(after prompt: Prompt, _ settings: GenerationSettings) async throws -> GeneratedText {
        guard case .chat(let messages) = prompt else { return GeneratedText(text: "", tokenCount: 0, ending: .end) }
        guard messages[0].content.count <= capacity else {
            throw ModelError(.contextTooLong, "there are too many tokens", hint: "Shorten the prompt")
        }
        seen.withLock { $0.append(messages) }
        let text = answer(messages[0].content, (messages.count - 1) / 2)
        return GeneratedText(text: text, tokenCount: 1, ending: .end)
    }
}

/// A model that takes some questions and refuses others.
private final class RefusingModel: TextGenerator {
    let identity = ModelIdentity(name: "refusing", digest: nil)
    private let asked = Mutex(0)

    var count: Int { asked.withLock(\.self) }

    func text(after prompt: Prompt, _ settings: GenerationSettings) async throws -> GeneratedText {
        asked.withLock { $0 += 1 }
        guard case .chat(let messages) = prompt, messages[0].content.contains("taken") else {
            throw ModelError(.refused, "no", hint: "Ask another")
        }
        return GeneratedText(text: "{\"step\": 0}", tokenCount: 1, ending: .end)
    }
}

@Suite struct JudgingTests {
    private static func trace(_ count: Int = 12, length: Int = 10) -> Trace {
        let steps = (0..<count).map {
            TraceStep(agent: "agent \($0 % 3)", content: "\($0):" + String(repeating: "x", count: length))
        }
        return Trace(id: "t", task: "Add up", expectedAnswer: "forty-two", steps: steps)
    }

    private static func candidate(_ step: Int, _ succeeds: Bool, _ probability: Double? = nil) -> String {
        let tail = probability.map { ", \"probability\": \($0)" } ?? ""
        return
            "{\"step\": \(step), \"agent\": \"Agent \(step % 3)\", \"causes\": \"c\", \"succeeds\": \(succeeds)\(tail)}"
    }

    @Test func `the earliest step that is predicted to succeed is the answer, whatever the order`() async throws {
        let model = ScriptedModel { _, _ in
            let list = [Self.candidate(9, true), Self.candidate(2, false, 0.9), Self.candidate(5, true)]
            return
                "I think {so}: ```json\n{\"candidates\": [\(list.joined(separator: ", "))], \"reason\": \"r }\"}\n```"
        }
        let verdict = try await TraceJudge(model).verdict(on: Self.trace())
        #expect(verdict.step == 5 && verdict.isDecisive == true && verdict.reading == .first)
        #expect(verdict.candidates.map(\.step) == [2, 5, 9] && verdict.reason == "r }" && !verdict.namesOtherAgent)
        let question = model.questions[0]
        #expect(question.contains("Step 0 - agent 0: 0:") && question.contains("Step 11 - agent 2: 11:"))
        #expect(question.contains("forty-two") && question.contains("Abduct"))
        var blind = TraceJudge(model)
        blind.revealsAnswer = false
        _ = try await blind.verdict(on: Self.trace())
        #expect(!model.questions[1].contains("forty-two"))
    }

    @Test func `where no repair is predicted to succeed the likeliest is named, and said not to be decisive`()
        async throws
    {
        let model = ScriptedModel { _, _ in
            "{\"candidates\": [\(Self.candidate(1, false, 0.2)), \(Self.candidate(4, false, 0.4)), \(Self.candidate(6, false))]}"
        }
        let verdict = try await TraceJudge(model).verdict(on: Self.trace())
        #expect(verdict.step == 4 && verdict.isDecisive == false)
    }

    private static let unusable = [
        "no idea", "{\"candidates\": []}", "{\"candidates\": [{\"step\": 12, \"succeeds\": true}]}",
        "{\"candidates\": [{\"step\": 1}]}", "{\"candidates\": [{\"step\": -1, \"succeeds\": true}]}", "{\"step\": 1}",
        "{{{{", "{\"candidates\": [{\"step\": 1.5, \"succeeds\": true}]}",
    ]

    @Test(arguments: unusable) func `an answer that cannot be used is asked for again, with what is wrong`(
        _ answer: String
    ) async throws {
        let model = ScriptedModel { _, turn in turn < 2 ? answer : "{\"candidates\": [\(Self.candidate(3, true))]}" }
        let verdict = try await TraceJudge(model).verdict(on: Self.trace())
        #expect(verdict.step == 3 && verdict.reading == .askedAgain && verdict.questions == 3)
        let last = try #require(model.conversations.last)
        #expect(last.map(\.role) == [.user, .assistant, .user, .assistant, .user] && last[1].content == answer)
        #expect(last[4].content.hasPrefix("That cannot be used"))
    }

    @Test func `after two more tries it is asked all at once, and after those there is no answer`() async throws {
        let model = ScriptedModel { question, _ in
            question.contains("Abduct") ? "?" : "{\"step\": \"7\", \"agent\": \"agent 0\", \"reason\": \"r\"}"
        }
        let verdict = try await TraceJudge(model).verdict(on: Self.trace())
        #expect(verdict.step == 7 && verdict.reading == .fellBack && verdict.namesOtherAgent && verdict.questions == 4)
        for method in JudgingMethod.allCases {
            let mute = try await TraceJudge(ScriptedModel { _, _ in "?" }, method: method).verdict(on: Self.trace(2))
            #expect(mute.step == nil && mute.reading == .unusable, "\(method)")
        }
        await #expect(throws: TraceError.self) { try await TraceJudge(model).verdict(on: Trace(id: "e", steps: [])) }
    }

    @Test func `steps are shown one after the other until one derails the run`() async throws {
        let model = ScriptedModel { question, _ in "{\"error\": \(question.contains("Step 4 - ")), \"reason\": \"r\"}" }
        let verdict = try await TraceJudge(model, method: .stepByStep).verdict(on: Self.trace())
        #expect(verdict.step == 4 && verdict.questions == 5)
        #expect(!model.questions[3].contains("Step 4 - ") && model.questions[4].contains("Step 0 - "))
        let blind = try await TraceJudge(ScriptedModel { _, _ in "{\"error\": false}" }, method: .stepByStep)
            .verdict(on: Self.trace())
        #expect(blind.step == nil && blind.reading == .first)
    }

    @Test(arguments: 0..<13) func `halves lead to every step`(_ gold: Int) async throws {
        let model = ScriptedModel { question, _ in
            let half = question.firstMatch(of: #/second, steps? (\d+)/#).flatMap { Int($0.output.1) } ?? 0
            return "{\"half\": \"\(gold < half ? "first" : "second")\"}"
        }
        let verdict = try await TraceJudge(model, method: .binarySearch).verdict(on: Self.trace(13))
        #expect(verdict.step == gold && verdict.questions <= 4)
    }

    @Test func `a long log is read in parts that overlap, and the candidates are chosen from`() async throws {
        let model = ScriptedModel { question, _ in
            if question.contains("part by part") { return "{\"step\": 7, \"agent\": \"agent 1\"}" }
            let step = question.firstMatch(of: #/\nStep (\d+) - /#).flatMap { Int($0.output.1) } ?? 0
            return question.contains("Abduct")
                ? "{\"candidates\": [\(Self.candidate(step + 1, step > 3))]}"
                : "{\"step\": \(step + 1), \"reason\": \"r\"}"
        }
        for method in [JudgingMethod.a2p, .allAtOnce] {
            var judge = TraceJudge(model, method: method)
            judge.logCharacters = 700
            let before = model.questions.count
            let verdict = try await judge.verdict(on: Self.trace(12, length: 100))
            #expect(verdict.step == 7 && verdict.reading == .first, "\(method)")
            let shown = model.questions[before...].dropLast().map { question in
                question.matches(of: #/\nStep (\d+) - /#).compactMap { Int($0.output.1) }
            }
            #expect(Set(shown.joined()) == Set(0..<12) && shown.count > 1)
            for (one, next) in zip(shown, shown.dropFirst()) { #expect(Array(one.suffix(3)) == Array(next.prefix(3))) }
        }
    }

    @Test func `of a log read in parts the earliest step is the answer, whichever part suspects it`() async throws {
        let model = ScriptedModel { question, _ in
            if question.contains("part by part") { return "?" }
            // The second part suspects a step that the first has in common with it, before the one that that suspects.
            return switch question.firstMatch(of: #/\nStep (\d+) - /#).flatMap({ Int($0.output.1) }) {
            case 0: "{\"candidates\": [\(Self.candidate(4, true))]}"
            default: "{\"candidates\": [\(Self.candidate(3, true))]}"
            }
        }
        var judge = TraceJudge(model)
        judge.logCharacters = 620
        let verdict = try await judge.verdict(on: Self.trace(7, length: 100))
        #expect(verdict.candidates.map(\.step) == [3, 4] && verdict.step == 3 && verdict.reading == .fellBack)
    }

    @Test func `a run that cannot be asked about ends no other, until too many in a row fail`() async throws {
        let traces = (0..<30).map { number in
            Trace(id: "\(number)", task: number == 1 || number > 9 ? "refused" : "taken", steps: Self.trace(2).steps)
        }
        let model = RefusingModel()
        let runs = try await TraceJudge(model, method: .allAtOnce).judge(traces)
        #expect(runs.map { $0.blame != nil } == traces.map { $0.task == "taken" })
        guard case .failed(let trace, .allAtOnce, let error) = runs[29] else { return #expect(Bool(false)) }
        #expect(trace.id == "29" && error.code == .refused)
        // 10 runs, then 8 failures in a row.
        #expect(model.count == 18)
        let settings = TraceJudge(model).provenance(runs: 3, seed: 5).settings
        #expect(settings["runs"] == "3" && settings["temperature"] == "1.0" && settings["revealsAnswer"] == "true")
    }

    @Test(arguments: JudgingMethod.allCases) func `a model that holds less is shown less at once`(
        _ method: JudgingMethod
    ) async throws {
        let model = ScriptedModel(capacity: 6000) { question, _ in TraceJudge.placeholder(for: .user(question)) }
        let long = Self.trace(40, length: 1000)
        let verdict = try await TraceJudge(model, method: method).verdict(on: long)
        #expect(verdict.reading == .first)
        await #expect(throws: ModelError.self) {
            try await TraceJudge(ScriptedModel(capacity: 300) { _, _ in "" }, method: method).verdict(on: long)
        }
    }

    @Test func `asked several times, answers are ranked by how often they were given, with intervals`() async throws {
        let turn = Mutex(0)
        let model = ScriptedModel { _, _ in
            let number = turn.withLock {
                $0 += 1
                return $0
            }
            return number == 4 ? "?" : "{\"step\": \(number % 3 == 0 ? 9 : 2)}"
        }
        let blame = try await TraceJudge(model, method: .allAtOnce).blame(for: Self.trace(), runs: 8)
        #expect(blame.answer == 2 && blame.ranking.map(\.step) == [2, 9])
        #expect(blame.ranking[0].interval?.contains(blame.ranking[0].share) == true)
        #expect(blame.scored == BlameScore.Answer(agent: "agent 2", step: "2"))
    }

    @Test(arguments: JudgingMethod.allCases) func `the placeholder answers every question`(_ method: JudgingMethod)
        async throws
    {
        let model = ScriptedModel { question, _ in TraceJudge.placeholder(for: .user(question)) }
        var judge = TraceJudge(model, method: method)
        judge.logCharacters = 700
        let verdict = try await judge.verdict(on: Self.trace(20, length: 100))
        #expect(verdict.reading == .first)
    }
}
