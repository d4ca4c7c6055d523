import OtherwiseCausal
import OtherwiseCore
import OtherwiseNumerics
import OtherwiseTesting
import Testing

@testable import OtherwiseSystems

@Suite struct MalAlgoQATests {
    @Test func `the check holds and its controls fail`() async throws {
        let findings = try await MalAlgoQACheck(count: 12).findings(seed: 1, items: nil)
        for figure in findings.figures { #expect(figure.holds, "\(figure)") }
        for control in findings.controls { #expect(control.failsAsItShould, "\(control)") }
    }

    @Test func `there are 24 kinds of problems with 96 flawed procedures, a third kept for tests`() {
        #expect(ProblemKind.all.count == 24)
        let flawed = ProblemKind.all.flatMap(\.wrong).count
        #expect(flawed == 96)
        #expect(ProblemKind.heldOut.count == 8)
        let rightCounts = Set(ProblemKind.all.map(\.right.count))
        #expect(rightCounts == [1])
    }

    @Test func `every kind is unknown in one of three rounds`() {
        #expect(ProblemKind.thirds.map(\.count) == [8, 8, 8])
        let names = Set(ProblemKind.thirds.joined().map(\.name))
        #expect(names.count == 24)
        #expect(ProblemKind.heldOut.map(\.name) == ProblemKind.thirds[2].map(\.name))
    }

    @Test func `who sees no answers picks the same whatever is given`() {
        var maker = WorkedQuestionGenerator(SeededGenerator(seed: 3))
        let questions = maker.questions(ProblemKind.training, each: 4)
        let blind = RationaleScorer(questions, .allAnswers, seeing: .words)
        let seeing = RationaleScorer(questions, .allAnswers)
        let blindPicks = questions.map { question in
            Set(question.choices.indices.map { blind.picks(question, given: $0) })
        }
        let seeingPicks = questions.map { question in
            Set(question.choices.indices.map { seeing.picks(question, given: $0) })
        }
        #expect(blindPicks.allSatisfy { $0.count == 1 })
        #expect(seeingPicks.allSatisfy { $0.count == 4 })
    }

    @Test func `a gap is told from chance question by question`() {
        func score(_ gaps: [Double]) -> IdentificationScore {
            IdentificationScore(
                items: gaps.map { .init(subject: "", grade: nil, right: 0.5 + $0 / 2, wrong: [0.5 - $0 / 2]) })
        }
        #expect(score(Array(repeating: 1, count: 12)).gapPValue < 0.001)
        #expect(score([1, 1, 1, -1, -1, -1]).gapPValue == 1)
        #expect(score([0, 0, 0]).gapPValue == 1)
    }

    @Test func `wrong answers of a question are one witness, and chance is that of its choices`() {
        // Of each question all wrong answers are found, or none: as good as 20 answers, not 60.
        let items = (0..<20).map { place in
            IdentificationScore.Item(
                subject: "", grade: nil, right: 1, wrong: place.isMultiple(of: 2) ? [1, 1, 1] : [0, 0, 0])
        }
        let score = IdentificationScore(items: items), expected = WilsonInterval.of(10, outOf: 20)
        #expect(score.malgorithmAccuracy == 0.5 && score.intervals.malgorithm == expected)
        #expect(score.chance.algorithm == 0.25 && score.chance.malgorithm == 0.25)
        let mixed = IdentificationScore(
            items: [items[0], IdentificationScore.Item(subject: "", grade: nil, right: 1, wrong: [1])])
        #expect(mixed.chance.algorithm == 0.375 && mixed.chance.malgorithm == 0.3125)
        let none = IdentificationScore(items: [])
        #expect(none.intervals.malgorithm.contains(0.5) && none.chance.algorithm.isNaN)
    }

    @Test(arguments: [
        ("12", 12.0), ("-3", -3), ("0.75", 0.75), ("7/12", 7.0 / 12), ("-2 1/4", -2.25), ("2 1/2", 2.5),
    ])
    func `answers are read`(_ text: String, _ value: Double) {
        #expect(AnswerText.read(text) == value)
    }

    @Test(arguments: ["", "x", "1/0", "1/2/3", "2 3", "--1", "1e5", "½", "1.5/2", "0x10", " 1"])
    func `what is no answer is refused`(_ text: String) {
        #expect(AnswerText.read(text) == nil)
    }

    @Test func `what is written is read again`() {
        for numerator in -40...40 {
            for denominator in 1...30 {
                let value = Double(numerator) / Double(denominator)
                for style in [AnswerText.Style.fraction, .decimal] {
                    guard let text = AnswerText.write(value, style) else { continue }
                    let isSame = AnswerText.read(text)?.isSameAnswer(as: value) ?? false
                    #expect(isSame, "\(text)")
                }
            }
        }
    }

    private static let sums = [
        ("right", "(a*d + c*b)/(b*d)"), ("across", "(a + c)/(b + d)"), ("first", "(a + c)/b"),
    ]
    private static func world() throws -> MalgorithmWorld {
        MalgorithmWorld(try sums.map { Procedure(name: $0, rationale: $0, program: try Expression($1)) })
    }

    @Test func `who added across on one question is expected to on the next`() throws {
        let world = try Self.world()
        let answered = MalgorithmWorld.Answered(numbers: ["a": 1, "b": 2, "c": 2, "d": 3], answer: 0.6)
        let cause = world.abduct(answered)
        #expect(cause.explanations.map(\.procedure.name) == ["across"])
        #expect(world.predict(cause, under: .none) == [0.6: 1])
        #expect(world.predict(cause, under: .init(["a": 3, "b": 4, "c": 1])) == [4.0 / 7: 1])
        #expect(world.abduct(.init(numbers: answered.numbers, answer: 9)).explanations.isEmpty)
    }

    @Test func `the more frequent of two explanations comes first`() throws {
        let procedures = try ["a + b", "b + a"].map { Procedure(name: $0, rationale: $0, program: try Expression($0)) }
        let world = MalgorithmWorld(procedures, frequencies: ["b + a": 2])
        let explanations = world.abduct(.init(numbers: ["a": 1, "b": 2], answer: 3)).explanations
        #expect(explanations.map(\.procedure.name) == ["b + a", "a + b"])
        #expect(explanations.map(\.probability) == [0.75, 0.25])
    }

    private static let good =
        #"{"stem": "1/2 + 2/3?", "choices": ["7/6", "3/5"], "rationales": ["common", "across"], "programs": ["(a*d+c*b)/(b*d)", "(a+c)/(b+d)"], "numbers": {"a": 1, "b": 2, "c": 2, "d": 3}, "correctIndex": 0}"#

    @Test func `questions of a file are asked too`() async throws {
        let items = CheckItems(name: "x", bytes: Array(Self.good.utf8))
        let findings = try await MalAlgoQACheck(count: 4).findings(seed: 0, items: items)
        let executor = findings.figures.filter { $0.name.hasPrefix("executor") }
        #expect(executor.count == 2)
        for figure in executor { #expect(figure.holds, "\(figure)") }
    }

    @Test(arguments: [
        ("\"3/5\"]", "\"7/6\"]"), ("\"3/5\"]", "\"x\"]"), ("\"across\"", "\"common\""), ("(a+c)/(b+d)", "(a+c)/(b-b)"),
        ("(a+c)/(b+d)", "(a+"), ("(a+c)/(b+d)", "a"), ("\"correctIndex\": 0", "\"correctIndex\": 2"),
        ("{\"stem\"", "{\"step\""),
        ("\"a\": 1", "\"z\": 1"),
    ])
    func `questions that are none are refused with their line`(_ old: String, _ new: String) {
        let text = Self.good + "\n" + Self.good.replacing(old, with: new)
        let error = #expect(throws: SystemError.self) {
            try WorkedQuestionItem.questions(in: CheckItems(name: "x", bytes: Array(text.utf8)))
        }
        let message = error?.description ?? ""
        #expect(message.contains("line 2"))
    }
}
