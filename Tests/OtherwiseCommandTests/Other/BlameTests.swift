import Foundation
import OtherwiseTesting
import Testing

@Suite("blame, by asking a language model", .timeLimit(.minutes(10)))
struct BlameTests {
    private static let runs = """
        {"id": "a", "question": "Add up", "ground_truth": "42", "mistake_agent": "Adder", "mistake_step": 1, "history": [{"agent": "Asker", "content": "20 and 22"}, {"agent": "Adder", "content": "41"}, {"agent": "Teller", "content": "It is 41"}]}
        {"id": "b", "question": "Add up", "ground_truth": "4", "mistake_agent": "Asker", "mistake_step": 0, "history": [{"agent": "Asker", "content": "2 and 3"}, {"agent": "Adder", "content": "5"}]}

        """

    private static let answer = #"""
        {"candidates": [{"step": 1, "agent": "Adder", "causes": "c", "correction": "42", "prediction": "p", "succeeds": true, "probability": 0.9}], "reason": "It added wrongly."}
        """#

    /// A model that blames step 1 of every run.
    private func model(_ status: Int = 200) throws -> LoopbackServer {
        try LoopbackServer { _ in
            guard status == 200 else { return .status(status, #"{"error":{"message":"no, not you"}}"#) }
            let content = String(decoding: (try? JSONEncoder().encode(Self.answer)) ?? Data(), as: UTF8.self)
            return .json(
                #"{"choices":[{"message":{"content":\#(content)}}],"usage":{"prompt_tokens":1000,"completion_tokens":10}}"#
            )
        }
    }

    private func run(
        _ scratch: Scratch, _ server: LoopbackServer, _ more: [String] = [], environment: [String: String] = [:]
    ) async throws -> Command.Ended {
        let file = try scratch.file("runs.jsonl", Self.runs)
        return try await Command.run(
            [
                "blame", file, "--endpoint", server.url("/v1").absoluteString, "--endpoint-model", "m", "--answers",
                scratch.path("answers.sqlite"),
            ] + more, environment: environment)
    }

    @Test("the step, the reason, the agreement with people and what was spent; a second run asks nothing")
    func table() async throws {
        let scratch = try Scratch(), server = try model()
        let first = try await run(
            scratch, server, ["--prices", "2,10"], environment: ["OTHERWISE_ENDPOINT_KEY": "k3y"])
        #expect(first.code == 0, "\(first.errors)")
        #expect(first.output.contains("Trace a: step 1, of Adder, says the model."))
        #expect(first.output.contains("Reason: It added wrongly.") && first.output.contains("yes (90%)"))
        #expect(first.output.contains("People blame step 1, of Adder, too."))
        #expect(first.output.contains("Agreement of a2p with people over 2 labelled runs: step 50%, agent 50%"))
        #expect(
            first.errors.contains("2 asked, 0 known from before; 2,000 tokens of questions, 20 of answers; cost 0.0042")
        )
        #expect(server.requests.count == 2)
        #expect(server.requests.allSatisfy { $0.headers["authorization"] == "Bearer k3y" })
        #expect(server.requests.contains { $0.body.contains("Step 1 - Adder: 41") })
        let second = try await run(scratch, server)
        #expect(second.output == first.output && server.requests.count == 2)
        #expect(second.errors.contains("0 asked, 2 known from before"))
    }

    @Test("the same for programs, asked several times")
    func json() async throws {
        let scratch = try Scratch(), server = try model()
        let ended = try await run(scratch, server, ["--format", "json", "--runs", "3", "--trace", "a", "--quiet"])
        #expect(ended.code == 0 && ended.errors.isEmpty, "\(ended.errors)")
        let record = try JSONValue(ended.bytes).elements?.first
        #expect(record?["schema"] == .string("otherwise.judged-blame/1") && record?["step"] == .number(1))
        #expect(record?["askings"]?.elements?.count == 3 && server.requests.count == 3)
        #expect(record?["ranking"]?.elements?.first?["share"] == .number(1))
    }

    @Test("two ways to ask are compared run by run")
    func comparison() async throws {
        let scratch = try Scratch()
        // By halves it always says the first, which is right for run b alone; by A2P step 1, right for run a alone.
        let server = try LoopbackServer { request in
            let answer = request.body.contains("half") ? #"{"half": "first"}"# : Self.answer
            let content = String(decoding: (try? JSONEncoder().encode(answer)) ?? Data(), as: UTF8.self)
            return .json(#"{"choices":[{"message":{"content":\#(content)}}]}"#)
        }
        let ended = try await run(scratch, server, ["--method", "a2p", "--method", "binary-search"])
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(
            ended.output.contains("Trace a, a2p: step 1") && ended.output.contains("Trace b, binary-search: step 0"))
        #expect(ended.output.contains("Agreement of binary-search with people over 2 labelled runs: step 50%"))
        #expect(ended.output.contains("a2p against binary-search, step right: 0%"), "\(ended.output)")
        #expect(ended.output.contains("p = 1.0000") && ended.errors.contains("answers uncounted"))
    }

    @Test("a dry run asks nothing")
    func dryRun() async throws {
        let scratch = try Scratch(), server = try model()
        let ended = try await run(
            scratch, server, ["--dry-run", "--method", "step-by-step", "--prices", "1000,1000"])
        #expect(ended.code == 0 && server.requests.isEmpty, "\(ended.errors)")
        #expect(ended.output.hasPrefix("5 questions would be asked, 0 are known from before: about"))
    }

    @Test("what cannot be asked is said, and the key is not")
    func failures() async throws {
        let scratch = try Scratch(), refusing = try model(401)
        let refused = try await run(scratch, refusing, environment: ["OTHERWISE_ENDPOINT_KEY": "k3y"])
        #expect(refused.code == 1 && refused.errors.contains("HTTP 401") && !refused.errors.contains("k3y"))
        let file = try scratch.file("runs.jsonl", Self.runs)
        let mistakes = [
            ([], "Who tells?"), (["--endpoint", "localhost", "--endpoint-model", "m"], "no address"),
            (["--endpoint", "http://h/v1"], "Which model?"), (["--endpoint-model", "m"], "goes with --endpoint"),
            (["--replay", "x", "--endpoint", "http://h/v1", "--endpoint-model", "m"], "not both"),
            (["--replay", "x", "--method", "a2p"], "go with --endpoint"),
            (["--endpoint", "http://h/v1", "--endpoint-model", "m", "--method", "a2p", "--method", "a2p"], "twice"),
            (["--endpoint", "http://h/v1", "--endpoint-model", "m", "--prices", "1"], "two prices"),
            (["--endpoint", "http://h/v1", "--endpoint-model", "m", "--concurrency", "0"], "Give 1 or more"),
        ]
        for (arguments, part) in mistakes {
            let ended = try await Command.run(["blame", file] + arguments)
            #expect(ended.code == 64 && ended.errors.contains(part), "\(arguments): \(ended.errors)")
        }
        let answers = try scratch.file("no.sqlite", String(repeating: "no database\n", count: 100))
        let odd = try await Command.run([
            "blame", file, "--endpoint", "http://127.0.0.1:9/v1", "--endpoint-model", "m", "--answers", answers,
        ])
        #expect(odd.code == 65 && odd.errors.contains("no SQLite database"), "\(odd.errors)")
    }
}
