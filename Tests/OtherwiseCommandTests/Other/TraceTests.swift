import Foundation
import OtherwiseTesting
import Testing

@Suite("trace: where in a language model an answer is carried", .timeLimit(.minutes(10)))
struct TraceTests {
    private static let question = ["trace", "--model", "no.gguf", "--ask", "The capital of France is"]

    @Test(
        "mistakes of usage and of prompts are told before a model is read",
        arguments: [
            ([], 64, "Which word? --word says"), (["--word", "France"], 64, "not of the form word=other"),
            (["--word", "France="], 64, "not of the form word=other"),
            (["--word", "France=Italy", "--answer", ""], 64, "--answer is empty"),
            (["--word", "Spain=Italy"], 65, "'Spain' does not stand in the prompt; its words are The, capital"),
            (["--word", "france=Italy"], 65, "it has 'France'"), (["--word", "is=is"], 65, "replaced by itself"),
        ] as [([String], Int32, String)])
    func mistakes(arguments: [String], code: Int32, part: String) async throws {
        let ended = try await Command.run(Self.question + arguments)
        #expect(ended.code == code && ended.errors.contains(part), "\(ended.code) \(ended.errors)")
        #expect(ended.output.isEmpty)
    }

    @Test("without a file, or the engine, it says what is missing, and writes nothing")
    func missing() async throws {
        let scratch = try Scratch()
        let ended = try await Command.run(
            Self.question + ["--word", "France=Italy", "--output", scratch.path("trace.svg")])
        let withEngine = ended.code == 66 && ended.errors.contains("There is no model at 'no.gguf'")
        let without = ended.code == 69 && ended.errors.contains("--traits Llama") && !ended.errors.contains("Or give")
        #expect(withEngine || without, "\(ended.code) \(ended.errors)")
        #expect(!FileManager.default.fileExists(atPath: scratch.path("trace.svg")))
    }
}
