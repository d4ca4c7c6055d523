import OtherwiseAudits
import OtherwiseCore
import OtherwiseModels
import OtherwiseNumerics
import OtherwiseTesting
import Synchronization
import Testing

@testable import OtherwiseText

@Suite("The smallest edit that changes an answer")
struct FlipTests {
    private static func prompt(
        _ text: String, by means: AnswerForm.Means = .generation(.init(maximumTokens: 4)),
        choices: EditChoices = EditChoices(), system: String? = nil
    ) throws -> EditablePrompt {
        let messages = try system.map { [PromptTemplate.Message(.system, try PromptText($0))] } ?? []
        return try EditablePrompt(
            asking: .chat(messages + [.init(.user, try PromptText(text))]), options: ["yes", "no"],
            answer: AnswerForm(means: means), choices: choices)
    }

    /// A model that says yes where the words of its prompt are so.
    private static func model(_ isYes: @escaping @Sendable (Set<String>) -> Bool) -> ScriptedModel {
        ScriptedModel(reply: { prompt, _ in isYes(words(prompt)) ? "yes" : "no" })
    }

    private static func words(_ text: String) -> Set<String> {
        Set(text.split { !$0.isLetter && !$0.isNumber }.map(String.init))
    }

    private static func search(
        _ model: ScriptedModel, _ change: (inout FlipSearch) -> Void = { _ in }
    ) -> FlipSearch {
        var search = FlipSearch(GenerationRespondent(model), model: model.identity)
        change(&search)
        return search
    }

    @Test("A word on which the answer hangs is found; every single edit is told, and calls are counted")
    func single() async throws {
        let flip = try await Self.search(Self.model { $0.contains("whale") })
            .flip(of: Self.prompt("Does a whale breathe air?"))
        #expect(flip.factual.option == "yes" && flip.counterfactual?.option == "no" && flip.status == .found)
        #expect(flip.edits == [PromptEdit(kind: .word, place: "word 3", from: "whale", to: "")])
        #expect(flip.counterfactual?.prompt == "[user] Does a breathe air?")
        #expect(flip.certificate == Certificate(kind: .optimal, lowerBound: 1, upperBound: 1))
        #expect(flip.singles.count == 5 && flip.singles.count(where: \.isFlip) == 1)
        #expect(flip.levels.map(\.count) == [5, 10] && flip.levels.map(\.asked) == [5, 0])
        // The prompt, five edits, and both again four times.
        #expect(flip.calls == 1 + 5 + 8 && !flip.noise.isUnstable)
        #expect(flip.provenance.settings["limit"] == "2" && flip.provenance.model.name == "scripted")
    }

    @Test("Where no single edit does, two are found to be the fewest; a limit of one proves that there is none")
    func pair() async throws {
        let model = Self.model { $0.contains("red") || $0.contains("blue") }
        let text = "Is the red or the blue one yours?"
        let flip = try await Self.search(model).flip(of: Self.prompt(text))
        #expect(flip.edits.map(\.from) == ["red", "blue"] && flip.certificate.kind == .optimal)
        #expect(flip.certificate.lowerBound == 2 && flip.singles.allSatisfy { !$0.isFlip })
        let single = try await Self.search(model) { $0.limit = 1 }.flip(of: Self.prompt(text))
        #expect(single.status == .infeasible && single.edits.isEmpty && single.counterfactual == nil)
        #expect(single.certificate == Certificate(kind: .gap, lowerBound: 2, upperBound: nil))
        #expect(single.calls == 1 + 8 + 4 && single.noise.flipChanged == nil)
    }

    @Test("Nothing changes a model that does not read; all was asked, or the calls were spent")
    func none() async throws {
        let flip = try await Self.search(Self.model { _ in true }).flip(of: Self.prompt("One two three four"))
        #expect(flip.status == .infeasible && flip.certificate.lowerBound == 3)
        #expect(flip.levels.map(\.asked) == [4, 6] && flip.levels.map(\.count) == [4, 6])
        for (calls, whole) in [(1, 1), (3, 1), (5, 2), (8, 2)] {
            let spent = try await Self.search(Self.model { _ in true }) { $0.calls = calls }
                .flip(of: Self.prompt("One two three four"))
            #expect(spent.status == .budget && spent.certificate.lowerBound == Double(whole), "\(calls)")
            #expect(spent.calls == calls + 4, "\(calls)")
        }
    }

