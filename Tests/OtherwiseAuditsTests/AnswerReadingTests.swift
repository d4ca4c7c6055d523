import Testing

@testable import OtherwiseAudits

@Suite struct `Reading answers` {
    @Test(arguments: [
        ("B", 1), ("b", 1), (" (B) ", 1), ("**B.**", 1), ("B: because it is shorter", 1), ("Answer: A", 0),
        ("The answer is B.", 1), ("Option B is better.", 1), ("Final answer: (A)", 0),
        ("I think so.\nB\n", 1), ("Answer: A? No. Final answer: B", 1), ("Verdict: A", 0),
    ])
    func `letters that are given as the answer are read`(_ text: String, _ place: Int) {
        #expect(AnswerReading.letter(in: text, of: 2) == place)
    }

    @Test(arguments: [
        "A good answer needs reasons", "", "C", "The answer is C.", "A\nB", "Both are fine", "answers A lot",
        "As an AI model, I cannot say", "The answer is Amsterdam",
    ])
    func `an article, several letters or one that is not offered are no answer`(_ text: String) {
        #expect(AnswerReading.letter(in: text, of: 2) == nil)
    }

    private static let cities = ["Rome", "Paris", "New York"]

    @Test(arguments: [
        ("Paris", 1), ("  paris. ", 1), ("It is Paris, of course", 1), ("Rome? No.\nFinal answer: Paris", 1),
        ("new york!", 2),
    ])
    func `the one option that a text names is read`(_ text: String, _ place: Int) {
        #expect(AnswerReading.option(in: text, of: Self.cities) == place)
    }

    @Test(arguments: ["Rome or Paris", "Parisian", "", "York"])
    func `none or several options are no answer`(_ text: String) {
        #expect(AnswerReading.option(in: text, of: Self.cities) == nil)
    }

    @Test func `numbers keep sign and point, formulas their marks, and the longer of nested options is meant`() {
        #expect(AnswerReading.option(in: "-3", of: ["3", "-3"]) == 1)
        #expect(AnswerReading.option(in: "It is 3.5 metres", of: ["3", "3.5"]) == 1)
        #expect(AnswerReading.option(in: "x-1", of: ["x+1", "x-1"]) == 1)
        #expect(AnswerReading.option(in: "in New York City", of: ["York", "New York", "Rome"]) == 1)
        #expect("The U.S.A., an ally".normalizedAnswer == "u s ally")
    }
}

@Suite struct `Templates` {
    @Test func `fields are filled in, doubled braces are braces`() throws {
        let text = try PromptText("{{x}} of {question}: {choices.text.0}")
        #expect(text.fields == ["question", "choices.text.0"])
        #expect(try text.filled(["question": "{q}", "choices.text.0": "yes"]) == "{x} of {q}: yes")
    }

    @Test(arguments: ["{", "}", "a {b", "{a b}", "{}", "{1}"])
    func `a brace that belongs to nothing is refused`(_ source: String) {
        #expect(throws: AuditError.self) { try PromptText(source) }
    }

    @Test func `a field that nobody sets is named, with the one that is meant perhaps`() throws {
        let text = try PromptText("{quesiton}")
        let error = #expect(throws: AuditError.self) { try text.filled(["question": "?"]) }
        #expect(error?.description.contains("did you mean {question}?") == true)
    }
}
