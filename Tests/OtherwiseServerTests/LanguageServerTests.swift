import Foundation
import OtherwiseCore
import OtherwiseEndpoints
import OtherwiseModels
import Synchronization
import Testing

@testable import OtherwiseServer

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Writes the prompt's words again, one by one, and takes the longer ones to be less likely.
private struct EchoingModel: TokenScorer {
    let identity = ModelIdentity(name: "echoing", digest: nil)
    /// How long a word takes.
    var pause: Duration = .zero

    static func words(_ text: String) -> [String] { text.split(separator: #/(?= )/#).map(String.init) }

    private static func scored(_ words: [String], _ place: Int, _ count: Int) -> ScoredToken {
        let own = ScoredToken.Alternative(words[place], -Double(words[place].count) / 8)
        let others = [ScoredToken.Alternative(" other", -0.4), .init(" third", -4)]
        let all = ([own] + others).sorted { $0.logProbability > $1.logProbability }
        return ScoredToken(words[place], place == 0 ? nil : own.logProbability, alternatives: Array(all.prefix(count)))
    }

    func scoredTokens(of text: String, alternatives: Int) -> [ScoredToken] {
        let words = Self.words(text)
        return words.indices.map { Self.scored(words, $0, alternatives) }
    }

    func scoredText(
        after prompt: Prompt, _ settings: GenerationSettings, alternatives: Int,
        receive: @escaping @Sendable (String) -> Void
    ) async throws -> ScoredText {
        let all = Self.words(prompt.text), words = ["«"] + all.prefix(settings.maximumTokens - 1)
        if prompt.text.hasPrefix("long") {
            throw ModelError(.contextTooLong, "there are 9 tokens; the context holds 8", hint: "Shorten it")
        }
        for word in words {
            try await Task.sleep(for: pause)
            receive(word)
        }
        let text = GeneratedText(
            text: words.joined(), tokenCount: words.count, ending: all.count < settings.maximumTokens ? .end : .length)
        let tokens = words.indices.map { Self.scored(["", ""] + words, $0 + 2, alternatives) }
        return ScoredText(text, tokens: tokens, promptTokenCount: all.count)
    }

    func text(after prompt: Prompt, _ settings: GenerationSettings) async throws -> GeneratedText {
        try await scoredText(after: prompt, settings, alternatives: 0) { _ in }.text
    }
}

/// Is sure of what it writes: nothing else can be.
private struct CertainModel: TokenScorer {
    let identity = ModelIdentity(name: "certain", digest: nil)
    private static let alternatives = [ScoredToken.Alternative("yes", 0), .init("no", -.infinity)]

    func scoredTokens(of text: String, alternatives: Int) -> [ScoredToken] {
        [ScoredToken(text, -.infinity, alternatives: Self.alternatives)]
    }

    func scoredText(
        after prompt: Prompt, _ settings: GenerationSettings, alternatives: Int,
        receive: @escaping @Sendable (String) -> Void
    ) async throws -> ScoredText {
        let text = GeneratedText(text: "yes", tokenCount: 1, ending: .end)
        return ScoredText(
            text, tokens: [ScoredToken("yes", 0, alternatives: Self.alternatives)], promptTokenCount: 1)
    }

    func text(after prompt: Prompt, _ settings: GenerationSettings) async throws -> GeneratedText {
        try await scoredText(after: prompt, settings, alternatives: 0) { _ in }.text
    }
}

extension Prompt {
    fileprivate var text: String {
        switch self {
        case .text(let text): text
        case .chat(let messages): messages.map(\.content).joined(separator: " ")
        }
    }
}

@Suite("Serving a language model", .timeLimit(.minutes(10)))
struct LanguageServerTests {
    /// Runs `body` with the address of a server that serves `model`.
    private func serving(_ model: any TokenScorer, _ body: @Sendable (URL) async throws -> Void) async throws {
        let server = try LanguageServer(model, name: "echoing", port: 0)
        let (ports, found) = AsyncStream.makeStream(of: UInt16.self)
        let serving = Task { try await server.run { found.yield($0) } }
        defer { serving.cancel() }
        let port = try #require(await ports.first { _ in true })
        try await body(try #require(URL(string: "http://127.0.0.1:\(port)/v1")))
    }

    private func endpoint(_ url: URL, streams: Bool = false, timeout: Duration = .seconds(60)) -> EndpointModel {
        var settings = EndpointSettings()
        settings.streams = streams
        settings.timeout = timeout
        settings.retries.retries = 0
        return EndpointModel(LanguageEndpoint(url, model: "any"), settings)
    }

    @Test("What the model writes comes back over HTTP, whole and streamed, in both calls")
    func writing() async throws {
        let model = EchoingModel()
        try await serving(model) { url in
            for streams in [false, true] {
                let asked = endpoint(url, streams: streams)
                for prompt in [Prompt.text("a short text 👍🏽 é"), .user("and \"another\"\n one"), .text("one two three")]
                {
                    let settings = GenerationSettings(maximumTokens: 4)
                    let pieces = Mutex<[TextPiece]>([])
                    let answer = try await asked.answer(to: prompt, settings, alternatives: 2) { piece in
                        pieces.withLock { $0.append(piece) }
                    }
                    let expected = try await model.scoredText(after: prompt, settings, alternatives: 2) { _ in }
                    #expect(answer.text == expected.text.text && answer.ending == expected.text.ending)
                    #expect(answer.tokens == expected.tokens)
                    let counts = TokenCounts(prompt: expected.promptTokenCount, completion: expected.text.tokenCount)
                    #expect(answer.counts == counts)
                    #expect(pieces.withLock(\.count) == (streams ? expected.tokens.count : 0))
                }
            }
        }
    }

    @Test("A text that is sent is scored, and the endpoint's checks find that it is")
    func scoring() async throws {
        let model = EchoingModel()
        try await serving(model) { url in
            let scorer = try await EndpointScorer(checking: endpoint(url))
            let likelihoods = try await scorer.likelihoods(of: [
                Continuation(of: .text("The sky is"), " blue today"), Continuation(of: .text("The sky is"), " up"),
            ])
            #expect(likelihoods[0].tokens == [-5.0 / 8, -6.0 / 8] && !likelihoods[0].isGreedy)
            #expect(likelihoods[1].tokens == [-3.0 / 8] && likelihoods[1].isGreedy)
        }
    }

    @Test("What a model holds for impossible is told, in both calls, and read again")
    func impossible() async throws {
        try await serving(CertainModel()) { url in
            for prompt in [Prompt.user("x"), .text("x")] {
                let answer = try await endpoint(url).answer(to: prompt, GenerationSettings(), alternatives: 2)
                #expect(answer.text == "yes" && answer.tokens?.first?.logProbability == 0)
                #expect(answer.tokens?.first?.alternatives == [.init("yes", 0), .init("no", -9999)])
            }
        }
    }

    @Test("What is no log-probability is null where the form has it, and an error where it has not")
    func noNumbers() throws {
        for value in [Double.nan, .infinity] {
            let token = ScoredToken(
                "a", value, alternatives: [.init("a", value), .init("b", -.infinity), .init("c", -1)])
            let plain = String(
                decoding: try JSONEncoder().encode(Scores(tokens: [token], isChat: false)), as: UTF8.self)
            #expect(plain.contains(#""token_logprobs":[null]"#) && plain.contains(#""a":null"#), "\(plain)")
            #expect(plain.contains(#""b":-9999"#) && plain.contains(#""c":-1"#))
            let error = #expect(throws: ModelError.self) {
                try JSONEncoder().encode(Scores(tokens: [token], isChat: true))
            }
            #expect(error?.code == .badAnswer)
        }
        let known = ScoredToken("a", -.infinity, alternatives: [.init("a", -.infinity)])
        let chat = String(decoding: try JSONEncoder().encode(Scores(tokens: [known], isChat: true)), as: UTF8.self)
        #expect(chat.contains("-9999"))
    }

    @Test("A question that cannot be answered is refused with the reason")
    func refusals() async throws {
        try await serving(EchoingModel()) { url in
            func post(_ path: String, _ body: String) async throws -> (Int, String) {
                var request = URLRequest(url: url.appending(path: path))
                request.httpMethod = "POST"
                request.httpBody = Data(body.utf8)
                let (data, response) = try await URLSession.shared.data(for: request)
                return ((response as? HTTPURLResponse)?.statusCode ?? 0, String(decoding: data, as: UTF8.self))
            }
            let cases = [
                ("completions", "{", "cannot be read"), ("completions", "{}", "prompt is missing"),
                ("completions", #"{"prompt":[1,2]}"#, "prompt"), ("chat/completions", "{}", "messages are missing"),
                ("chat/completions", #"{"messages":[{"role":"x","content":"y"}]}"#, "the role 'x'"),
                ("chat/completions", #"{"messages":[{"role":"user"}]}"#, "'content' is missing"),
                ("completions", #"{"prompt":"a","n":2}"#, "n is not 1"),
                ("completions", #"{"prompt":"a","presence_penalty":0.5}"#, "'presence_penalty' is not heeded"),
                ("completions", #"{"prompt":"a","frequency_penalty":-1}"#, "'frequency_penalty' is not heeded"),
                ("completions", #"{"prompt":"a","best_of":3}"#, "'best_of' is not heeded"),
                ("completions", #"{"prompt":"a","suffix":"b"}"#, "'suffix' is not heeded"),
                ("completions", #"{"prompt":"a","logit_bias":{"5":-100}}"#, "'logit_bias' is not heeded"),
                ("completions", #"{"prompt":"a","top_k":1}"#, "'top_k' is not heeded"),
                ("completions", #"{"prompt":"a","repetition_penalty":1.1}"#, "'repetition_penalty' is not heeded"),
                ("completions", #"{"prompt":"a","repeat_penalty":1.1}"#, "'repeat_penalty' is not heeded"),
                ("completions", #"{"prompt":"a","typical_p":0.9}"#, "'typical_p' is not heeded"),
                ("completions", #"{"prompt":"a","mirostat":2}"#, "'mirostat' is not heeded"),
                ("completions", #"{"prompt":"a","stop_token_ids":[7]}"#, "'stop_token_ids' is not heeded"),
                ("completions", #"{"prompt":"a","min_tokens":3}"#, "'min_tokens' is not heeded"),
                ("completions", #"{"prompt":"a","ignore_eos":true}"#, "'ignore_eos' is not heeded"),
                ("completions", #"{"prompt":"a","grammar":"root ::= x"}"#, "'grammar' is not heeded"),
                ("completions", #"{"prompt":"a","json_schema":{}}"#, "'json_schema' is not heeded"),
                ("completions", #"{"prompt":"a","guided_choice":["a","b"]}"#, "'guided_choice' is not heeded"),
                (
                    "chat/completions",
                    #"{"messages":[{"role":"user","content":"y"}],"response_format":{"type":"json_object"}}"#,
                    "'response_format' is not heeded"
                ),
                (
                    "chat/completions",
                    #"{"messages":[{"role":"user","content":"y"}],"tools":[{"type":"function","function":{"name":"f"}}]}"#,
                    "'tools' is not heeded"
                ),
                ("completions", #"{"prompt":"a","temperature":-1}"#, "temperature"),
                ("completions", #"{"prompt":"a","max_tokens":"b"}"#, "max_tokens"),
                ("completions", #"{"prompt":"a","max_tokens":0}"#, "nothing is to be echoed"),
                ("completions", #"{"prompt":"a","logprobs":99}"#, "99"),
                ("completions", #"{"prompt":"a","stop":[""]}"#, "stop"),
                ("completions", #"{"prompt":"a","stream":true,"echo":true}"#, "streamed"),
            ]
            for (path, body, part) in cases {
                let (status, text) = try await post(path, body)
                #expect(status == 400 && text.contains(part), "\(body): \(status) \(text)")
            }
            // The control: settings that change nothing, and the newer name of the system's messages.
            let (idle, _) = try await post(
                "chat/completions",
                #"{"messages":[{"role":"developer","content":"x"},{"role":"user","content":"y"}],"n":1,"presence_penalty":0,"frequency_penalty":null,"best_of":1,"logit_bias":{},"tools":[],"response_format":{"type":"text"},"suffix":null,"user":"me","top_k":-1,"repetition_penalty":1,"repeat_penalty":1.0,"typical_p":1,"mirostat":0,"stop_token_ids":[],"min_tokens":0,"ignore_eos":false,"grammar":"","json_schema":null}"#
            )
            #expect(idle == 200)
            #expect(try await post("other", "{}").0 == 404)
            let error = await #expect(throws: ModelError.self) { try await endpoint(url).text(after: .text("long")) }
            #expect(error?.code == .contextTooLong)
            let (data, _) = try await URLSession.shared.data(from: url.appending(path: "models"))
            #expect(String(decoding: data, as: UTF8.self).contains(#""id":"echoing""#))
            // Several prompts at once, scored without writing, as evaluation harnesses ask.
            let (status, text) = try await post(
                "completions", #"{"prompt":["a b","c"],"echo":true,"max_tokens":0,"logprobs":1}"#)
            #expect(status == 200 && text.contains(#""text_offset":[0,1]"#) && text.contains(#""index":1"#))
        }
    }

    @Test("Clients that go away leave a server that answers others; a port that is taken is refused")
    func goingAway() async throws {
        let model = EchoingModel(pause: .milliseconds(200))
        try await serving(model) { url in
            let words = String(repeating: " word", count: 3000)
            let settings = GenerationSettings(maximumTokens: 5000)
            for streams in [false, true] {
                let error = await #expect(throws: ModelError.self) {
                    try await endpoint(url, streams: streams, timeout: .seconds(1)).text(after: .text(words), settings)
                }
                #expect(error?.code == .timedOut)
            }
            #expect(try await endpoint(url).text(after: .text("still here")).text == "«still here")
            let taken = try LanguageServer(model, name: "b", port: UInt16(url.port ?? 0))
            let error = await #expect(throws: ModelError.self) { try await taken.run() }
            #expect(error?.code == .unavailable)
        }
        #expect(throws: ModelError.self) { try LanguageServer(model, name: "b", host: "nowhere", port: 0) }
    }
}
