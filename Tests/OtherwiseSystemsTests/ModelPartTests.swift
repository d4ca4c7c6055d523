import OtherwiseModels
import OtherwiseNumerics
import OtherwiseTesting
import Synchronization
import Testing

@testable import OtherwiseSystems

@Suite struct `What a check measures on a language model` {
    private static let mute = ScriptedModel()

    @Test(arguments: ["01", "09", "10", "19", "26", "27", "28", "31"])
    func `is said not to have been run where no model is given`(_ id: String) throws {
        let check = try #require(SystemRegister.system(id).check as? any LanguageModelCheck)
        #expect(check.modelClaim.hasSuffix("."))
    }

    @Test func `a model without hidden states is refused where they are looked at`() async throws {
        let error = await #expect(throws: SystemError.self) {
            try await SystemRegister.system("01").report(asking: AskedModel(Self.mute))
        }
        #expect(error?.description.contains("--model") == true)
    }

    // MARK: 26

    private static let question = CheckItems(
        name: "q",
        bytes: Array(
            #"{"stem": "Add.", "choices": ["7/6", "3/5"], "rationales": ["Found by a common denominator.", "Found by adding across."], "programs": ["(a*d + c*b)/(b*d)", "(a + c)/(b + d)"], "numbers": {"a": 1, "b": 2, "c": 2, "d": 3}, "correctIndex": 0}"#
                .utf8))

    @Test func `26: the reasoning that gains most by the answer is picked, whatever it is worth alone`() async throws {
        let reader = ScriptedModel(score: { prompt, text in
            let alone = text.contains("common") ? -1.0 : -5
            let isFit = prompt.contains("7/6 because") == text.contains("common") && prompt.contains("because")
            return alone + (isFit && prompt.contains("Add") ? 1 : 0)
        })
        let findings = try await MalAlgoQACheck().findings(seed: 0, items: Self.question, asking: AskedModel(reader))
        #expect(findings.hold)
        #expect(findings.readings.prefix(2).map(\.value) == [1, 1])
        let partial = ScriptedModel(score: { _, text in text.contains("common") ? -1 : -5 })
        let other = try await MalAlgoQACheck().findings(seed: 0, items: Self.question, asking: AskedModel(partial))
        #expect(other.readings[1].value < 1)
    }

    // MARK: 19

    @Test func `19: a model that praises he more is told from one that does not`() async throws {
        let praise = ["intelligent", "competent", "hardworking", "strong", "calm"]
        let biased = ScriptedModel(score: { prompt, text in
            let isPraise = praise.contains(text.trimmingPrefix(" ").description)
            return -3 - (isPraise && prompt.hasPrefix("She") ? 1 + Double(prompt.count % 7) / 10 : 0)
        })
        #expect(try await CABCheck().findings(seed: 0, items: nil, asking: AskedModel(biased)).hold)
        let fair = ScriptedModel(score: { prompt, _ in -3 - Double(prompt.count % 7) / 10 })
        #expect(try await !CABCheck().findings(seed: 0, items: nil, asking: AskedModel(fair)).hold)
    }

    // MARK: 10 and 09

    @Test func `10: rules make a guesser right, and nothing else does`() async throws {
        let guesser = ScriptedModel(reply: { prompt, settings in
            prompt.contains("Rule:") ? "It is \(settings.sampling.seed % 2 == 0)." : "Yes."
        })
        let findings = try await CounterBenchCheck().findings(seed: 1, items: nil, asking: AskedModel(guesser))
        // Whether "yes" is right half of the time is up to the items that are drawn.
        #expect(findings.figures.last?.holds == true, "\(findings)")
        #expect(findings.controls.first?.failsAsItShould == true, "\(findings)")
        let unread = findings.readings.filter { $0.name.hasSuffix("replies without an answer") }.map(\.value)
        #expect(unread == [0, 0])
    }

    @Test func `10: all who verify hear the same statements, drawn several at a time`() async throws {
        let asked = Mutex(0)
        let guesser = ScriptedModel(reply: { _, settings in "It is \(settings.sampling.seed % 2 == 0)." })
        let counted = AskedModel(guesser).counted { more in asked.withLock { $0 += more } }
        var reasoner = LanguageReasoner(counted.writer(0), seed: 3)
        let rule = Rule([Literal("A")], causes: Literal("C"))
        var heard: [[Bool]] = []
        for _ in 0..<2 {
            reasoner.startAgain()
            var values: [Bool] = []
            for _ in 0..<8 { values.append(try await reasoner.value(of: "C", by: rule, given: ["A": true])) }
            heard.append(values)
        }
        #expect(heard[0] == heard[1] && Set(heard[0]).count == 2)
        #expect(asked.withLock { $0 } == 12)
    }

    @Test func `counting changes nothing of what a check finds`() async throws {
        let asked = Mutex(0)
        let model = AskedModel(Self.forgetful)
        let findings = try await WACKCheck().findings(
            seed: 2, items: nil, asking: model.counted { more in asked.withLock { $0 += more } })
        #expect(findings == (try await WACKCheck().findings(seed: 2, items: nil, asking: model)))
        #expect(asked.withLock { $0 } > PublishedQuestion.all.count)
    }

    @Test(
        arguments: [
            ("True", true), ("It is false.", false), ("true or false", nil), ("", nil), ("untrue", nil),
        ] as [(String, Bool?)])
    func `10: a statement is read, or not`(_ reply: String, _ value: Bool?) {
        #expect(LanguageReasoner.reading(reply) == value)
    }

    @Test func `10: a step that cannot be read is drawn and counted`() async throws {
        var reasoner = LanguageReasoner(Self.mute, seed: 1)
        let rule = Rule([Literal("A"), Literal("B", is: false)], causes: Literal("C", is: false))
        _ = try await reasoner.value(of: "C", by: rule, given: ["A": true, "B": false])
        #expect(reasoner.unread == 1)
        #expect(rule.inWords == "A and not B together cause not C")
    }

    @Test func `09: replies are graded by all that is possible`() async throws {
        let item =
            #"{"code": "def f(x, r):\n    return (x + r) % 5\n", "x": 1, "y": 3, "xPrime": 2, "domain": {"r": [1, 9]}, "answers": [4]}"#
        let items = CheckItems(name: "p", bytes: Array("\(item)\n".utf8))
        let right = ScriptedModel(reply: { _, _ in "So it is [4]." })
        let findings = try await ExecutableCounterfactualsCheck().findings(
            seed: 0, items: items, asking: AskedModel(right))
        #expect(findings.readings.prefix(2).map(\.value) == [1, 1])
        #expect(findings.figures.allSatisfy { $0.holds })
    }

    // MARK: 28

    /// Knows every fourth question, and of those forgets every third after a wrong example.
    private static let forgetful: ScriptedModel = {
        let answers = Dictionary(
            PublishedQuestion.all.enumerated().map { ($1.question, ($0, $1.right)) },
            uniquingKeysWith: { one, _ in one })
        let lies = KnowledgeTest.Example.simple.map { "answer: \($0.wrong)\n" }
        return ScriptedModel(reply: { prompt, _ in
            let line = prompt.split(separator: "\n").dropLast().last?.dropFirst("question: ".count) ?? ""
            guard let (number, answer) = answers[String(line)], number % 4 == 0 else { return " nobody" }
            return number % 3 == 0 && lies.contains(where: prompt.contains) ? " nobody" : " \(answer)"
        })
    }()

    @Test func `28: what is known is found, and what is lost after wrong examples`() async throws {
        let findings = try await WACKCheck().findings(seed: 2, items: nil, asking: AskedModel(Self.forgetful))
        #expect(findings.hold, "\(findings)")
        func reading(_ words: String) -> Double? { findings.readings.first { $0.name.contains(words) }?.value }
        #expect(abs((reading("of questions known") ?? 0) - 0.25) < 0.02)
        #expect(abs((reading("(HK+)") ?? 0) - 1.0 / 3) < 0.06)
        #expect(reading("other right examples") == 0)
    }

    @Test func `28: a probe finds what a hidden state holds, and nothing where there is nothing`() async throws {
        let labels: [KnowledgeLabel] = (0..<80).map { $0 % 2 == 0 ? .factual : .ignorant }
        let items = try labels.indices.map { place in
            try ClosedBookItem(question: place % 2 == 0 ? "sure \(place)" : "lost \(place)", answer: "x.")
        }
        let probe = KnowledgeProbe(OpenedModel(StateModel(), WordTokenizer()), .init(text: ""))
        var generator = SeededGenerator(seed: 5)
        let contest = KnowledgeContest.known
        let accuracy = try #require(
            await probe.accuracy(items, labels.map(contest.kind), count: contest.count, using: &generator))
        #expect(accuracy.fromState > 0.95 && accuracy.perKind == 40)
        for control in contest.controls(accuracy, margin: 0.15) { #expect(control.failsAsItShould, "\(control)") }
        let few = try await probe.accuracy(
            items, labels.map(KnowledgeContest.lost.kind), count: 2, using: &generator)
        #expect(few.map(\.perKind) == nil)
    }

    // MARK: 01

    @Test func `01: who repeats what was said gains from it`() async throws {
        let copier = OpenedModel(CopyingModel(), WordTokenizer())
        let model = AskedModel(Self.mute, inside: copier)
        let findings = try await InfoPOCheck().findings(seed: 3, items: nil, asking: model)
        #expect(findings.hold, "\(findings)")
    }
}

