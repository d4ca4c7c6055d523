#if Llama
import Foundation
import OtherwiseLlama
import OtherwiseModels
import Testing

@Suite(.needsSmallModel) struct GeneratingTests {
    private let france = Prompt.text("The capital of France is")

    @Test func `it names Paris, and the same twice`() async throws {
        let session = try SmallModel.session()
        let settings = GenerationSettings(maximumTokens: 8)
        let text = try await session.text(after: france, settings)
        #expect(text.text.hasPrefix(" Paris"))
        #expect(text == (try await session.text(after: france, settings)))
    }

    @Test func `a conversation is written by the file's template`() async throws {
        let session = try SmallModel.session()
        let text = try await session.text(
            after: .user("What is the capital of France? Answer in one word."), .init(maximumTokens: 20))
        #expect(text.text.contains("Paris"))
        #expect(text.ending == .end)
    }

    @Test func `a stop ends the text before it, wherever tokens part it`() async throws {
        let session = try SmallModel.session()
        let whole = try await session.text(after: france, .init(maximumTokens: 12)).text
        let stop = String(whole.dropFirst(3).prefix(6))
        let cut = try await session.text(after: france, .init(maximumTokens: 12, stops: [stop, "never"]))
        #expect(cut.ending == .stop)
        #expect(cut.text == String(whole.prefix(3)))
    }

    @Test func `a seed gives the same text, another seed another`() async throws {
        let session = try SmallModel.session()
        func text(_ seed: UInt64) async throws -> String {
            let sampling = Sampling(temperature: 1.5, nucleus: 0.95, seed: seed)
            return try await session.text(after: france, .init(maximumTokens: 12, sampling: sampling)).text
        }
        #expect(try await text(1) == (try await text(1)))
        #expect(try await text(1) != (try await text(2)))
    }

    @Test func `a contrast of no weight changes nothing, one of weight favours what the context says`() async throws {
        let session = try SmallModel.session()
        let settings = GenerationSettings(maximumTokens: 6)
        let factual = Prompt.text("In this story the sky is green. The sky is")
        let counterfactual = Prompt.text("The sky is")
        let plain = try await session.text(after: factual, settings)
        let none = ContrastiveDecoding(weight: 0, plausibility: 0)
        #expect(try await session.text(after: factual, against: counterfactual, none, settings) == plain)
        let strong = try await session.text(
            after: factual, against: counterfactual, ContrastiveDecoding(weight: 1), settings)
        #expect(strong.text.hasPrefix(" green"))
    }

    @Test(.timeLimit(.minutes(5))) func `a cancelled call ends inside llama.cpp`() async throws {
        let session = try SmallModel.session()
        // Cancelled by itself once it has begun, however busy the machine is.
        let writing = Task {
            try await session.scoredText(after: france, .init(maximumTokens: 1000), alternatives: 0) { _ in
                withUnsafeCurrentTask { $0?.cancel() }
            }
        }
        await #expect(throws: CancellationError.self) { try await writing.value }
        #expect(try await session.text(after: france, .init(maximumTokens: 1)).text == " Paris")
    }

    @Test func `calls side by side are answered as if each were alone`() async throws {
        let session = try SmallModel.session()
        let prompts = ["The capital of France is", "Two plus two is", "Water is made of hydrogen and"]
        let settings = GenerationSettings(maximumTokens: 4)
        let together = try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for (index, prompt) in prompts.enumerated() {
                group.addTask { (index, try await session.text(after: .text(prompt), settings).text) }
            }
            return try await group.reduce(into: [Int: String]()) { $0[$1.0] = $1.1 }
        }
        for (index, prompt) in prompts.enumerated() {
            #expect(try await session.text(after: .text(prompt), settings).text == together[index])
        }
    }

    private static let examples =
        "question: what do bees make?\nanswer: Honey\nquestion: which animal barks?\nanswer: Dog\n"
    private static let several = [
        Prompt.text("\(examples)question: what is the capital of italy?\nanswer:"),
        .user("What is the capital of France? Answer in one word."), .text("Water"),
        .text("Once upon a time there was"),
        .text("\(examples)question: what is the capital of japan, which is in the far east?\nanswer:"),
        .text("\(examples)question: what"), .text("Water is made of hydrogen and"), .text("Water"),
    ]

    @Test(arguments: [Sampling.greedy, Sampling(temperature: 1, seed: 4)])
    func `what is written after a prompt does not depend on the others`(_ sampling: Sampling) async throws {
        let session = try SmallModel.session()
        let settings = GenerationSettings(maximumTokens: 16, stops: ["\n"], sampling: sampling)
        var alone: [GeneratedText] = []
        for prompt in Self.several { alone.append(try await session.text(after: prompt, settings)) }
        #expect(try await session.texts(after: Self.several, settings, concurrency: 1) == alone)
        let reversed = try await session.texts(after: Self.several.reversed(), settings, concurrency: 1)
        #expect(reversed == alone.reversed())
        #expect(Set(alone.map(\.text)).count > 5)
        #expect(try await session.texts(after: [], settings, concurrency: 1).isEmpty)
    }

    @Test func `several draws after one prompt are those of single questions`() async throws {
        let session = try SmallModel.session()
        let requests = (0..<4).map {
            TextRequest(after: france, .init(maximumTokens: 8, sampling: Sampling(temperature: 1.5, seed: $0)))
        }
        let together = try await session.texts(for: requests, concurrency: 1)
        for (request, text) in zip(requests, together) {
            #expect(try await session.text(after: request.prompt, request.settings) == text)
        }
        #expect(Set(together.map(\.text)).count == requests.count)
    }

    @Test func `one prompt that is too long ends the rest`() async throws {
        let session = try SmallModel.session()
        let long = Prompt.text(String(repeating: "on and on ", count: 600))
        let error = await modelError { _ = try await session.texts(after: [france, long], concurrency: 1) }
        #expect(error?.code == .contextTooLong)
    }

    @Test func `settings out of range are refused`() async throws {
        let session = try SmallModel.session()
        let bad = [
            GenerationSettings(maximumTokens: 0), GenerationSettings(stops: [""]),
            GenerationSettings(sampling: Sampling(temperature: -1)),
            GenerationSettings(sampling: Sampling(temperature: .nan)),
            GenerationSettings(sampling: Sampling(temperature: 1, nucleus: 0)),
        ]
        for settings in bad {
            let error = await modelError { _ = try await session.text(after: france, settings) }
            #expect(error?.code == .invalidValue, "\(settings)")
        }
    }
}
#endif
