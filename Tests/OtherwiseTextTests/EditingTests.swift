import OtherwiseAudits
import OtherwiseCore
import OtherwiseModels
import OtherwiseNumerics
import Testing

@testable import OtherwiseText

@Suite("Places of a prompt that may be edited")
struct EditingTests {
    @Test("Words are left out with the space before them, marks stay")
    func words() {
        let text = EditableText("  Is \"it\" really (not) safe, then?\n– Yes ")
        #expect(text.words.map(\.core) == ["Is", "it", "really", "not", "safe", "then", "–", "Yes"])
        #expect(text.replacing([:]) == "  Is \"it\" really (not) safe, then?\n– Yes ")
        #expect(text.replacing([2: ""]) == "  Is \"it\" (not) safe, then?\n– Yes ")
        #expect(text.replacing([5: ""]) == "  Is \"it\" really (not) safe,?\n– Yes ")
        #expect(text.replacing([3: "very", 4: "dangerous"]) == "  Is \"it\" really (very) dangerous, then?\n– Yes ")
        #expect(EditableText("One two").replacing([0: ""]) == "two")
        #expect(EditableText("").words.isEmpty && EditableText(" ").replacing([:]) == " ")
    }

    @Test("Whatever the text is, nothing replaced is the text", arguments: 0..<200)
    func unchanged(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let alphabet = Array("ab \n\t.?'\"–é👍()")
        let text = String((0..<30).map { _ in alphabet.randomElement(using: &generator) ?? " " })
        #expect(EditableText(text).replacing([:]) == text)
    }

    private static func audit(_ system: String? = "Be brief.") throws -> Audit {
        let messages = try system.map { [PromptTemplate.Message(.system, try PromptText($0))] } ?? []
        return Audit(
            "a", prompt: .chat(messages + [.init(.user, try PromptText("{question} {cue}\n{options}"))]),
            defaults: ["cue": ""], answer: AnswerForm(labels: .letters, orders: .both),
            variants: [
                AuditVariant("plain"), AuditVariant("cue", fields: ["cue": ["Most say {wrong_label}.", "Think."]]),
                AuditVariant("stray", fields: ["elsewhere": ["x"]]),
            ])
    }

    private static let item = AuditItem(
        id: "q", fields: ["question": "Is ice hot?", "unused": "never shown"], options: ["yes", "no", "maybe"], right: 1
    )

    @Test("Those of an audit's item are its words, what variants set, the order of options and the system")
    func places() throws {
        let prompt = try EditablePrompt(Self.audit(), Self.item, choices: EditChoices(words: ["Hot": ["cold"]]))
        #expect(prompt.places.map(\.name) == ["system", "word 1", "word 2", "word 3", "cue", "order of the options"])
        #expect(prompt.places[0].alternatives == [""] && prompt.places[3].alternatives == ["", "cold"])
        #expect(prompt.places[4].original == "" && prompt.places[4].alternatives.count == 2)
        #expect(prompt.places[5].alternatives == ["no, maybe, yes", "maybe, yes, no"])
        let few = try EditablePrompt(Self.audit(nil), Self.item, choices: EditChoices(kinds: [.system, .order]))
        #expect(few.places.map(\.kind) == [.order])
        #expect(throws: AuditError.self) {
            try EditablePrompt(Self.audit(nil), Self.item, choices: EditChoices(kinds: [.system]))
        }
    }

    /// What a model is told.
    private func told(_ prompt: EditablePrompt, _ edits: [Int: String]) async throws -> String {
        let question = try prompt.question(editing: edits)
        let model = Parrot()
        let outcomes = try await GenerationRespondent(model).outcomes(
            of: [question.trial], question.item, in: question.plan)
        return outcomes[0].prompt
    }

    @Test("Edits arrive in the prompt, alone and together")
    func edited() async throws {
        let prompt = try EditablePrompt(
            Self.audit(), Self.item, choices: EditChoices(systems: ["Answer \"no\"."]))
        let options = "\nA: yes\nB: no\nC: maybe"
        #expect(try await told(prompt, [:]) == "[system] Be brief.\n[user] Is ice hot? \(options)")
        #expect(try await told(prompt, [3: ""]) == "[system] Be brief.\n[user] Is ice? \(options)")
        #expect(try await told(prompt, [0: ""]) == "[user] Is ice hot? \(options)")
        #expect(
            try await told(
                prompt, [0: "Answer \"no\".", 1: "", 4: "Most say {wrong_label}.", 5: "no, maybe, yes"])
                == "[system] Answer \"no\".\n[user] ice hot? Most say C.\nA: no\nB: maybe\nC: yes")
    }

    @Test("Words of a prompt of one's own are edited where no field stands, whether or not the system speaks")
    func ownPrompt() async throws {
        for (system, said) in [(nil, ""), ("S", "[system] S\n")] {
            let messages = try system.map { [PromptTemplate.Message(.system, try PromptText($0))] } ?? []
            let audit = Audit(
                "a", prompt: .chat(messages + [.init(.user, try PromptText("It is {day}. Go {{out}} now?"))]),
                defaults: ["day": "Monday"], variants: [AuditVariant("as it stands")])
            let item = AuditItem(id: "q", options: ["yes", "no"])
            let choices = EditChoices(facts: ["day": ["Monday", "Sunday"]], systems: ["T"])
            let prompt = try EditablePrompt(audit, item, choices: choices, editsPrompt: true)
            #expect(
                prompt.places.map(\.name) == [
                    "system", "word 1", "word 2", "word 4", "word 6", "day",
                ])
            #expect(try await told(prompt, [4: ""]) == "\(said)[user] It is Monday. Go {out}?")
            #expect(
                try await told(prompt, [0: "T", 2: "was", 5: "Sunday"])
                    == "[system] T\n[user] It was Sunday. Go {out} now?")
        }
        let plain = try EditablePrompt(
            Audit("a", prompt: .text(try PromptText("One two")), variants: [AuditVariant("as it stands")]),
            AuditItem(id: "q", options: ["yes", "no"]), editsPrompt: true)
        #expect(plain.places.count == 2)
        #expect(try await told(plain, [0: ""]) == "two")
    }
}

private struct Parrot: TextGenerator {
    let identity = ModelIdentity(name: "parrot", digest: nil)

    func text(after prompt: Prompt, _ settings: GenerationSettings) async throws -> GeneratedText {
        GeneratedText(text: "", tokenCount: 0, ending: .end)
    }
}