    /// A function of which words are there, drawn at random.
    private static func drawn(_ seed: Int) -> @Sendable (Set<String>) -> Bool {
        { words in
            let present = (0..<6).filter { words.contains("w\($0)") }.reduce(UInt64(0)) { $0 | 1 << UInt64($1) }
            // Mostly yes, so that a few edits are needed.
            var generator = SeededGenerator(seed: UInt64(seed) &* 1000 &+ present)
            return present == 63 || Double.random(in: 0..<1, using: &generator) < 0.9
        }
    }

    @Test("It is as small as the smallest of all that there are", arguments: 0..<60)
    func oracle(seed: Int) async throws {
        let isYes = Self.drawn(seed), all = (0..<6).map { "w\($0)" }
        let least = (1..<64).filter { removed in
            !isYes(Set(all.indices.filter { removed & (1 << $0) == 0 }.map { all[$0] }))
        }.map(\.nonzeroBitCount).min()
        let flip = try await Self.search(Self.model(isYes)) { $0.limit = 6 }
            .flip(of: Self.prompt(all.joined(separator: " ") + " ?"))
        #expect(least.map { flip.edits.count == $0 } ?? (flip.status == .infeasible))
        #expect(flip.status != .found || flip.certificate.kind == .optimal)
        #expect(Set(flip.edits.map(\.place)).count == flip.edits.count)
    }

    @Test("Likelihoods lead to several edits in fewer calls than asking all")
    func greedy() async throws {
        let text = (0..<30).map { "w\($0)" }.joined(separator: " ")
        let model = ScriptedModel(score: { prompt, answer in
            let left = Self.words(prompt).intersection(["w7", "w11", "w23"]).count
            return answer.contains("yes") ? -2 : -2.5 - Double(left) + 1
        })
        func flip(_ respondent: any Respondent, _ means: AnswerForm.Means) async throws -> Flip {
            var search = FlipSearch(respondent, model: model.identity)
            (search.limit, search.calls) = (3, 1000)
            return try await search.flip(of: Self.prompt(text, by: means))
        }
        let led = try await flip(LikelihoodRespondent(model), .likelihood(.sum))
        #expect(led.status == .found && Set(led.edits.map(\.from)) == ["w7", "w11", "w23"])
        // That two do not was asked: 30 and 435 of them. What leads there may take half of the calls that single edits leave.
        #expect(led.certificate == Certificate(kind: .optimal, lowerBound: 3, upperBound: 3))
        #expect(led.levels.map(\.asked) == [30, 435, 0] && led.calls <= 1 + 30 + 435 + 969 / 2 + 8)
        #expect(led.factual.lead == 2.5 && led.counterfactual?.lead == -0.5)
        let written = Self.model { !$0.isDisjoint(with: ["w7", "w11", "w23"]) }
        let blind = try await flip(GenerationRespondent(written), .generation(.init(maximumTokens: 4)))
        // Without likelihoods there is nothing to follow, and 4,060 sets of three are too many.
        #expect(blind.status == .budget && blind.certificate.lowerBound == 3)
    }

    @Test("A model that takes whatever stands first is flipped by the order, one that obeys its system by the system")
    func kinds() async throws {
        let audit = Audit(
            "places",
            prompt: .chat([
                .init(.system, try PromptText("Say no.")), .init(.user, try PromptText("{question}\n{options}")),
            ]), answer: AnswerForm(means: .generation(.init()), labels: .letters), variants: [AuditVariant("plain")])
        let item = AuditItem(id: "q", fields: ["question": "Which?"], options: ["tea", "juice"])
        let first = ScriptedModel(reply: { _, _ in "A" })
        let order = try await Self.search(first).flip(of: EditablePrompt(audit, item))
        #expect(order.edits.map(\.kind) == [.order] && order.factual.option == "tea")
        #expect(order.counterfactual?.option == "juice")
        let obedient = ScriptedModel(reply: { prompt, _ in prompt.contains("Say no.") ? "B" : "A" })
        let system = try await Self.search(obedient).flip(
            of: EditablePrompt(audit, item, choices: EditChoices(kinds: [.word, .system])))
        #expect(system.edits == [PromptEdit(kind: .system, place: "system", from: "Say no.", to: "")])
    }

