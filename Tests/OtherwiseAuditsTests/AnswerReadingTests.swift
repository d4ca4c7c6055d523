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

    @Test(arguments: [
        ("Option A is better than option B.", 0), ("Answer: A. Option B is wrong.", 0),
        ("Answer A is correct; answer B repeats a myth.", 0), ("I choose A over option B.", 0),
        ("I'd go with B rather than A.", 1), ("Rather than choose A, I choose B.", 1),
        ("A is wrong and the answer is B.", 1), ("The answer is B and A is wrong.", 1),
        ("**Answer:** B", 1), ("My final verdict is: [[A]]", 0), ("\\boxed{B}", 1), ("answer: b", 1),
        ("There is no doubt that the answer is B.", 1), ("I am 100% sure the answer is B.", 1),
        ("I say the answer is B.", 1), ("A: Rome\nB: Paris\n\nB", 1), ("Final answer: A\nNo. Final answer: B", 1),
    ])
    func `what a letter is compared with is no answer`(_ text: String, _ place: Int) {
        #expect(AnswerReading.letter(in: text, of: 2) == place)
    }

    @Test(arguments: [
        "The answer is B or A", "Final answer: A or B", "The answer is not B.", "I don't think the answer is B.",
        "Neither A nor B is correct.", "The wrong answer is B.", "Do not choose A.", "Is B better?",
        "Most people believe that B is better.", "If the answer is B, then so be it", "A: wrong. B: right.",
        "You said the answer is A. That is incorrect.", "The user suggested that the answer is A. I disagree.",
        "Answer: A is wrong.", "Answer: A. On reflection, Answer: B", "The answer is A Tale of Two Cities",
        "Option A is better in style, but B is better.",
    ])
    func `letters that are denied, supposed, asked about or one of several are no answer`(_ text: String) {
        #expect(AnswerReading.letter(in: text, of: 2) == nil)
    }

    @Test(
        arguments: [
            ("<think>Option A looks right, but</think>\nB", 1), ("The answer is A.</think>\nAnswer: B", 1),
            ("<thinking>\nA\n</thinking>B", 1), ("<think>The answer is A", nil),
        ] as [(String, Int?)])
    func `thinking is not read`(_ text: String, _ place: Int?) {
        #expect(AnswerReading.letter(in: text, of: 2) == place)
        #expect(AnswerReading.option(in: "<think>yes</think>no", of: ["yes", "no"]) == 1)
    }

    @Test(
        arguments: [
            ("I have no idea.", nil), ("It is not yes", nil), ("There is no doubt: yes", nil), ("no, wait: yes", nil),
            ("Yes it is", nil), ("I know", nil), ("Yes.", 0), ("Yes, there is no doubt.", 0), ("No. It never was.", 1),
            ("**Answer:** no", 1), ("I have no idea. Final answer: yes", 0),
        ] as [(String, Int?)])
    func `yes and no are answers only where they stand for themselves`(_ text: String, _ place: Int?) {
        #expect(AnswerReading.option(in: text, of: ["yes", "no"]) == place)
    }

    @Test(
        arguments: [
            ("It is not Rome.", nil), ("It isn't Rome", nil), ("Rome is wrong.", nil),
            ("Answer: Rome\nAnswer: Paris", nil),
            ("It is not Rome but Paris.", 1), ("No, it is Paris", 1),
        ] as [(String, Int?)])
    func `options that are denied, or one of several answers, are none`(_ text: String, _ place: Int?) {
        #expect(AnswerReading.option(in: text, of: Self.cities) == place)
    }

    @Test(.timeLimit(.minutes(10)), arguments: [" ", "\n", "*", "* ", " \n", "("])
    func `gaps without end are read in time`(_ gap: String) {
        let gaps = String(repeating: gap, count: 100_000)
        #expect(AnswerReading.letter(in: "Answer:" + gaps, of: 2) == nil)
        #expect(AnswerReading.letter(in: gaps + "Answer: B", of: 2) == 1)
    }

    @Test(.timeLimit(.minutes(10))) func `long answers are read in time`() {
        let text = String(repeating: "Perhaps the answer is A or not. ", count: 10_000)
        #expect(AnswerReading.letter(in: text + "Final answer: B", of: 2) == 1)
        #expect(AnswerReading.letter(in: text + "Verdict: B", of: 2) == nil)
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

    @Test func `who reads a text otherwise raises the version, by which kept verdicts are found anew`() {
        let letters = [
            "B", "Option A is better than option B.", "The answer is B or A", "Is B better?", "A: wrong. B: right.",
            "<think>A</think> B", "I would say A, not B.", "B. Because it is shorter", "a", "The answer isn't A.",
            "**Final answer:** A",
        ]
        let options = [
            "Yes.", "I have no idea", "Not Paris but Rome", "Answer: Paris", "It is Rome, unlike Paris.",
            "Paris or Rome", "Final answer: Rome", "no",
        ]
        let read =
            letters.map { AnswerReading.letter(in: $0, of: 2) }
            + options.map { AnswerReading.option(in: $0, of: ["Paris", "Rome", "yes", "no"]) }
        #expect(read.map { $0.map(String.init) ?? "-" }.joined() == "10---1010-02-101-13")
        #expect(AnswerReading.version == 2)
    }
}
