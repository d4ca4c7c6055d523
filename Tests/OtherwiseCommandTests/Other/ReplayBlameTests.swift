import Foundation
import Testing

@Suite("blame, by running again", .timeLimit(.minutes(10)))
struct ReplayBlameTests {
    private let scratch: Scratch
    private let runs: String
    /// A right step 1 saves the run, and nothing else does.
    private let replay: String =
        #"while read -r l; do case $l in *'"repair":[1'*) echo '{"success": true}';; *) echo '{"success": false}';; esac; done"#

    init() throws {
        scratch = try Scratch()
        runs = try scratch.file(
            "runs.jsonl",
            """
            {"question_ID": "a", "question": "Sum?", "history": [{"role": "planner", "content": "add <b>"}, \
            {"role": "adder", "content": "2 + 2 = 5\\nso 5"}, {"role": "writer", "content": "5"}], \
            "mistake_agent": "adder", "mistake_step": "1"}

            """)
    }

    @Test("the decisive step, with what people say of it")
    func decided() async throws {
        let ended = try await Command.run(["blame", runs, "--replay", replay])
        #expect(ended.code == 0 && ended.errors == "")
        #expect(
            ended.output == """
                Trace a: step 1, of adder, decided it.

                  step  agent    success if right              content
                  0     planner  0%                            add <b>
                  1     adder    100%              ██████████  2 + 2 = 5 so 5
                  2     writer   0%                            5

                People blame step 1, of adder, too.

                """)
    }

    @Test("what was recorded is read in the place of the command, to the same bytes")
    func recorded() async throws {
        let record = scratch.path("record.jsonl")
        let more = ["--runs", "8", "--contributions"]
        let asked = try await Command.run(["blame", runs, "--replay", replay, "--record", record] + more)
        #expect(asked.code == 0, "\(asked.errors)")
        // Three steps: all sets of them, eight times each.
        let lines = scratch.text("record.jsonl").split(separator: "\n")
        #expect(lines.count == 8 * 8 && Set(lines).count == lines.count)
        #expect(lines.contains(#"{"id":"a","repair":[1],"run":2,"success":1}"#))
        let again = try await Command.run(["blame", runs, "--recorded", record] + more)
        #expect(again.code == 0 && again.output == asked.output, "\(again.errors)")
        // The control: what was not recorded is not made up.
        let beyond = try await Command.run(["blame", runs, "--recorded", record, "--runs", "9"])
        #expect(beyond.code == 1 && beyond.output.isEmpty)
        #expect(beyond.errors.contains("has no run 8 of 'a' with no step repaired"), "\(beyond.errors)")
        let flipped = scratch.text("record.jsonl").replacing(#""success":1"#, with: #""success":0"#)
        let never = try await Command.run(["blame", runs, "--recorded", scratch.file("never.jsonl", flipped)])
        #expect(never.code == 3, "\(never.output) \(never.errors)")
    }

    @Test("a run that was recorded is blamed, however many before it were not")
    func unrecorded() async throws {
        let traces = (0..<10).map { #"{"id": "t\#($0)", "history": [{"name": "a", "content": "x"}]}"# }
        let file = try scratch.file("ten.jsonl", traces.joined(separator: "\n"))
        let record = try scratch.file(
            "last.jsonl",
            "{\"id\": \"t9\", \"repair\": [], \"success\": false}\n{\"id\": \"t9\", \"repair\": [0], \"success\": true}\n"
        )
        let ended = try await Command.run(["blame", file, "--recorded", record])
        #expect(ended.output.contains("Trace t9: step 0"), "\(ended.output) \(ended.errors)")
        #expect(!ended.output.contains("Trace t8: step"))
    }

    @Test(
        "records that are none, and ways that do not go together, are refused",
        arguments: [
            (["--recorded", "@"], 65, "record.jsonl:2: it is no replay."),
            (["--recorded", "@", "--output", "@"], 64, "is a file that is read"),
            (["--recorded", "no.jsonl"], 66, "There is no record at 'no.jsonl'"),
            (["--recorded", "@", "--record", "x"], 64, "--record goes with --replay"),
            (["--recorded", "@", "--replay", "true"], 64, "Give one of --replay, --recorded and --endpoint"),
            (["--recorded", "@", "--method", "a2p"], 64, "go with --endpoint"), ([], 64, "Who tells?"),
        ] as [([String], Int32, String)])
    func badRecords(arguments: [String], code: Int32, part: String) async throws {
        let record = try scratch.file(
            "record.jsonl",
            "{\"id\": \"a\", \"repair\": [], \"success\": false}\n{\"id\": \"a\", \"repair\": [1], \"success\": 2}\n")
        let ended = try await Command.run(["blame", runs] + arguments.map { $0 == "@" ? record : $0 })
        #expect(ended.code == code && ended.errors.contains(part), "\(ended.code) \(ended.errors)")
    }

    @Test("what turns the direction of a text, or is a control character, does not reach a terminal; letters do")
    func direction() async throws {
        let turning = "\u{202A}\u{202E}\u{2066}\u{2069}", right = "שלום"
        let file = try scratch.file(
            "turned.jsonl", #"{"history": [{"agent": "a\#(turning)b", "content": "x\u001b\#(turning)\#(right)"}]}"#)
        let never = #"while read -r l; do echo '{"success": false}'; done"#
        let ended = try await Command.run(["blame", file, "--replay", never])
        #expect(ended.output.contains("a\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}b") && ended.output.contains(right))
        #expect(!ended.output.unicodeScalars.contains { turning.unicodeScalars.contains($0) || $0 == "\u{1B}" })
    }

    @Test("a page without scripts, in which nothing of a run becomes markup")
    func drawn() async throws {
        let ended = try await Command.run(
            ["blame", runs, "--replay", replay, "--runs", "8", "--contributions", "--format", "html"])
        #expect(ended.code == 0)
        #expect(ended.output.contains("Trace a: step 1, of adder, decided it."))
        #expect(ended.output.contains(#"<tr class="decisive"><td class="number">1</td>"#))
        #expect(ended.output.contains("100% (68% to 100%)") && ended.output.contains("add &lt;b&gt;"))
        #expect(!ended.output.contains("<b>add") && !ended.output.contains("<script"))
    }

    @Test("what could not be read of a run is told with it")
    func unread() async throws {
        func span(_ agent: String, _ more: String) -> String {
            #"{"traceId": "t", "startTimeUnixNano": "1", "attributes": [{"key": "gen_ai.agent.name", "value": {"stringValue": "\#(agent)"}}\#(more)]}"#
        }
        let said = #", {"key": "gen_ai.completion", "value": {"stringValue": "x"}}"#
        let spans = [span("A", said), span("B", ""), span("C", said)].joined(separator: ",")
        let file = try scratch.file("spans.json", #"{"resourceSpans": [{"scopeSpans": [{"spans": [\#(spans)]}]}]}"#)
        let note = "Spans that do not tell what was said, and are no steps: 1 of 3, by 'B'."
        let table = try await Command.run(["blame", file, "--replay", replay])
        #expect(table.code == 0 && table.output.contains(note), "\(table.output)")
        let records = try await Command.run(["blame", file, "--replay", replay, "--format", "json"])
        let record = try #require(try JSONValue(records.bytes).elements?.first)
        #expect(record["notes"]?.elements?.map(\.text) == [note])
        let whole = try await Command.run(["blame", runs, "--replay", replay, "--format", "json"])
        #expect(try JSONValue(whole.bytes).elements?.first?["notes"] == .array([]))
    }

    @Test("where nothing saves a run, it says so and ends with 3")
    func nothing() async throws {
        let never = #"while read -r l; do echo '{"success": false}'; done"#
        let ended = try await Command.run(["blame", runs, "--replay", never, "--format", "json"])
        #expect(ended.code == 3)
        let blame = try #require(try JSONValue(ended.bytes).elements?.first)
        #expect(blame["decisive"] == .null && blame["minimalRepairs"] == .array([]))
        #expect(blame["searchedUpTo"] == .number(2) && blame["isSearchComplete"] == .bool(false))
        let all = try await Command.run(
            ["blame", runs, "--replay", never, "--format", "json", "--repair-size", "3"])
        let whole = try #require(try JSONValue(all.bytes).elements?.first)
        #expect(whole["searchedUpTo"] == .number(3) && whole["isSearchComplete"] == .bool(true))
        let table = try await Command.run(["blame", runs, "--replay", never, "--replay-limit", "2"])
        #expect(table.output.contains("Sets of several steps were not all repaired."), "\(table.output)")
        let pairs = try await Command.run(["blame", runs, "--replay", never])
        #expect(pairs.output.contains("Nor would any two.\nSets of more than 2 steps were not all repaired."))
    }

    @Test("a run that succeeds without any repair is blamed on nobody, and ends with 3")
    func notReproduced() async throws {
        let always = #"while read -r l; do echo '{"success": true}'; done"#
        let table = try await Command.run(["blame", runs, "--replay", always])
        let verdict = "without any repair it succeeds: the failure is not reproduced, and nothing is blamed."
        #expect(table.code == 3 && table.output == "Trace a: \(verdict)\n" && table.errors == "")
        let repeated = try await Command.run(["blame", runs, "--replay", always, "--runs", "7"])
        #expect(repeated.code == 3 && repeated.output.contains("it succeeds in all of 7 runs"))
        let records = try await Command.run(["blame", runs, "--replay", always, "--format", "json"])
        let record = try #require(try JSONValue(records.bytes).elements?.first)
        #expect(record["isReproduced"] == .bool(false) && record["unrepaired"]?["success"] == .number(1))
        #expect(record["decisive"] == .null && record["minimalRepairs"] == .array([]))
        let page = try await Command.run(["blame", runs, "--replay", always, "--format", "html"])
        #expect(page.code == 3 && page.output.contains("nothing is blamed") && !page.output.contains("decisive\">"))
    }

    /// An agent that succeeds in about 0.7 of the runs, drawn by what it is asked; a right step 1 may always save it.
    private func lucky(_ always: String) -> String {
        #"while read -r l; do case $l in \#(always)) echo '{"success": true}'; continue;; esac; s=$(printf '%s' "$l" | tr -dc '[]0-9,' | cksum); [ $(( ${s%% *} / 7 % 10 )) -lt 7 ] && echo '{"success": true}' || echo '{"success": false}'; done"#
    }

    @Test("an agent that succeeds by luck: what it reaches without any repair stands beside the effects")
    func luck() async throws {
        let options = ["--runs", "40", "--repair-size", "1"]
        let luck = try await Command.run(["blame", runs, "--replay", lucky("none")] + options)
        #expect(luck.code == 3 && luck.output.hasPrefix("Trace a: no single step is told from luck."), "\(luck.output)")
        #expect(luck.output.contains("Without any repair it succeeds in ") && luck.output.contains(" of 40 runs ("))
        let saved = try await Command.run(
            ["blame", runs, "--replay", lucky(#"*'"repair":[1]'*"#), "--format", "json"] + options)
        let record = try #require(try JSONValue(saved.bytes).elements?.first)
        #expect(saved.code == 0 && record["decisive"] == .number(1) && record["isReproduced"] == .bool(true))
        let step = try #require(record["steps"]?.elements?[1])
        guard case .number(let p)? = step["pValue"], case .number(let effect)? = step["effect"] else {
            Issue.record("\(step)")
            return
        }
        #expect(p < 0.05 && effect > 0.1 && step["effectInterval"]?.elements?.count == 2)
        #expect(record["unrepaired"]?["interval"]?.elements?.count == 2)
    }

    @Test("runs too few to tell a step from luck are said to be")
    func tooFew() async throws {
        let ended = try await Command.run(["blame", runs, "--replay", replay, "--runs", "4"])
        #expect(
            ended.code == 3 && ended.output.contains("4 runs cannot tell one of 3 steps from luck; 7 can: --runs 7."))
    }

    /// Two runs, the first of which kills the command that runs it again.
    private func runsOfWhichOneFails() throws -> (file: String, replay: String) {
        let steps = #"[{"role": "a", "content": "x"}, {"role": "b", "content": "y"}]"#
        let file = try scratch.file(
            "two.jsonl", ["bad", "good"].map { #"{"question_ID": "\#($0)", "history": \#(steps)}"# + "\n" }.joined())
        let deadly = replay.replacing("case $l in", with: #"case $l in *'"id":"bad"'*) echo 'lost' >&2; exit 7;;"#)
        return (file, deadly)
    }

    @Test("a run that cannot be run again is told with the reason, the others are run, and the exit code says so")
    func failing() async throws {
        let (file, replay) = try runsOfWhichOneFails()
        let table = try await Command.run(["blame", file, "--replay", replay])
        #expect(table.code == 1 && table.errors.contains("1 of 2 runs could not be run again"), "\(table.errors)")
        #expect(table.output.contains("Trace bad: it could not be run again to the end."))
        #expect(table.output.contains("lost") && table.output.contains("Trace good: step 1, of b, decided it."))
        let records = try await Command.run(["blame", file, "--replay", replay, "--format", "json"])
        let elements = try #require(try JSONValue(records.bytes).elements)
        #expect(records.code == 1 && elements.count == 2 && elements[1]["decisive"] == .number(1))
        #expect(elements[0]["trace"]?.text == "bad" && elements[0]["decisive"] == nil)
        #expect(elements[0]["error"]?["code"]?.text == "ModelError.unavailable")
        let page = try await Command.run(["blame", file, "--replay", replay, "--format", "html"])
        #expect(page.code == 1 && page.output.contains("lost") && page.output.contains("of b, decided it"))
    }

    static let mistakes: [(String, [String], Int32, String)] = [
        ("no such trace", ["--trace", "b"], 64, "has no trace 'b'. It has 'a'."),
        ("no runs", ["--runs", "0"], 64, "Run every repair at least once."),
        ("no size", ["--repair-size", "0"], 64, "--repair-size is 0"),
        ("a limit below none", ["--replay-limit=-1"], 64, "--replay-limit is -1"),
        ("a command that says nothing", ["--replay", "exit 2"], 1, "exit code 2"),
        (
            "a command that says something else", ["--replay", "while read -r l; do echo yes; done"], 65,
            "the command wrote \"yes\""
        ),
    ]

    @Test("What a user may get wrong ends with a sentence", arguments: mistakes)
    func mistake(_ name: String, _ options: [String], _ code: Int32, _ part: String) async throws {
        let usual: [String] = options.contains("--replay") ? [] : ["--replay", replay]
        let ended = try await Command.run(["blame", runs] + usual + options)
        #expect(ended.code == code && ended.output == "")
        #expect(ended.errors.contains(part), "\(ended.errors)")
    }
}
