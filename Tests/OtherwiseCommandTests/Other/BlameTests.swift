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
        #expect(
            first.output.contains(
                "Agreement of a2p with people over 2 labelled runs: step 50% (9% to 91%), agent 50% (9% to 91%)"))
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
        let provenance = try #require(record?["provenance"])
        #expect(provenance["method"]?.text == "a2p" && provenance["seed"] == .number(0))
        #expect(provenance["settings"]?["runs"]?.text == "3" && provenance["settings"]?["temperature"]?.text == "1.0")
        #expect(provenance["model"]?["name"]?.text?.hasPrefix("m at http://127.0.0.1") == true)
        #expect(provenance["dataDigest"]?.text?.count == 64)
    }

    @Test("a run that the model refuses is told with the reason, the others are judged, and the exit code says so")
    func refusedRun() async throws {
        let scratch = try Scratch()
        let server = try LoopbackServer { request in
            guard request.body.contains("20 and 22") else { return .status(400, #"{"error":{"message":"not this"}}"#) }
            let content = String(decoding: (try? JSONEncoder().encode(Self.answer)) ?? Data(), as: UTF8.self)
            return .json(#"{"choices":[{"message":{"content":\#(content)}}]}"#)
        }
        let table = try await run(scratch, server)
        #expect(table.code == 1 && table.errors.contains("1 of 2 runs could not be judged"), "\(table.errors)")
        #expect(table.output.contains("Trace a: step 1, of Adder, says the model."))
        #expect(table.output.contains("Trace b: the model could not be asked to the end.\n\nm at http://127.0.0.1"))
        #expect(table.output.contains("HTTP 400: 'not this'") && !table.output.contains("Agreement"))
        let asked = server.requests.count
        let records = try await run(scratch, server, ["--format", "json"])
        // What was answered is known; what was refused is asked again.
        #expect(records.code == 1 && server.requests.count == asked + 1)
        let elements = try #require(try JSONValue(records.bytes).elements)
        #expect(elements.count == 2 && elements[0]["step"] == .number(1) && elements[1]["step"] == nil)
        #expect(elements[1]["schema"]?.text == "otherwise.judged-blame/1" && elements[1]["trace"]?.text == "b")
        #expect(elements[1]["error"]?["code"]?.text == "ModelError.refused")
        #expect(elements[1]["error"]?["message"]?.text?.contains("not this") == true)
        let page = try await run(scratch, server, ["--format", "html"])
        #expect(page.code == 1 && page.output.contains("not this") && page.output.contains("blamed by people"))
    }

    @Test("answers that cannot be kept are told all the same, with a note")
    func unkept() async throws {
        let scratch = try Scratch()
        let long = #"{"step": 1, "reason": "\#(String(repeating: "long ", count: 40_000))"}"#
        let server = try LoopbackServer { _ in
            let content = String(decoding: (try? JSONEncoder().encode(long)) ?? Data(), as: UTF8.self)
            return .json(#"{"choices":[{"message":{"content":\#(content)}}]}"#)
        }
        let file = try scratch.file("runs.jsonl", Self.runs)
        // No file may grow beyond 80 blocks, as on a full disk.
        let script = #"trap '' XFSZ; ulimit -f 80; otherwise blame "$@""#
        let ended = try await Command(
            script,
            [
                file, "--method", "all-at-once", "--endpoint", server.url("/v1").absoluteString, "--endpoint-model",
                "m", "--answers", scratch.path("answers.sqlite"),
            ]
        ).run()
        #expect(ended.code == 0 && ended.output.contains("Trace b: step 1"), "\(ended.errors)")
        #expect(ended.errors.contains("Note: answers are not kept (2 of them)"), "\(ended.errors)")
    }

    @Test("the usual place for answers is done without where it cannot be used; a place that was named is not")
    func noPlace() async throws {
        let scratch = try Scratch(), server = try model(), file = try scratch.file("runs.jsonl", Self.runs)
        let arguments = ["blame", file, "--endpoint", server.url("/v1").absoluteString, "--endpoint-model", "m"]
        let usual = try await Command.run(arguments, environment: ["XDG_CACHE_HOME": file])
        #expect(usual.code == 0 && usual.errors.contains("Note: answers are not kept."), "\(usual.errors)")
        let named = try await Command.run(arguments + ["--answers", "\(file)/answers.sqlite"])
        #expect(named.code == 66, "\(named.errors)")
    }

    @Test("a key is not sent unencrypted to another machine")
    func keyInClear() async throws {
        let scratch = try Scratch(), file = try scratch.file("runs.jsonl", Self.runs)
        let ended = try await Command.run(
            ["blame", file, "--endpoint", "http://192.0.2.1/v1", "--endpoint-model", "m"],
            environment: ["OTHERWISE_ENDPOINT_KEY": "k3y"])
        #expect(ended.code == 64 && ended.errors.contains("--key-in-clear"), "\(ended.errors)")
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
        #expect(ended.output.contains("p = 1.0000.") && ended.errors.contains("answers uncounted"))
    }

    @Test("three ways are compared with a correction for the two comparisons, two without")
    func corrected() async throws {
        let scratch = try Scratch()
        // A2P says step 1, which is right; all at once and by halves it says the first, which is not.
        let server = try LoopbackServer { request in
            let answer =
                request.body.contains("Abduct")
                ? Self.answer : request.body.contains("half") ? #"{"half": "first"}"# : #"{"step": 0}"#
            let content = String(decoding: (try? JSONEncoder().encode(answer)) ?? Data(), as: UTF8.self)
            return .json(#"{"choices":[{"message":{"content":\#(content)}}]}"#)
        }
        let steps = #"[{"agent": "Asker", "content": "1 and 2"}, {"agent": "Adder", "content": "4"}]"#
        let runs = (0..<8).map { number in
            #"{"id": "\#(number)", "mistake_agent": "Adder", "mistake_step": 1, "history": \#(steps)}"# + "\n"
        }
        let arguments = [
            "blame", try scratch.file("eight.jsonl", runs.joined()), "--endpoint", server.url("/v1").absoluteString,
            "--endpoint-model", "m", "--answers", scratch.path("answers.sqlite"), "--method", "a2p", "--method",
            "all-at-once",
        ]
        // Eight runs change, all one way: 2 / 2^8.
        let two = try await Command.run(arguments)
        #expect(two.code == 0 && two.output.contains("McNemar's exact test p = 0.0078.\n"), "\(two.output)")
        let three = try await Command.run(arguments + ["--method", "binary-search"])
        let corrected = "p = 0.0078, by Holm's correction for 2 comparisons 0.0156.\n"
        #expect(three.output.components(separatedBy: corrected).count == 3, "\(three.output)")
        #expect(three.output.contains("Agreement of a2p with people over 8 labelled runs: step 100% (68% to 100%)"))
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
        #expect(refused.code == 1 && refused.output.contains("HTTP 401"), "\(refused.errors)")
        #expect(!refused.errors.contains("k3y") && !refused.output.contains("k3y"))
        let file = try scratch.file("runs.jsonl", Self.runs)
        let mistakes = [
            ([], "Who tells?"), (["--endpoint", "localhost", "--endpoint-model", "m"], "no address"),
            (["--endpoint", "http://h/v1"], "Which model?"), (["--endpoint-model", "m"], "goes with --endpoint"),
            (["--replay", "x", "--endpoint", "http://h/v1", "--endpoint-model", "m"], "Give one of"),
            (["--replay", "x", "--method", "a2p"], "go with --endpoint"),
            (["--replay", "x", "--prices", "1,2"], "--prices goes with --endpoint"),
            (["--replay", "x", "--key-in-clear"], "--key-in-clear goes with --endpoint"),
            (
                ["--endpoint", "http://h/v1", "--endpoint-model", "m", "--timeout", "9s"],
                "--timeout goes with --replay"
            ),
            (["--endpoint", "http://h/v1", "--endpoint-model", "m", "--method", "a2p", "--method", "a2p"], "twice"),
            (["--endpoint", "http://h/v1", "--endpoint-model", "m", "--replay-limit", "1"], "go with --replay"),
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
