import Foundation
import OtherwiseModels
import OtherwiseStore
import OtherwiseTesting
import Synchronization
import Testing

@testable import OtherwiseEndpoints

@Suite("A language model behind a server", .timeLimit(.minutes(10)))
struct EndpointModelTests {
    static func settings(streams: Bool = false, _ change: (inout EndpointSettings) -> Void = { _ in })
        -> EndpointSettings
    {
        var settings = EndpointSettings()
        settings.streams = streams
        settings.retries.firstPause = .milliseconds(1)
        settings.retries.longestPause = .milliseconds(20)
        change(&settings)
        return settings
    }

    static func endpoint(_ server: LoopbackServer, key: String? = nil) -> LanguageEndpoint {
        LanguageEndpoint(server.url("/v1"), model: "scripted", key: key)
    }

    private static let prompts: [Prompt] = (0..<200).map { number in
        number.isMultiple(of: 3) ? .text("item \(number)") : .user("item \(number)")
    }

    @Test(
        "200 questions to a server that fails lose none, and are answered as without failures",
        arguments: [false, true])
    func faults(streams: Bool) async throws {
        let whole = try FaultyServer()
        let reference = try await EndpointModel(Self.endpoint(whole.loopback), Self.settings(streams: streams))
            .texts(after: Self.prompts)
        // Every kind of fault comes to twenty questions, to some of them several times.
        let faulty = try FaultyServer { question, time in
            let number = Int(question.split(separator: " ").last ?? "") ?? 0
            return time <= number % 3 ? FaultyServer.Fault.allCases[(number + time) % 10] : nil
        }
        let settings = Self.settings(streams: streams) { settings in
            settings.concurrency = 16
            settings.timeout = .milliseconds(700)
            settings.retries.retries = 100
        }
        let cache = try ResponseCache(path: nil)
        let model = EndpointModel(Self.endpoint(faulty.loopback), settings, cache: cache)
        let texts = try await model.texts(after: Self.prompts, concurrency: 32)
        #expect(texts == reference && texts.count == 200)
        #expect(texts[5].text == FaultyServer.answer(to: "item 5") && texts[5].tokenCount == 3)
        let met = faulty.faultCounts
        for fault in FaultyServer.Fault.allCases { #expect((met[fault] ?? 0) >= 20, "\(fault)") }
        #expect(model.usage.answers == 200 && model.usage.retries >= 300)
        #expect(model.usage.requests == 200 + model.usage.retries)
        #expect(model.usage.promptTokens == 1400 && model.usage.completionTokens == 600)

        // Again, from the cache: nothing is asked, and the same is read.
        let again = EndpointModel(Self.endpoint(faulty.loopback), Self.settings(streams: !streams), cache: cache)
        #expect(try await again.texts(after: Self.prompts) == reference)
        #expect(again.usage.cachedAnswers == 200 && again.usage.requests == 0 && again.usage.promptTokens == 0)
    }

    @Test("The control: without retries the same failures end the run")
    func noRetries() async throws {
        let faulty = try FaultyServer { _, time in time == 0 ? .broken : nil }
        let settings = Self.settings { $0.retries.retries = 0 }
        let error = await modelError {
            _ = try await EndpointModel(Self.endpoint(faulty.loopback), settings).texts(after: Self.prompts)
        }
        #expect(error?.code == .unavailable)
    }

    @Test("What is sent is what the protocol says, and no more")
    func requests() async throws {
        let server = try FaultyServer()
        let model = EndpointModel(Self.endpoint(server.loopback, key: "k3y"), Self.settings())
        let sampling = Sampling(temperature: 0.5, nucleus: 0.9, seed: 7)
        _ = try await model.answer(
            to: .chat([ChatMessage(.system, "S"), ChatMessage(.user, "U")]),
            GenerationSettings(maximumTokens: 9, stops: ["\n"], sampling: sampling), alternatives: 2)
        _ = try await model.text(after: .text("P"), GenerationSettings(maximumTokens: 4))
        let requests = server.loopback.requests
        #expect(requests.map(\.path) == ["/v1/chat/completions", "/v1/completions"])
        #expect(requests[0].headers["authorization"] == "Bearer k3y")
        #expect(
            requests[0].body
                == #"{"logprobs":true,"max_tokens":9,"messages":[{"content":"S","role":"system"},{"content":"U","role":"user"}],"model":"scripted","seed":7,"stop":["\n"],"temperature":0.5,"top_logprobs":2,"top_p":0.9}"#
        )
        #expect(requests[1].body == #"{"max_tokens":4,"model":"scripted","prompt":"P","temperature":0}"#)
    }

