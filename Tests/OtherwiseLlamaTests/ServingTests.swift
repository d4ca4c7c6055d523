#if Llama
import Foundation
import OtherwiseEndpoints
import OtherwiseLlama
import OtherwiseModels
import OtherwiseServer
import Synchronization
import Testing

/// The small model behind HTTP: what it says there is what it says here.
@Suite(.needsSmallModel, .timeLimit(.minutes(10))) struct ServingTests {
    private func serving(
        _ session: LlamaSession, streams: Bool = false, _ body: @Sendable (EndpointModel) async throws -> Void
    ) async throws {
        let server = try LanguageServer(session, name: "small", port: 0)
        let (ports, found) = AsyncStream.makeStream(of: UInt16.self)
        let serving = Task { try await server.run { found.yield($0) } }
        defer { serving.cancel() }
        let port = try #require(await ports.first { _ in true })
        var settings = EndpointSettings()
        settings.streams = streams
        let url = try #require(URL(string: "http://127.0.0.1:\(port)/v1"))
        try await body(EndpointModel(LanguageEndpoint(url, model: "small"), settings))
    }

    @Test func `its log-probabilities pass the checks and are those of the model`() async throws {
        let session = try SmallModel.session()
        try await serving(session) { model in
            let scorer = try await EndpointScorer(checking: model)
            let continuations = [" Paris", " Berlin", " a long and 🦄 narrow – country"].map {
                Continuation(of: .text("The capital of France is"), $0)
            }
            let there = try await scorer.likelihoods(of: continuations)
            let here = try await session.likelihoods(of: continuations)
            for (there, here) in zip(there, here) {
                #expect(there.tokens.count == here.tokens.count && there.isGreedy == here.isGreedy)
                for (a, b) in zip(there.tokens, here.tokens) { #expect(abs(a - b) < 0.02) }
            }
            #expect(there[0].isGreedy)
        }
    }

    @Test(arguments: [false, true]) func `what it writes is what the model writes`(streams: Bool) async throws {
        let session = try SmallModel.session()
        try await serving(session, streams: streams) { model in
            let settings = GenerationSettings(maximumTokens: 24, stops: ["\n\n"])
            for prompt in [Prompt.user("Name three colours, each with an emoji."), .text("Once upon a time")] {
                let pieces = Mutex("")
                let answer = try await model.answer(to: prompt, settings, alternatives: 3) { piece in
                    if case .text(let text) = piece { pieces.withLock { $0 += text } }
                }
                let here = try await session.text(after: prompt, settings)
                #expect(answer.text == here.text && answer.counts?.completion == here.tokenCount)
                #expect(streams ? pieces.withLock(\.self) == here.text : true)
                let tokens = try #require(answer.tokens)
                #expect(tokens.map(\.text).joined().hasPrefix(here.text))
                // The most likely token was written each time.
                #expect(tokens.allSatisfy { $0.logProbability == $0.alternatives.first?.logProbability })
            }
        }
    }

    @Test func `a prompt that is too long is a typed error on the other side too`() async throws {
        let session = try SmallModel.session { $0.contextTokens = 64 }
        try await serving(session) { model in
            let error = await modelError {
                _ = try await model.text(after: .text(String(repeating: "word ", count: 200)))
            }
            #expect(error?.code == .contextTooLong)
        }
    }
}
#endif
