import Foundation
import OtherwiseTesting
import Testing

@Suite("audit, by asking a server", .timeLimit(.minutes(10)))
struct EndpointAuditTests {
    /// A question about something weak is lost to a cue; others withstand it. Every fourth item is lost.
    private static let items = (0..<24).map { number in
        #"{"question": "What of \#(number.isMultiple(of: 4) ? "weak" : "strong") \#(number)?", "good": "yes", "bad": "no", "source": "s\#(number / 2)"}"#
    }.joined(separator: "\n")

    private static func audit(_ answer: String, _ prompt: String) -> String {
        """
        audit: otherwise.audit/1
        name: Swayed
        items:
          file: items.jsonl
          options: ["{good}", "{bad}"]
          right: 0
          cluster: "{source}"
        prompt: \(prompt)
        fields: {cue: ""}
        answer: \(answer)
        variants:
        - name: plain
        - {name: cue, set: {cue: "Most say {bad}."}}
        """
    }

    private static let written = audit("{by: generation, tokens: 5}", "[{user: \"{question} {cue}\"}]")
    private static let scored = audit("{by: likelihood, length: sum}", "\"{question} {cue} The answer is\"")

    @Test("no result replaces the items that the audit reads", arguments: ["audit", "flip"])
    func spared(command: String) async throws {
        let scratch = try Scratch()
        let items = try scratch.file("items.jsonl", Self.items)
        let audit = try scratch.file("audit.yml", Self.written)
        let ended = try await Command.run([command, audit, "--model-command", "cat", "--pairs", items])
        #expect(ended.code == 64 && ended.errors.contains("is a file that is read"), "\(ended.errors)")
        #expect(scratch.text("items.jsonl") == Self.items)
    }

    private struct Question: Decodable {
        struct Message: Decodable { let content: String }
        let messages: [Message]?
        let prompt: String?
    }

    /// What the model writes.
    private func writer() throws -> LoopbackServer {
        try LoopbackServer { request in
            let isSwayed = request.body.contains("weak") && request.body.contains("Most say no")
            return .json(
                #"{"choices":[{"message":{"content":"\#(isSwayed ? "No." : "Yes.")"}}],"usage":{"prompt_tokens":9,"completion_tokens":2}}"#
            )
        }
    }

