import Foundation
import Testing

@Suite("explain: a batch that was interrupted", .serialized)
struct ResumeTests {
    private let scratch: Scratch
    private let output: String

    init() throws {
        scratch = try Scratch()
        output = scratch.path("answers")
    }

    private static var data: String {
        get throws { try Example.text(Example.adult) }
    }

    private func whole(_ arguments: [String]) async throws -> String { try await Command.run(arguments).output }

    @Test("goes on from any byte it was cut at, to the same bytes", arguments: ["csv", "json"], [1, 2])
    func cuts(format: String, count: Int) async throws {
        // Most rows say so already, which makes the many runs quick.
        let question = BatchQuestion.arguments(format, want: "<=50K", count: count)
        _ = try await Command.run(question + ["--output", output])
        let whole = try #require(FileManager.default.contents(atPath: output))
        let places = [0, 1, whole.count - 1, whole.count] + Scattered(seed: 17, in: 0..<whole.count).prefix(4)
        for place in places {
            try whole.prefix(place).write(to: URL(filePath: output))
            let ended = try await Command.run(question + ["--output", output, "--resume"])
            #expect(ended.code == 0, "\(ended.errors)")
            #expect(FileManager.default.contents(atPath: output) == whole, "cut at \(place)")
        }
    }

    @Test("goes on after kill -9, again and again, to the same bytes", arguments: ["csv", "json"])
    func kills(format: String) async throws {
        // So many rows that a run goes on when the first are written.
        let question = BatchQuestion.arguments(format, threads: 1, rows: 400)
        let whole = try await whole(question)
        var kills = 0
        while scratch.text("answers") != whole, kills < 50 {
            let before = scratch.text("answers").utf8.count
            let command = Command(question + ["--output", output, "--resume"])
            try command.start()
            while command.isRunning, scratch.text("answers").utf8.count <= before {
                try await Task.sleep(for: .milliseconds(1))
            }
            if kills < 4 { command.send(SIGKILL) }
            if try await command.end().code != 0 { kills += 1 }
        }
        #expect(scratch.text("answers") == whole)
        #expect(kills >= 3)
    }

    @Test("does not go on with answers of which nothing says how they were made")
    func unknownOrigin() async throws {
        let question = BatchQuestion.arguments("csv", want: "<=50K")
        _ = try await Command.run(question + ["--output", output])
        let provenance = output + ".provenance.json"
        try FileManager.default.removeItem(atPath: provenance)
        let ended = try await Command.run(question + ["--output", output, "--resume"])
        #expect(ended.code == 65)
        #expect(ended.errors.contains("answers.provenance.json', which says what"))
        #expect(ended.errors.contains("is missing. Put it back"))
    }

    @Test("ends cleanly on Ctrl-C: whole lines, exit code 130, and it can be gone on with")
    func interrupted() async throws {
        let whole = try await whole(BatchQuestion.arguments("csv"))
        let command = Command(BatchQuestion.arguments("csv", threads: 1) + ["--output", output])
        try command.start()
        while scratch.text("answers").split(separator: "\n").count < 3 { try await Task.sleep(for: .milliseconds(5)) }
        command.send(SIGINT)
        let ended = try await command.end()
        let left = scratch.text("answers")
        #expect(ended.code == 130 || left == whole)
        #expect(ended.errors == "")
        #expect(left.hasSuffix("\n") && whole.hasPrefix(left))
        _ = try await Command.run(BatchQuestion.arguments("csv") + ["--output", output, "--resume"])
        #expect(scratch.text("answers") == whole)
    }

    @Test(
        "is not gone on with by another question",
        arguments: [
            (["--want", "<=50K"], "the goal '>50K'"), (["--cost", "l0"], "other settings (cost)"),
            (["--rows", "0-3"], "the rows 0-2"), (["--no-plausibility"], "other settings"),
            (["--reference", "FILE"], "other settings"),
            (["--format", "json"], "the format csv"), (["--data", "FILE"], "other data"),
        ])
    func otherQuestion(change: [String], begun: String) async throws {
        let arguments =
            ["explain"] + Command.gradientBoosting + ["--rows", "0-2", "--want", ">50K", "--output", output]
        _ = try await Command.run(arguments)
        let before = scratch.text("answers")
        let other = try scratch.file("other.csv", try Self.data.replacing("37,Private", with: "38,Private"))
        let ended = try await Command.run(arguments + ["--resume"] + change.map { $0 == "FILE" ? other : $0 })
        #expect(ended.code == 65)
        #expect(ended.errors.contains(begun))
        #expect(scratch.text("answers") == before)
    }

    @Test("a file of something else is left alone", arguments: ["a,b\n1,2\n", "row\n", "17\n"])
    func foreign(contents: String) async throws {
        _ = try scratch.file("answers", contents)
        let ended = try await Command.run(BatchQuestion.arguments("csv") + ["--output", output, "--resume"])
        #expect(ended.code == 65)
        #expect(ended.errors.contains("does not hold the answers"))
        #expect(scratch.text("answers") == contents)
    }
}

/// Numbers without order, the same on every run (SplitMix64).
private struct Scattered: Sequence, IteratorProtocol {
    private var state: UInt64
    private let range: Range<Int>

    init(seed: UInt64, in range: Range<Int>) { (state, self.range) = (seed, range) }

    mutating func next() -> Int? {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return range.lowerBound + Int((mixed ^ (mixed >> 31)) % UInt64(range.count))
    }
}
