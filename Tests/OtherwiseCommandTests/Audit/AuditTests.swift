import Foundation
import Testing

@Suite struct `otherwise audit` {
    private static let audit = "Tests/Fixtures/audits/swayed.yml"
    private static let model = "sh Tests/Fixtures/audits/model.sh"

    @Test func `a model in a process is audited, and what sways it is told`() async throws {
        let ended = try await Command.run(["audit", Self.audit, "--model-command", Self.model])
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.output.contains("Swayed: 24 items of 12 clusters"))
        #expect(ended.output.contains("−33.3 (−"))
        #expect(ended.output.contains("8 of 8 words recalled"))
    }

    @Test func `the report and the pairs are JSON, and the page stands alone`() async throws {
        let scratch = try Scratch()
        let ended = try await Command.run([
            "audit", Self.audit, "--model-command", Self.model, "--format", "json", "--page",
            scratch.path("audit.html"), "--pairs", scratch.path("pairs.jsonl"), "--seed", "3",
        ])
        #expect(ended.code == 0, "\(ended.errors)")
        let report = try JSONValue(ended.bytes)
        #expect(report["schema"]?.text == "otherwise.audit/1")
        let contrast = try #require(report["contrasts"]?.elements?.first)
        #expect(contrast["lost"] == .number(8) && contrast["gained"] == .number(0))
        #expect(report["provenance"]?["seed"] == .number(3))
        let lines = scratch.text("pairs.jsonl").split(separator: "\n")
        #expect(lines.count == 48)
        let pair = try JSONValue(Data((lines.first ?? "").utf8))
        #expect(pair["schema"]?.text == "otherwise.pair/1" && pair["counterfactual"]?["variant"]?.text == "cue")
        let page = scratch.text("audit.html")
        #expect(page.contains("<details class=\"pair\">") && !page.contains("<script"))
        #expect(page.contains("<mark>Most</mark>"))
    }

    @Test func `power is told without a model`() async throws {
        let ended = try await Command.run(["audit", Self.audit, "--power"])
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.output.contains("24 items, as good as"))
        #expect(ended.output.contains("30 points"))
    }

    @Test func `results that are not to be had, and two in one file, are refused`() async throws {
        let scratch = try Scratch()
        let path = scratch.path("one.txt")
        let mistakes: [([String], String)] = [
            (["--power", "--page", path], "--page needs answers"), (["--power", "--pairs", path], "--pairs needs"),
            (["--model-command", Self.model, "--pairs", path, "--page", path], "or another result"),
            (["--model-command", Self.model, "--output", path, "--inspect-log", path], "or another result"),
        ]
        for (options, part) in mistakes {
            let ended = try await Command.run(["audit", Self.audit] + options)
            #expect(ended.code == 64 && ended.errors.contains(part), "\(options): \(ended.errors)")
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test func `a run that kill -9 ended is gone on with, to the same bytes`() async throws {
        let scratch = try Scratch()
        let (asked, hold) = (scratch.path("asked"), try scratch.file("hold", ""))
        let model = "sh Tests/Fixtures/audits/held.sh \(asked) \(hold)"
        let audit = ["audit", Self.audit, "--model-command", model, "--format", "json", "--seed", "5"]
        let run = audit + ["--run", "small", "--store", scratch.path("runs.sqlite")]
        let command = Command(run)
        try command.start()
        while command.isRunning, scratch.lineCount("asked") < 70 { try await Task.sleep(for: .milliseconds(5)) }
        command.send(SIGKILL)
        #expect(try await command.end().code != 0)
        try FileManager.default.removeItem(atPath: hold)
        let resumed = try await Command.run(run)
        #expect(resumed.code == 0, "\(resumed.errors)")
        let second = scratch.lineCount("asked") - 70
        let whole = try await Command.run(audit)
        #expect(resumed.output == whole.output && !whole.output.isEmpty)
        // What was answered before the kill is not asked again.
        #expect(second < scratch.lineCount("asked") - 70 - second)
    }

    @Test func `two runs are compared item by item; a name that no run has is refused`() async throws {
        let scratch = try Scratch()
        let store = ["--store", scratch.path("runs.sqlite")]
        let models = ["swayed": Self.model, "firm": "sed -u s/weak/strong/ | \(Self.model)"]
        for (name, model) in models {
            let ended = try await Command.run(
                ["audit", Self.audit, "--model-command", model, "--run", name] + store)
            #expect(ended.code == 0, "\(ended.errors)")
        }
        let ended = try await Command.run(["compare", "swayed", "firm", "--format", "json"] + store)
        #expect(ended.code == 0, "\(ended.errors)")
        let comparison = try JSONValue(ended.bytes)
        let effect = try #require(comparison["effects"]?.elements?.first)
        // The firm one loses none of the 8 items of 24 that the other loses to the cue.
        #expect(effect["variant"]?.text == "cue")
        #expect(abs((effect["share"]?["estimate"]?["value"]?.number ?? 0) - 1.0 / 3) < 1e-9)
        let placebo = try #require(comparison["effects"]?.elements?.last)
        #expect(placebo["share"]?["estimate"]?["value"]?.number ?? 0 == 0)
        let table = try await Command.run(["compare", "swayed", "firm"] + store)
        #expect(table.output.contains("IS ONE SWAYED MORE?") && table.output.contains("33.3"))
        let scored = try await Command.run(["compare", "swayed", "firm", "--scorer", "match"] + store)
        #expect(scored.code == 64 && scored.errors.contains("both are runs of audits"), "\(scored.errors)")
        let absent = try await Command.run(["compare", "swayed", "nobody"] + store)
        #expect(absent.code == 64 && absent.errors.contains("nobody"), "\(absent.errors)")
    }

    @Test(
        "what cannot be audited is refused",
        arguments: [
            (
                ["--model-command", "while read -r line; do echo '{\"logprobs\": [[null], [-1]]}'; done"], 65,
                "no finite"
            ),
            (
                ["--model-command", "while read -r line; do echo '{\"logprobs\": [[-1], [-1]]}'; done"], 65,
                "whether or not"
            ),
            (["--model-command", "while read -r line; do echo hello; done"], 65, "is not an answer"),
            (["--model-command", "exit 3"], 1, "before it answered"),
            ([], 64, "Give a model"),
            (["--model", "m.gguf", "--model-timeout", "5s"], 64, "--model-timeout goes with --model-command"),
            (["--model-command", "cat", "--concurrency", "8"], 64, "--concurrency goes with --endpoint"),
        ])
    func refusals(_ arguments: [String], _ code: Int32, _ words: String) async throws {
        let ended = try await Command.run(["audit", Self.audit] + arguments)
        #expect(ended.code == code)
        #expect(ended.errors.contains(words), "\(ended.errors)")
    }
}

extension Scratch {
    fileprivate func lineCount(_ name: String) -> Int { text(name).count { $0 == "\n" } }
}
