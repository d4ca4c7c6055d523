import OtherwiseCausal
import OtherwiseCore
import Testing

@testable import OtherwiseSystems

@Suite("Rules in words")
struct RuleTests {
    private static func answer(_ description: String, _ question: String) throws -> RuleSolution {
        try RuleQuestion(description: description, question: question).solution()
    }

    @Test(
        "Sentences of every form",
        arguments: [
            ("We know that A causes B, and B causes C.", "Would C occur if not A instead of A?", RuleAnswer.no),
            ("We know that A causes not B, B causes C.", "Would C occur if not A instead of A?", .yes),
            (
                "We know that A causes B, C and D, D causes E, F, and G, not F or B cause H.",
                "Would H occur if not A?", .yes
            ),
            ("We know that A and B together cause C. We observed B.", "Would C occur if not A instead of A?", .no),
            ("We know that A or B causes C. We observed not B", "Would C occur if not A instead of A?", .no),
            ("We know that A or B causes C.", "Would C occur if not A instead of A?", .undetermined),
            (
                "A causes B. B causes C.",
                "Assume not A, and based on this assumption, further suppose B. Would C occur?", .yes
            ),
            ("We know that A causes B.", "Would B not occur if not A?", .yes),
        ])
    func forms(_ description: String, _ question: String, _ expected: RuleAnswer) throws {
        #expect(try Self.answer(description, question).answer == expected)
    }

    @Test("Evidence reaches back to the roots, and impossible evidence is reported")
    func evidence() throws {
        let seen = try Self.answer(
            "We know that A and B together cause C, B causes D. We observed C.", "Would D occur if not A instead of A?")
        #expect(seen.answer == .yes && seen.worlds == [["A": true, "B": true]])
        let impossible = try Self.answer(
            "We know that A causes B. We observed not B.", "Would B occur if not A instead of A?")
        #expect(impossible.hasInconsistentEvidence && impossible.answer == .no)
    }

    @Test(
        "What does not fit is refused, never guessed",
        arguments: [
            ("We know that A brings B.", "Would B occur if not A?"),
            ("We know that A causes B.", "Does B occur if not A?"),
            ("We know that A and B or C causes D.", "Would D occur if not A?"),
            ("We know that A causes B and B causes C.", "Would C occur if not A?"),
            ("We know that A causes B, C or B causes D, D causes C.", "Would D occur if not A?"),
            ("We know that A causes B, C causes B.", "Would B occur if not A?"),
            ("We know that A causes B.", "Would Z occur if not A?"),
            ("We know that causes B.", "Would B occur if not A?"),
            ("We know that A causes not not B.", "Would B occur if not A?"), ("", "Would B occur if not A?"),
            ("We know that A causes B. We observed", "Would B occur if A or C?"),
        ])
    func refusals(_ description: String, _ question: String) {
        #expect(throws: RuleError.self) { try Self.answer(description, question) }
    }
}

@Suite("CounterBench")
struct CounterBenchTests {
    @Test("675 items, of which 635 are answered as labelled and the others are the disputed ones")
    func exactCounts() throws {
        let graded = CounterBenchItem.own.map(GradedItem.init)
        #expect(graded.count == 675)
        let wrong = graded.filter { !$0.isRight }
        #expect(wrong.count == 40 && Set(wrong.map(\.item.number)) == CounterBenchItem.disputed)
        // Wrong solvers are as wrong as they should be: 255 and 370 right.
        let right = WrongSolver.allCases.map { solver in graded.count { solver.isRight($0) } }
        #expect(right == [255, 370])
    }

    @Test("How wrong the wrong solvers are is measured on the own items, and told of others without a bound")
    func wrongSolvers() async throws {
        let own = try await CounterBenchCheck().findings(seed: 1, items: nil)
        let known = own.figures.filter { $0.name.hasSuffix("from the share known of these items") }
        #expect(known.count == 2 && known.allSatisfy(\.holds))
        let line =
            #"{"given_info": "We know that A causes B.", "question": "Would B occur if not A instead of A?", "answer": "no"}"#
        let others = try await CounterBenchCheck().findings(
            seed: 1, items: CheckItems(name: "i.jsonl", bytes: Array(line.utf8)))
        #expect(!others.figures.contains { $0.name.contains("known of these items") })
        #expect(others.controls.contains { $0.name == "ignoring the supposition" && $0.value == 0 })
    }