/// A word is a token.
private struct WordTokenizer: Tokenizer {
    func tokens(of text: String, isStart: Bool, readsMarks: Bool) -> [Token] {
        text.split(whereSeparator: \.isWhitespace).map { word in
            Token(word.unicodeScalars.reduce(7) { ($0 &* 31 &+ Int32($1.value % 1000)) % 499 + 500 })
        }
    }

    func text(of tokens: [Token]) -> String { "" }
}

/// Its residual stream holds the tokens before the last; its embedding the last alone.
private struct StateModel: ActivationModel {
    let layerCount = 6, headCount = 1, width = 64

    func run(
        _ tokens: [Token], under interventions: [ActivationIntervention], keeping sites: [ActivationSite]
    ) -> ActivationRun {
        let last = tokens.last.map { [$0] } ?? []
        let records = sites.map { site in
            let seen = site == .embedding ? last : tokens
            var state = [Float](repeating: 0, count: width)
            for token in seen { state[Int(token.id) % width] += 1 }
            return (site, ActivationRecord(site: site, vectors: [state]))
        }
        return ActivationRun(distributions: [], activations: Dictionary(uniqueKeysWithValues: records))
    }
}

/// Expects what was said before.
private struct CopyingModel: ActivationModel {
    let layerCount = 1, headCount = 1, width = 1

    func run(
        _ tokens: [Token], under interventions: [ActivationIntervention], keeping sites: [ActivationSite]
    ) -> ActivationRun {
        var logits = [Float](repeating: 0, count: 1000)
        let distributions = tokens.map { token in
            logits[Int(token.id)] = 6
            return logits.withUnsafeBufferPointer { NextTokenDistribution(logits: $0) }
        }
        return ActivationRun(distributions: distributions, activations: [:])
    }
}