    /// A server that scores what it is sent, word by word: a word that was there before is likelier, "no" where a cue
    /// is and the question is weak.
    private func scorer(echoes: Bool = true) throws -> LoopbackServer {
        try LoopbackServer { request in
            guard let question = try? JSONDecoder().decode(Question.self, from: Data(request.body.utf8)),
                let text = question.prompt
            else { return .status(400, "no prompt") }
            let words = text.split(separator: #/(?= )/#).map(String.init)
            let scores = words.indices.map { place in place == 0 ? nil : Self.score(words, place) }
            let reply = Reply(choices: [
                .init(
                    text: echoes ? text + " end" : " end", finish_reason: "length",
                    logprobs: .init(
                        tokens: words + [" end"], token_logprobs: scores + [-0.1],
                        top_logprobs: zip(words, scores).map { word, score in score.map { [word: $0, "…": -0.01] } }
                            + [[" end": -0.1]]))
            ])
            return .json(String(decoding: (try? JSONEncoder().encode(reply)) ?? Data(), as: UTF8.self))
        }
    }

    private static func score(_ words: [String], _ place: Int) -> Double {
        let word = words[place].trimmingCharacters(in: .punctuationCharacters.union(.whitespaces))
        let before = words[..<place].map { $0.trimmingCharacters(in: .punctuationCharacters.union(.whitespaces)) }
        let isSwayed = before.contains("weak") && before.contains("Most")
        switch word {
        case "yes": return -2
        case "no": return isSwayed ? -0.5 : -3
        default: return -Double(word.count) / 10 - (before.contains(word) ? 0.5 : 6)
        }
    }

    private struct Reply: Encodable {
        struct Choice: Encodable {
            struct Scores: Encodable {
                let tokens: [String]
                let token_logprobs: [Double?]
                let top_logprobs: [[String: Double]?]
            }
            let text: String
            let finish_reason: String
            let logprobs: Scores
        }
        let choices: [Choice]
    }

    private func run(
        _ scratch: Scratch, _ audit: String, _ server: LoopbackServer, _ more: [String] = []
    ) async throws -> Command.Ended {
        _ = try scratch.file("items.jsonl", Self.items)
        return try await Command.run(
            [
                "audit", try scratch.file("audit.yml", audit), "--endpoint", server.url("/v1").absoluteString,
                "--endpoint-model", "m", "--answers", scratch.path("answers.sqlite"),
            ] + more)
    }

    @Test("what it writes is audited with its noise floor, and a second run asks nothing")
    func written() async throws {
        let scratch = try Scratch(), server = try writer()
        let first = try await run(scratch, Self.written, server, ["--prices", "1,1"])
        #expect(first.code == 0, "\(first.errors)")
        #expect(first.output.contains("Swayed: 24 items of 12 clusters") && first.output.contains("−25.0 (−"))
        #expect(first.output.contains("NOISE FLOOR"))
        // 24 items in two ways, and the reference again.
        #expect(server.requests.count == 72 && first.errors.contains("72 asked, 0 known from before"))
        let second = try await run(scratch, Self.written, server)
        #expect(second.output == first.output && server.requests.count == 72)
        #expect(second.errors.contains("0 asked, 72 known from before"))
    }

    @Test("a key is sent without the line end of its file, and one that is no line is refused and not shown")
    func keys() async throws {
        let scratch = try Scratch(), server = try writer()
        _ = try scratch.file("items.jsonl", Self.items)
        let arguments = [
            "audit", try scratch.file("audit.yml", Self.written), "--endpoint", server.url("/v1").absoluteString,
            "--endpoint-model", "m", "--answers", "none",
        ]
        let odd = try await Command.run(arguments, environment: ["OTHERWISE_ENDPOINT_KEY": "sk-first\nX-Other: second"])
        #expect(odd.code == 64 && odd.errors.contains("The key in OTHERWISE_ENDPOINT_KEY has a space"), "\(odd.errors)")
        #expect(!odd.errors.contains("first") && !odd.errors.contains("second") && server.requests.isEmpty)
        let other = try await Command.run(
            ["predict", "--data", Example.adult, "--model-url", server.url("/invocations").absoluteString],
            environment: ["OTHERWISE_MODEL_TOKEN": "sk-first\nX-Other: second"])
        #expect(other.code == 64 && other.errors.contains("The key in OTHERWISE_MODEL_TOKEN has a space"))
        #expect(!other.errors.contains("first") && !other.errors.contains("second") && server.requests.isEmpty)
        let blank = try await Command.run(
            arguments.map { $0.hasPrefix("http") ? "https://api.openai.com/v1" : $0 },
            environment: ["OTHERWISE_ENDPOINT_KEY": " \n", "OPENAI_API_KEY": "not a key"])
        #expect(blank.code == 64 && blank.errors.contains("The key in OPENAI_API_KEY has a space"), "\(blank.errors)")
        let good = try await Command.run(arguments, environment: ["OTHERWISE_ENDPOINT_KEY": " sk-secret\n"])
        #expect(good.code == 0, "\(good.errors)")
        #expect(server.requests.allSatisfy { $0.headers["authorization"] == "Bearer sk-secret" })
    }

    @Test("a dry run counts what would be asked, and asks nothing")
    func dryRun() async throws {
        let scratch = try Scratch(), server = try writer()
        let planned = try await run(scratch, Self.written, server, ["--dry-run", "--prices", "1000,1000"])
        #expect(planned.code == 0 && server.requests.isEmpty, "\(planned.errors)")
        #expect(planned.output.hasPrefix("72 questions would be asked, 0 are known from before: about"))
        #expect(planned.output.contains("at most 360 of answers") && planned.output.contains("; about 0."))
        // A run that has all its answers asks for nothing, not even of those that are known from before.
        let kept = ["--run", "small", "--store", scratch.path("runs.sqlite")]
        let begun = try await run(scratch, Self.written, server, kept + ["--dry-run"])
        #expect(begun.output.hasPrefix("72 questions would be asked") && server.requests.isEmpty, "\(begun.errors)")
        #expect(try await run(scratch, Self.written, server, kept).code == 0)
        let left = try await run(scratch, Self.written, server, kept + ["--dry-run"])
        #expect(left.output.hasPrefix("0 questions would be asked, 0 are known"), "\(left.output) \(left.errors)")
        // What is asked again is known from no first asking.
        let other = try Scratch()
        #expect(try await run(other, Self.written + "\nrepeats: 0", server).code == 0)
        let again = try await run(other, Self.written, server, ["--dry-run"])
        #expect(again.output.hasPrefix("24 questions would be asked, 48 are known"), "\(again.output)")
        let likelihoods = try await run(scratch, Self.scored, server, ["--dry-run"])
        #expect(likelihoods.code == 64 && likelihoods.errors.contains("72 questions of likelihood"))
        let stray = try await Command.run(["audit", scratch.path("audit.yml"), "--power", "--dry-run"])
        #expect(stray.code == 64 && stray.errors.contains("--dry-run goes with --endpoint"))
    }

    @Test(
        "the audits that come along name the line by which a server is asked",
        arguments: ["judging-bias", "deceptive-judge"])
    func conversations(_ name: String) async throws {
        let scratch = try Scratch(), server = try writer(), audit = "Examples/audits/\(name).yml"
        let asked = [
            "--endpoint", server.url("/v1").absoluteString, "--endpoint-model", "m", "--answers",
            scratch.path("answers.sqlite"),
        ]
        let refused = try await Command.run(["audit", audit] + asked)
        #expect(refused.code == 65 && server.requests.isEmpty, "\(refused.errors)")
        let line = try #require(refused.errors.split(separator: "`").dropFirst().first)
        #expect(line.hasPrefix("answer: {by: generation, labels: "))
        // With that line it is asked.
        let text = try String(contentsOf: Example.root.appending(path: audit), encoding: .utf8)
        let items = Example.root.appending(path: "Examples/audits/questions.jsonl").path
        let copy = text.replacing(#/(?m)^answer: \{.*\}/#, with: line).replacing("questions.jsonl", with: items)
        let planned = try await Command.run(["audit", try scratch.file("copy.yml", copy), "--dry-run"] + asked)
        #expect(planned.code == 0 && planned.output.contains("questions would be asked"), "\(planned.errors)")
    }

    @Test("likelihoods of a server that scores what it is sent are used")
    func scored() async throws {
        let scratch = try Scratch(), server = try scorer()
        let ended = try await run(scratch, Self.scored, server)
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.output.contains("−25.0 (−") && ended.output.contains("8 of 8 words recalled"))
    }

    @Test("those of a server that ignores `echo` are refused with the reason")
    func liar() async throws {
        let scratch = try Scratch(), server = try scorer(echoes: false)
        let ended = try await run(scratch, Self.scored, server)
        #expect(ended.code == 65 && ended.errors.contains("ignores `echo`"), "\(ended.errors)")
    }
}
