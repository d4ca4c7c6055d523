import Foundation
import OtherwiseModels
import OtherwiseStore
import OtherwiseTesting
import Testing

@testable import OtherwiseEndpoints

@Suite("What some servers want otherwise, and what none is told", .timeLimit(.minutes(10)))
struct ServerCustomsTests {
    /// A model that reasons before it answers, as OpenAI's refuse.
    private func reasoner() throws -> LoopbackServer {
        try LoopbackServer { request in
            if request.body.contains(#""max_tokens""#) {
                return .status(
                    400,
                    #"{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","code":"unsupported_parameter"}}"#
                )
            }
            if request.body.contains(#""temperature""#) {
                return .status(
                    400,
                    #"{"error":{"message":"Unsupported value: 'temperature' does not support 0 with this model.","code":"unsupported_value"}}"#
                )
            }
            return .json(#"{"choices":[{"message":{"content":"thought"}}]}"#)
        }
    }

    @Test("The length of answers goes by the name that the server asks for, from then on")
    func length() async throws {
        let server = try reasoner()
        let model = EndpointModel(
            EndpointModelTests.endpoint(server), EndpointModelTests.settings { $0.sendsTemperature = false })
        for text in ["a", "b"] { #expect(try await model.text(after: .user(text)).text == "thought") }
        #expect(server.requests.map { $0.body.contains("max_completion_tokens") } == [false, true, true])
        #expect(server.requests.allSatisfy { !$0.body.contains("temperature") })
        // A server that goes on refusing is not asked for ever.
        let stubborn = try LoopbackServer { _ in .status(400, "Use max_completion_tokens") }
        let error = await modelError {
            _ = try await EndpointModel(EndpointModelTests.endpoint(stubborn), EndpointModelTests.settings())
                .text(after: .user("x"))
        }
        #expect(error?.code == .refused && stubborn.requests.count == 2)
    }

    @Test("A refused temperature is told with the way out, and never left out unasked")
    func temperature() async throws {
        let server = try reasoner()
        let error = await modelError {
            _ = try await EndpointModel(EndpointModelTests.endpoint(server), EndpointModelTests.settings())
                .text(after: .user("x"))
        }
        #expect(error?.code == .refused && error?.hint.contains("--without-temperature") == true)
    }

    @Test("Questions without a temperature are other questions, and their draws are kept apart")
    func digests() throws {
        let endpoint = LanguageEndpoint(try #require(URL(string: "http://h/v1")), model: "m")
        func digest(_ change: (inout EndpointRequest) -> Void = { _ in }, seed: UInt64 = 1) -> RequestDigest {
            let settings = GenerationSettings(sampling: Sampling(temperature: 1, seed: seed))
            var request = EndpointRequest(model: "m", prompt: .user("x"), settings: settings)
            change(&request)
            return request.digest(at: endpoint, repetition: 0)
        }
        #expect(digest { $0.namesCompletionTokens = true } == digest())
        #expect(digest { $0.streams = true } == digest())
        #expect(digest { $0.sendsTemperature = false } != digest())
        #expect(digest({ $0.sendsTemperature = false }, seed: 2) != digest { $0.sendsTemperature = false })
    }

    @Test(
        "A key goes unencrypted to this machine alone",
        arguments: [
            ("http://localhost:8080/v1", false), ("http://127.0.0.1/v1", false), ("http://127.9.9.9/v1", false),
            ("http://[::1]:8080/v1", false), ("https://example.org/v1", false), ("HTTPS://example.org/v1", false),
            ("http://example.org/v1", true), ("http://127.example.org/v1", true), ("http://localhost.example/v1", true),
            ("http://0.0.0.0/v1", true), ("http://10.0.0.1/v1", true), ("http://[2001:db8::1]/v1", true),
        ])
    func clear(_ address: String, _ isClear: Bool) throws {
        let url = try #require(URL(string: address))
        #expect(LanguageEndpoint(url, model: "m", key: "k3y").sendsKeyInClear == isClear)
        #expect(!LanguageEndpoint(url, model: "m").sendsKeyInClear)
    }

    @Test("A key that could be read as another header is not sent, nor is anything else")
    func keyOfLines() async throws {
        let server = try FaultyServer()
        for key in ["sk-first\r\nX-Other: second", "two words", "kéy"] {
            let endpoint = LanguageEndpoint(server.loopback.url("/v1"), model: "m", key: key)
            let error = await modelError {
                _ = try await EndpointModel(endpoint, EndpointModelTests.settings()).text(after: .user("x"))
            }
            #expect(error?.code == .invalidValue && error?.description.contains("second") == false)
        }
        #expect(server.loopback.requests.isEmpty)
        let trimmed = LanguageEndpoint(server.loopback.url("/v1"), model: "m", key: " sk-secret\n")
        _ = try await EndpointModel(trimmed, EndpointModelTests.settings()).text(after: .user("x"))
        #expect(server.loopback.requests.map { $0.headers["authorization"] } == ["Bearer sk-secret"])
        #expect(!LanguageEndpoint(server.loopback.url("/v1"), model: "m", key: " \n").sendsKeyInClear)
    }

    @Test(
        "A key is hidden as it is and as it stands in JSON", arguments: [#"ab/cd"ef\gh"#, "sk-abc/def/", #"\\\\\\\\""#])
    func spelledKey(_ key: String) throws {
        let hidden = HiddenKey(key), plain = Array("[\(key)]".utf8)
        #expect(String(decoding: hidden.hide(in: plain), as: UTF8.self) == "[…]")
        let encoder = JSONEncoder()
        let slashed = Array(try encoder.encode([key]))
        encoder.outputFormatting = .withoutEscapingSlashes
        for json in [slashed, Array(try encoder.encode([key]))] {
            #expect(String(decoding: hidden.hide(in: json), as: UTF8.self) == #"["…"]"#)
        }
        // The control: another text stays.
        #expect(hidden.hide(in: "ab/cd or sk-abc") == "ab/cd or sk-abc")
    }

    @Test("Otherwise nothing is sent, unless it is allowed")
    func allowed() async throws {
        let server = try FaultyServer()
        // This machine by an address that is not known to be its own.
        let url = try #require(URL(string: "http://0.0.0.0:\(server.loopback.port)/v1"))
        let endpoint = LanguageEndpoint(url, model: "m", key: "k3y")
        let error = await modelError {
            _ = try await EndpointModel(endpoint, EndpointModelTests.settings()).text(after: .user("x"))
        }
        #expect(error?.code == .invalidValue && server.loopback.requests.isEmpty)
        let allowed = EndpointModel(endpoint, EndpointModelTests.settings { $0.allowsKeyInClear = true })
        _ = try await allowed.text(after: .user("x"))
        #expect(server.loopback.requests.count == 1)
    }
}
