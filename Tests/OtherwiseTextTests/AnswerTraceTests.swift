import Foundation
import OtherwiseAudits
import OtherwiseCore
import OtherwiseModels
import OtherwiseTesting
import Synchronization
import Testing

@testable import OtherwiseText

@Suite("Where in a model an answer is carried")
struct AnswerTraceTests {
    private static let tracer = AnswerTracer(
        CourierModel(), LetterTokenizer(),
        identity: ModelIdentity(name: "courier", digest: nil))

    private func trace(_ text: String, _ word: String, _ other: String, answer: String?) async throws -> AnswerTrace {
        var tracer = Self.tracer
        tracer.lead = ""
        return try await tracer.trace(of: TracedPrompt(text, replacing: [.init(word, other)]), answer: answer)
    }

    @Test("The answer comes back where the model carries it, and nowhere else")
    func courier() async throws {
        let trace = try await trace("xbz", "xbz", "xcz", answer: "b")
        #expect(trace.tokens == ["x", "b", "z"] && trace.counterfactualTokens == ["x", "c", "z"])
        #expect(trace.trace.factual > trace.trace.counterfactual + 5 && trace.answer == "b")
        let recovery = try #require(trace.recovery)
        // At the second letter until layer 1 takes it to the end.
        let carriers = [[1], [1], [2], [2]]
        for (layer, row) in recovery.enumerated() {
            for (position, share) in row.enumerated() {
                let isCarrier = carriers[layer].contains(position)
                #expect(abs(share - (isCarrier ? 1 : 0)) < 1e-6, "layer \(layer), position \(position): \(share)")
            }
        }
        #expect(trace.peak.map { carriers[$0.layer].contains($0.position) } == true && trace.notes.isEmpty)
        #expect(try trace.picture.svg.contains("layer 2, z: 100%"))
    }

    @Test("Words on which nothing hangs bring nothing back")
    func control() async throws {
        let trace = try await trace("xbz", "xbz", "ybz", answer: "b")
        #expect(trace.recovery == nil && trace.peak == nil)
        #expect(try trace.picture.html.contains("nothing can come back"))
    }

    @Test(
        "What is followed is said: the likeliest token, the first of several, one that is likelier after the other prompt"
    )
    func notes() async throws {
        let likeliest = try await trace("xbz", "xbz", "xcz", answer: nil)
        #expect(likeliest.answer == "b" && likeliest.notes.first?.contains("likeliest") == true)
        let first = try await trace("xbz", "xbz", "xcz", answer: "bat")
        #expect(first.answer == "b" && first.notes == ["The answer has 3 tokens; the first, 'b', is followed."])
        let other = try await trace("xbz", "xbz", "xcz", answer: "c")
        #expect(other.notes.first?.contains("likelier after the other prompt") == true)
        #expect(try other.picture.html.contains("where it is likelier"))
        await #expect(throws: ModelError.self) { try await trace("xbz", "xbz", "xcz", answer: "") }
    }

    @Test("Prompts of different numbers of tokens are refused, with both cut")
    func unequal() async throws {
        let error = await #expect(throws: ModelError.self) { try await trace("xbz", "xbz", "xbbz", answer: "b") }
        #expect(error?.code == .shapeMismatch)
        #expect(error?.description.contains("3 (x|b|z) and 4 (x|b|b|z) tokens") == true, "\("\(error as Any)")")
    }

    @Test("It is told how far it is, and reads back what it wrote")
    func progress() async throws {
        let told = Mutex<[[Int]]>([])
        let prompt = try TracedPrompt("xbz", replacing: [.init("xbz", "xcz")])
        let trace = try await Self.tracer.trace(of: prompt, answer: "b") { done, total in
            told.withLock { $0.append([done, total]) }
        }
        #expect(told.withLock(\.self) == (1...12).map { [$0, 12] })
        let document = try JSONEncoder().encode(trace)
        #expect(try JSONDecoder().decode(AnswerTrace.self, from: document) == trace)
    }

    @Test("Words are replaced where they stand whole, all at once")
    func replacing() throws {
        let swapped = try TracedPrompt(
            "Ann met Bob; Annabel met Ann.", replacing: [.init("Ann", "Bob"), .init("Bob", "Ann")])
        #expect(swapped.counterfactual == "Bob met Ann; Annabel met Bob." && swapped.factual.hasPrefix("Ann met"))
        #expect(try TracedPrompt("法国的首都是", replacing: [.init("法国", "意大利")]).counterfactual == "意大利的首都是")
        #expect(try TracedPrompt("שלום של דן", replacing: [.init("של", "עם")]).counterfactual == "שלום עם דן")
        #expect(try TracedPrompt("a B2 b", replacing: [.init("B2", "C3")]).counterfactual == "a C3 b")
    }

    @Test(
        "Words that are not there are refused, with what is",
        arguments: [
            ("The capital of France is", [("Frence", "Italy")], "its words are The, capital, of, France, is"),
            ("The capital of France is", [("france", "Italy")], "it has 'France'"),
            ("Annabel", [("Ann", "Bob")], "'Ann' does not stand"), ("Ann", [("Ann", "Ann")], "replaced by itself"),
            ("Ann", [], "no word"), ("", [("Ann", "Bob")], "does not stand"), ("Ann", [("", "x")], "does not stand"),
        ] as [(String, [(String, String)], String)])
    func strangers(text: String, words: [(String, String)], part: String) {
        let error = #expect(throws: AuditError.self) {
            try TracedPrompt(text, replacing: words.map { .init($0, $1) })
        }
        #expect(error?.code == .badDesign && error?.description.contains(part) == true, "\("\(error as Any)")")
    }
}
