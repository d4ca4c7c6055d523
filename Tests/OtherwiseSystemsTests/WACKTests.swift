import OtherwiseCore
import OtherwiseModels
import OtherwiseNumerics
import Testing

@testable import OtherwiseSystems

@Suite struct WACKTests {
    @Test func `the check holds and its controls fail`() async throws {
        let findings = try await WACKCheck(experiment: nil).findings(seed: 4, items: nil)
        for figure in findings.figures { #expect(figure.holds, "\(figure)") }
        for control in findings.controls { #expect(control.failsAsItShould, "\(control)") }
    }

    @Test func `a model is taught unless labels are given`() async throws {
        var experiment = FactExperiment()
        experiment.size = FactWorld.Size(known: 12, unknown: 6, values: 30)
        (experiment.training.width, experiment.training.steps, experiment.training.batch) = (16, 1, 1)
        let check = WACKCheck(experiment: experiment, permutations: 1)
        let overlaps = WACKCheck(experiment: nil, permutations: 1)
        let labels = ["hk_plus", "factual"].map { label in
            #"{"gemma2_9b": {"badshot": "\#(label)"}, "llama31_8b": {"badshot": "\#(label)"}, "mistral_7b": {"badshot": "\#(label)"}}"#
        }
        let items = CheckItems(name: "x", bytes: Array(labels.joined(separator: "\n").utf8))
        let own = try await check.findings(seed: 0, items: nil)
        let given = try await check.findings(seed: 0, items: items)
        #expect(own.figures.count == (try await overlaps.findings(seed: 0, items: nil)).figures.count + 6)
        #expect(own.figures.contains { $0.name.hasPrefix("taught keys") })
        #expect(!given.figures.isEmpty && !given.figures.contains { $0.name.hasPrefix("taught keys") })
    }

    @Test func `overlaps of three known questions`() {
        let one: [KnowledgeLabel] = [.factual, .errsDespiteKnowledge, .errsDespiteKnowledge, .ignorant, .uncertain]
        let other: [KnowledgeLabel] = [.errsDespiteKnowledge, .errsDespiteKnowledge, .ignorant, .factual, .ignorant]
        var generator = SeededGenerator(seed: 0)
        let overlap = KnowledgeOverlap(one, other, permutations: 9, using: &generator)
        #expect(overlap.knowledge == 0.5)
        #expect(overlap.errors == 0.5)
        #expect(overlap.meanChance == 0.5)
        #expect(overlap.probabilityByChance == 1)
    }

    @Test(arguments: [
        "", "x", "{}",
        #"{"gemma2_9b": {"badshot": "x"}, "llama31_8b": {"badshot": "general"}, "mistral_7b": {"badshot": "general"}}"#,
    ])
    func `items of another form are refused`(_ text: String) async {
        await #expect(throws: SystemError.self) {
            try await WACKCheck().findings(seed: 0, items: CheckItems(name: "x", bytes: Array(text.utf8)))
        }
    }

    @Test func `a question that gives its answer away is refused`() {
        #expect(throws: ClosedBookError.self) { try ClosedBookItem(question: "who wrote Emma?", answer: "emma") }
        #expect(throws: ClosedBookError.self) { try ClosedBookItem(question: "who?", answer: "") }
    }

    private static let examples = (1...3).map {
        KnowledgeTest.Example(question: "number \($0)?", right: "good \($0)", wrong: "bad \($0)")
    }

    @Test(arguments: [
        ("capital of France", "Paris", KnowledgeLabel.factual), ("capital of Peru", "Lima", .errsDespiteKnowledge),
        ("capital of Chad", "Ndjamena", .ignorant), ("capital of Laos", "Vientiane", .uncertain),
    ])
    func `what is known is told from what is not`(_ question: String, _ answer: String, _ label: KnowledgeLabel)
        async throws
    {
        let item = try ClosedBookItem(question: question, answer: answer)
        let outcome = try await KnowledgeTest().outcomes(
            of: [item], Answerer(), neutral: .goodExamples(Self.examples), other: .badExamples(Self.examples))
        #expect(outcome.map(\.label) == [label])
        let placebo = try await KnowledgeTest().outcomes(
            of: [item], Answerer(), neutral: .goodExamples(Self.examples),
            other: .goodExamples(Self.examples.reversed()))
        #expect(placebo.map(\.label) == [label == .errsDespiteKnowledge ? .factual : label])
    }
}

/// Knows two capitals, one of them not after wrong examples; is sure of a third only when it need not draw.
private struct Answerer: TextGenerator {
    let identity = ModelIdentity(name: "answerer", digest: nil)

    func text(after prompt: Prompt, _ settings: GenerationSettings) -> GeneratedText {
        guard case .text(let text) = prompt, let question = text.split(separator: "\n").dropLast().last else {
            return GeneratedText(text: "", tokenCount: 0, ending: .end)
        }
        let isAstray = text.contains("bad")
        let answer =
            switch question.dropFirst(10) {
            case "capital of France": "Paris"
            case "capital of Peru": isAstray ? "Quito" : "Lima"
            case "capital of Laos": settings.sampling.temperature == 0 ? "Vientiane" : "Hanoi"
            default: "Nairobi"
            }
        return GeneratedText(text: " \(answer)", tokenCount: 1, ending: .end)
    }
}
