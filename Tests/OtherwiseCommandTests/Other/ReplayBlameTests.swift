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

    @Test("a page without scripts, in which nothing of a run becomes markup")
    func drawn() async throws {
        let ended = try await Command.run(
            ["blame", runs, "--replay", replay, "--runs", "4", "--contributions", "--format", "html"])
        #expect(ended.code == 0)
        #expect(ended.output.contains("Trace a: step 1, of adder, decided it."))
        #expect(ended.output.contains(#"<tr class="decisive"><td class="number">1</td>"#))
        #expect(ended.output.contains("100% (51% to 100%)") && ended.output.contains("add &lt;b&gt;"))
        #expect(!ended.output.contains("<b>add") && !ended.output.contains("<script"))
    }

    @Test("where nothing saves a run, it says so and ends with 3")
    func nothing() async throws {
        let never = #"while read -r l; do echo '{"success": false}'; done"#
        let ended = try await Command.run(["blame", runs, "--replay", never, "--format", "json"])
        #expect(ended.code == 3)
        let blame = try #require(try JSONValue(ended.bytes).elements?.first)
        #expect(blame["decisive"] == .null && blame["minimalRepairs"] == .array([]))
    }

    static let mistakes: [(String, [String], Int32, String)] = [
        ("no such trace", ["--trace", "b"], 64, "has no trace 'b'. It has 'a'."),
        ("no runs", ["--runs", "0"], 64, "Run every repair at least once."),
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