    @Test("Who supposes nothing takes what nothing is said of to be false")
    func factual() throws {
        func answer(_ rules: String, _ question: String) throws -> RuleAnswer {
            try RuleQuestion(description: rules, question: question).factualAnswer()
        }
        #expect(try answer("We know that A causes B.", "Would B occur if not A instead of A?") == .yes)
        #expect(try answer("We know that A and C together cause B.", "Would B occur if not A instead of A?") == .no)
        #expect(try answer("We know that A or C causes B.", "Would B occur if not A instead of A?") == .yes)
        // What is supposed away was there, the second supposition as well.
        #expect(
            try answer("We know that A and C together cause B.", "Would B occur if not A and not C instead of A and C?")
                == .yes)
    }

    @Test("Search with a verifier beats the chain, and without one it does not")
    func search() async throws {
        let items = CounterBenchItem.own.filter { !CounterBenchItem.disputed.contains($0.number) }.prefix(150)
        let comparison = try await SearchComparison(items.map(GradedItem.init), seed: 3)
        let broken = comparison.figures.prefix(2).filter { !$0.holds }
        #expect(broken.isEmpty, "\(broken)")
    }

    @Test("Items of a file take the place of the own ones, and a bad line is named")
    func items() async throws {
        let good =
            #"{"given_info": "We know that A causes B.", "question": "Would B occur if not A instead of A?", "answer": "no"}"#
        let file = CheckItems(name: "i.jsonl", bytes: Array((good + "\n" + good).utf8))
        #expect(try CounterBenchItem.items(in: file).count == 2)
        let bad = CheckItems(name: "i.jsonl", bytes: Array((good + "\n{}").utf8))
        #expect(throws: SystemError.self) { try CounterBenchItem.items(in: bad) }
    }

    private static func file(_ lines: [String]) -> CheckItems {
        CheckItems(name: "i.jsonl", bytes: Array(lines.joined(separator: "\n").utf8))
    }

    private static let read =
        #"{"given_info": "We know that A causes B.", "question": "Would B occur if not A instead of A?", "answer": "no"}"#
    private static let unread =
        #"{"given_info": "Rain makes the grass wet.", "question": "Is the grass wet?", "answer": "yes"}"#

    @Test("Items that are not read are refused apart, and count neither as right nor as wrong")
    func refused() async throws {
        let clean = try await CounterBenchCheck().findings(seed: 1, items: Self.file([Self.read, Self.read]))
        let mixed = try await CounterBenchCheck().findings(
            seed: 1, items: Self.file([Self.read, Self.unread, Self.read, Self.unread]))
        #expect(mixed.figures == clean.figures && mixed.controls == clean.controls)
        #expect(mixed.figures.first?.value == 1)
        func counts(_ findings: Findings) -> [String: Double] {
            Dictionary(uniqueKeysWithValues: findings.readings.map { ($0.name, $0.value) })
        }
        #expect(counts(mixed) == ["items that are read": 2, "items refused": 2])
        #expect(counts(clean)["items refused"] == 0)
    }

    @Test("Where no item is read nothing is measured, and the first obstacle is told")
    func unreadable() async throws {
        let error = try await #require(throws: SystemError.self) {
            try await CounterBenchCheck().findings(seed: 1, items: Self.file([Self.unread, Self.unread]))
        }
        #expect("\(error)".contains("none of its 2 items is read") && "\(error)".contains("Rain"), "\(error)")
    }

    @Test("No figure is measured on nothing: what is answered otherwise than labelled leaves no search to compare")
    func wrong() async throws {
        let mislabelled = Self.read.replacing(#""no""#, with: #""yes""#)
        let findings = try await CounterBenchCheck().findings(seed: 1, items: Self.file([mislabelled]))
        #expect(!findings.hold && findings.figures.allSatisfy { $0.value == 0 } && !findings.figures.isEmpty)
        #expect(findings.controls.allSatisfy { !$0.value.isNaN })
    }

    @Test("A label is disputed in the published set alone, not wherever a number comes again")
    func disputed() throws {
        #expect(CounterBenchItem.own.filter(\.isDisputed).count == 40)
        let other = Self.read.dropLast() + #", "question_id": 70}"#
        #expect(try !CounterBenchItem.items(in: Self.file([String(other)]))[0].isDisputed)
    }
}

@Suite("Rules against the engine of causal models")
struct RuleModelTests {
    /// All published items whose rules have no cycle: the solver goes through worlds of its own, the engine through a
    /// network of both worlds.
    @Test("The probability of a yes in the structural model is 1 where the answer is yes, and 0 where it is no")
    func engine() throws {
        var compared = 0
        for item in CounterBenchItem.own.prefix(135) {
            let question = try item.parsed(), solution = try question.solution()
            guard !solution.hasInconsistentEvidence, let model = try? Self.model(question) else { continue }
            func event(_ literal: Literal, _ set: [Literal] = []) -> CounterfactualEvent {
                let values = Dictionary(set.map { ($0.name, Self.value($0.isTrue)) }) { _, later in later }
                return CounterfactualEvent(literal.name, is: Self.value(literal.isTrue), do: values)
            }
            let caused = Set(question.rules.map(\.consequent.name))
            let factual = question.supposed.prefix(1).filter { !caused.contains($0.name) }.map {
                Literal($0.name, is: !$0.isTrue)
            }
            let yes = try model.probability(
                of: [event(question.target, question.supposed)], given: (factual + question.observed).map { event($0) })
            #expect(solution.answer == (yes == 1 ? .yes : yes == 0 ? .no : .undetermined), "\(item.number)")
            compared += 1
        }
        #expect(compared > 100)
    }

    private static func value(_ isTrue: Bool) -> Value { .category(isTrue ? "yes" : "no") }

    private static func model(_ question: RuleQuestion) throws -> DiscreteCausalModel {
        let rules = Dictionary(uniqueKeysWithValues: question.rules.map { ($0.consequent.name, $0) })
        let names = Set(
            question.rules.flatMap { ($0.antecedent + [$0.consequent]).map(\.name) } + question.supposed.map(\.name))
        let mechanisms = names.map { name -> (String, DiscreteMechanism) in
            guard let rule = rules[name] else { return (name, DiscreteMechanism(exogenous: [name], table: [0, 1])) }
            let parents = Array(Set(rule.antecedent.map(\.name))).sorted()
            let table = (0..<(1 << parents.count)).map { bits in
                let values = parents.enumerated().map { ($1, bits >> (parents.count - 1 - $0) & 1 == 1) }
                return rule.value(Dictionary(uniqueKeysWithValues: values)) == true ? 1 : 0
            }
            return (name, DiscreteMechanism(parents: parents, table: table))
        }
        return try DiscreteCausalModel(
            variables: names.map(DiscreteVariable.binary),
            exogenous: names.filter { rules[$0] == nil }.map { .coin($0) },
            mechanisms: Dictionary(uniqueKeysWithValues: mechanisms))
    }
}