    @Test(
        "What will not go better is told at once, with what the server said",
        arguments: [
            (400, #"{"error":{"message":"no such tool"}}"#, ModelError.Code.refused, "no such tool"),
            (
                400,
                #"{"error":{"message":"This model's maximum context length is 8 tokens","code":"context_length_exceeded"}}"#,
                .contextTooLong, "8 tokens"
            ),
            (401, #"{"error":{"message":"bad key"}}"#, .unavailable, "OTHERWISE_ENDPOINT_KEY"),
            (404, "not here", .unavailable, "HTTP 404: 'not here'. Check"),
            (429, #"{"error":{"message":"empty","code":"insufficient_quota"}}"#, .unavailable, "nothing left"),
            (302, "", .unavailable, "HTTP 302: an empty text. Give the address that the server redirects to"),
            (200, #"{"choices":[{"message":{"content":null},"finish_reason":"content_filter"}]}"#, .refused, "filter"),
        ])
    func failures(_ status: Int, _ body: String, _ code: ModelError.Code, _ part: String) async throws {
        let server = try LoopbackServer { _ in status == 200 ? .json(body) : .status(status, body) }
        let error = await modelError {
            _ = try await EndpointModel(Self.endpoint(server), Self.settings()).text(after: .user("x"))
        }
        #expect(error?.code == code)
        #expect("\(String(describing: error))".contains(part), "\(String(describing: error))")
        #expect(error?.model.hasPrefix("scripted at http://127.0.0.1") == true)
        #expect(server.requests.count == 1)
    }

    @Test("A server that was busy first and then writes nonsense is not asked for long")
    func busyThenNonsense() async throws {
        let asked = Mutex(0)
        let server = try LoopbackServer { _ in
            let number = asked.withLock { count in
                count += 1
                return count
            }
            return number <= 5 ? .status(503, "starting") : .json("nonsense")
        }
        let settings = Self.settings { $0.retries.retries = 12 }
        let error = await modelError {
            _ = try await EndpointModel(Self.endpoint(server), settings).text(after: .user("x"))
        }
        #expect(error?.code == .badAnswer && server.requests.count == 6)
    }

    @Test("A server that is not there, is silent or writes nonsense ends with what was seen and how often it was asked")
    func givingUp() async throws {
        func error(_ url: URL, timeout: Duration = .seconds(120)) async -> ModelError? {
            let settings = Self.settings {
                $0.retries.retries = 2
                $0.timeout = timeout
            }
            return await modelError {
                _ = try await EndpointModel(LanguageEndpoint(url, model: "m"), settings).text(after: .user("x"))
            }
        }
        #expect(await error(try LoopbackServer.closedPort())?.code == .unavailable)
        let patient = EndpointModel(
            LanguageEndpoint(try LoopbackServer.closedPort(), model: "m"), Self.settings { $0.retries.retries = 1000 })
        let gone = await modelError { _ = try await patient.text(after: .user("x")) }
        #expect(gone?.lastWords.first?.hasPrefix("asked 4 times") == true)
        let silent = try LoopbackServer { _ in .nothing }, nonsense = try LoopbackServer { _ in .json("<html>") }
        let late = await error(silent.url("/v1"), timeout: .milliseconds(100))
        #expect(late?.code == .timedOut && late?.hint.contains("--endpoint-timeout") == true)
        let odd = await error(nonsense.url("/v1"))
        #expect(odd?.code == .badAnswer && odd?.problem.contains("<html>") == true)
        #expect(odd?.lastWords.first?.hasPrefix("asked 3 times") == true)
    }

    @Test(
        "What never answered as such a server does is given up soon; one that did is asked on",
        arguments: ["<html>", #"{"choices":[]}"#, #"{"detail":"Not here"}"#])
    func senseless(_ nonsense: String) async throws {
        let settings = Self.settings { $0.retries.retries = 30 }
        let page = try LoopbackServer { _ in .json(nonsense) }
        let error = await modelError {
            _ = try await EndpointModel(Self.endpoint(page), settings).text(after: .user("x"))
        }
        #expect(error?.code == .badAnswer && page.requests.count == 4)
        let good = #"{"choices":[{"message":{"content":"yes"},"finish_reason":"stop"}]}"#
        let count = Mutex(0)
        let fickle = try LoopbackServer { _ in
            let number = count.withLock { count in
                count += 1
                return count
            }
            return .json(number == 1 || number > 12 ? good : nonsense)
        }
        let model = EndpointModel(Self.endpoint(fickle), settings)
        #expect(try await model.text(after: .user("x")).text == "yes")
        #expect(try await model.text(after: .user("y")).text == "yes" && fickle.requests.count == 13)
    }

    @Test("A server that asks for a longer pause than is borne is given up with what it asks for")
    func longPause() async throws {
        let server = try LoopbackServer { _ in
            .status(429, #"{"error":{"message":"slow down"}}"#, headers: ["Retry-After": "3600"])
        }
        let error = await modelError {
            _ = try await EndpointModel(Self.endpoint(server), Self.settings()).text(after: .user("x"))
        }
        #expect(error?.lastWords == ["it asks to be left alone for 3600 s"] && server.requests.count == 1)
    }

    @Test("The key is in no error, answer, description or file, even where the server repeats it")
    func key() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "otherwise-key-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let key = "sk-t0psecret", cache = try ResponseCache(path: folder.appending(path: "c.sqlite").path)
        let parrot = try LoopbackServer { request in
            let said = request.headers["authorization"] ?? ""
            return request.body.contains("fail")
                ? .status(400, #"{"error":{"message":"Incorrect: \#(said)"}}"#)
                : .json(#"{"choices":[{"message":{"content":"You sent \#(said)"}}]}"#)
        }
        let model = EndpointModel(Self.endpoint(parrot, key: key), Self.settings(), cache: cache)
        let answer = try await model.text(after: .user("x"))
        #expect(answer.text == "You sent Bearer …")
        let error = await modelError { _ = try await model.text(after: .user("fail")) }
        let shown =
            "\(String(describing: error)) \(String(reflecting: error)) \(model) \(String(reflecting: model.client.endpoint))"
        #expect(!shown.contains("t0psecret") && shown.contains("Incorrect"))
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let bytes = try Data(contentsOf: folder.appending(path: file))
            #expect(bytes.firstRange(of: Data("t0psecret".utf8)) == nil, "\(file)")
        }
        #expect(parrot.requests.first?.headers["authorization"] == "Bearer \(key)")
    }

    @Test("A key that is a word changes no answer")
    func shortKey() async throws {
        let server = try LoopbackServer { _ in .json(#"{"choices":[{"text":"a text about content"}]}"#) }
        for key in ["text", "content"] {
            let model = EndpointModel(Self.endpoint(server, key: key), Self.settings())
            #expect(try await model.text(after: .text("x")).text == "a text about content")
        }
    }

    @Test("Deployments that the query tells apart are asked apart")
    func query() throws {
        func digest(_ address: String) throws -> RequestDigest {
            let endpoint = LanguageEndpoint(try #require(URL(string: address)), model: "m")
            return EndpointRequest(model: "m", prompt: .text("x"), settings: .init()).digest(
                at: endpoint, repetition: 0)
        }
        #expect(try digest("http://h/v1?deployment=a") != digest("http://h/v1?deployment=b"))
        #expect(try digest("http://h/v1?deployment=a") == digest("http://h/v1?deployment=a"))
    }

    @Test("Repetitions are asked and kept apart, other settings are other questions")
    func repetitions() async throws {
        let turn = Mutex(0)
        let server = try LoopbackServer { _ in
            let number = turn.withLock {
                $0 += 1
                return $0
            }
            return .json(#"{"choices":[{"message":{"content":"\#(number)"}}]}"#)
        }
        let model = EndpointModel(Self.endpoint(server), Self.settings(), cache: try ResponseCache(path: nil))
        var texts: [String] = []
        for model in [model, model.repeated(1), model, model.repeated(1)] {
            texts.append(try await model.text(after: .user("x")).text)
        }
        #expect(texts == ["1", "2", "1", "2"])
        let warm = GenerationSettings(sampling: Sampling(temperature: 1, seed: 3))
        #expect(try await model.text(after: .user("x"), warm).text == "3")
    }

    @Test("A stream is shown as it comes, and begins anew where it broke off")
    func pieces() async throws {
        let server = try FaultyServer { _, time in time == 0 ? .brokenOff : nil }
        let seen = Mutex<[TextPiece]>([])
        let model = EndpointModel(Self.endpoint(server.loopback), Self.settings(streams: true))
        let answer = try await model.answer(to: .user("abc")) { piece in seen.withLock { $0.append(piece) } }
        let pieces = seen.withLock(\.self)
        let restart = try #require(pieces.lastIndex(of: .restart))
        let text = pieces[(restart + 1)...].compactMap { if case .text(let text) = $0 { text } else { nil } }.joined()
        #expect(text == answer.text && text == FaultyServer.answer(to: "abc"))
        #expect(pieces.contains(.text(String(answer.text.prefix(answer.text.count / 2)))))
    }

    @Test("An estimate counts what is not known yet, and asks nothing")
    func estimate() async throws {
        let server = try FaultyServer()
        let model = EndpointModel(Self.endpoint(server.loopback), Self.settings(), cache: try ResponseCache(path: nil))
        let settings = GenerationSettings(maximumTokens: 10)
        _ = try await model.text(after: .text("known"), settings)
        let estimate = try await model.estimate(of: [.text("known"), .text("12345678"), .user("1234")], settings)
        #expect(estimate.questions == 2 && estimate.cached == 1)
        #expect(estimate.promptTokens == 2 + 5 && estimate.completionTokens == 20)
        let prices = TokenPrices(promptMillion: 2, completionMillion: 10)
        #expect(abs(prices.cost(promptTokens: 500_000, completionTokens: 100_000) - 2) < 1e-12)

        let run = DryRun(model) { _ in "placeholder" }
        #expect(try await run.text(after: .user("new"), settings).text == "placeholder")
        #expect(try await run.text(after: .text("known"), settings).text == FaultyServer.answer(to: "known"))
        #expect(await run.estimate.questions == 1)
        #expect(server.loopback.requests.count == 1)
    }
}

/// The `ModelError` that `body` throws; `nil` if it throws none.
func modelError(_ body: () async throws -> Void) async -> ModelError? {
    do { try await body() } catch { return error as? ModelError }
    return nil
}