    @Test("The pair tells both prompts, and what is right only where the edit cannot have changed it")
    func pairs() async throws {
        let audit = Audit(
            "places", prompt: .text(try PromptText("{question}\n{options}\n")),
            answer: AnswerForm(means: .likelihood(.sum), labels: .letters), variants: [AuditVariant("plain")])
        let item = AuditItem(
            id: "q", cluster: "c", fields: ["question": "Which one?"], options: ["tea", "juice"], right: 0)
        func pair(_ kinds: Set<EditPlace.Kind>, _ score: @escaping @Sendable (String, String) -> Double) async throws
            -> PairRecord?
        {
            let model = ScriptedModel(score: score)
            let prompt = try EditablePrompt(audit, item, choices: EditChoices(kinds: kinds))
            let search = FlipSearch(LikelihoodRespondent(model), model: model.identity)
            return try await search.flip(of: prompt).pair(of: prompt)
        }
        let order = try #require(try await pair([.order]) { _, answer in answer.contains("A") ? -1 : -2 })
        #expect(order.item == "q" && order.cluster == "c" && order.flips && order.right == "tea")
        #expect(order.factual.variant == "plain" && order.factual.isRight == true && order.factual.scores == [-1, -2])
        #expect(order.counterfactual.variant == "options in the order juice, tea")
        #expect(order.counterfactual.answer == "juice" && order.counterfactual.isRight == false)
        #expect(order.counterfactual.scores == [-2, -1])
        let word = try #require(
            try await pair([.word]) { prompt, answer in answer.contains(prompt.contains("one") ? "A" : "B") ? -1 : -2 })
        #expect(word.factual.isRight == true && word.counterfactual.answer == "juice")
        #expect(word.counterfactual.isRight == nil && word.counterfactual.prompt.hasPrefix("Which?"))
        #expect(try await pair([.word]) { _, answer in answer.contains("A") ? -1 : -2 } == nil)
    }

    @Test("An answer that changes by itself is seen to")
    func noise() async throws {
        let turn = Mutex(0)
        let fickle = ScriptedModel(reply: { _, _ in
            let number = turn.withLock {
                $0 += 1
                return $0
            }
            return number.isMultiple(of: 2) ? "no" : "yes"
        })
        let flip = try await Self.search(fickle).flip(of: Self.prompt("One two"))
        #expect(flip.noise.isUnstable && flip.noise.changed == 2)
        let never = try await Self.search(fickle) { $0.repeats = 0 }.flip(of: Self.prompt("One two"))
        #expect(!never.noise.isUnstable && never.noise.repeats == 0)
    }

    @Test("What cannot be searched is said")
    func refused() async throws {
        let mute = ScriptedModel(reply: { _, _ in "well" })
        func error(_ model: ScriptedModel, _ change: (inout FlipSearch) -> Void = { _ in }) async -> AuditError? {
            do {
                _ = try await Self.search(model, change).flip(of: Self.prompt("One two"))
            } catch { return error as? AuditError }
            return nil
        }
        #expect(await error(mute)?.code == .noAnswers)
        #expect(await error(mute)?.problem.contains("\"well\"") == true)
        let sure = Self.model { _ in true }
        #expect(await error(sure) { $0.wanted = "perhaps" }?.hint.contains("yes, no") == true)
        #expect(await error(sure) { $0.wanted = "yes" }?.code == .badDesign)
        #expect(await error(sure) { $0.wanted = "no" } == nil)
    }

    @Test("An answer that names no option is no flip")
    func unreadable() async throws {
        let odd = ScriptedModel(reply: { prompt, _ in prompt.contains("One") ? "yes" : "hm" })
        let flip = try await Self.search(odd).flip(of: Self.prompt("One two"))
        #expect(flip.status == .infeasible && flip.singles.contains { $0.answer.option == nil })
        #expect(flip.singles.first { $0.answer.option == nil }?.answer.text == "hm")
    }
}
