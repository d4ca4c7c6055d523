import Foundation
import Testing

@Suite("compare: two runs, item by item")
struct CompareTests {
    private static let before = "Tests/Fixtures/inspect/before.json", after = "Tests/Fixtures/inspect/after.json"
    private static let archive = "Tests/Fixtures/inspect/before.eval"

    @Test("logs as Inspect AI writes them are compared")
    func logs() async throws {
        let ended = try await Command.run(["compare", Self.before, Self.after, "--format", "json"])
        #expect(ended.code == 0, "\(ended.errors)")
        let row = try #require(try JSONValue(ended.bytes)["variants"]?.elements?.first)
        // Of 12 sums 8 are right before and 9 after.
        #expect(row["items"] == .number(12))
        let estimate = try #require(row["share"]?["estimate"]?["value"]?.number)
        #expect(abs(estimate - 1.0 / 12) < 1e-12)
        let words = try await Command.run(["compare", Self.before, Self.after])
        #expect(
            words.code == 0
                && words.output.contains("after.json (large) less Tests/Fixtures/inspect/before.json (small)"))
    }

    private static let path = ProcessInfo.processInfo.environment["PATH"] ?? ""

    private static func has(_ program: String) -> Bool {
        path.split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
    }

    /// An audit about the samples of a log.
    private static func audit(of log: String) -> String {
        """
        audit: otherwise.audit/1
        items: {file: \(Example.root.appending(path: log).path)}
        prompt: "{input}"
        answer: {by: generation}
        variants: [{name: plain}, {name: same}]
        """
    }

    @Test(
        "an archive is read as the log that it is packed from, wherever it is read",
        .enabled(if: has("zstd") && has("gzip"), "zstd and gzip are not installed"),
        arguments: [archive, "Tests/Fixtures/inspect/before-deflated.eval"])
    func archives(_ archive: String) async throws {
        let compared = try await Command.run(["compare", archive, Self.after, "--format", "json"])
        #expect(compared.code == 0, "\(compared.errors)")
        let plain = try await Command.run(["compare", Self.before, Self.after, "--format", "json"])
        #expect(compared.output == plain.output && plain.code == 0)
        let scratch = try Scratch()
        let audited = try await Command.run([
            "audit", try scratch.file("audit.yml", Self.audit(of: archive)), "--power",
        ])
        #expect(audited.code == 0 && audited.output.contains("12 items"), "\(audited.errors)")
    }

    @Test("an archive that cannot be unpacked is refused with the reason and the way out")
    func packed() async throws {
        let way = "inspect log convert --to json --output-dir DIR"
        let missing = try await Command.run(
            ["compare", Self.archive, Self.after], environment: ["PATH": "/nowhere"])
        #expect(missing.code == 65 && missing.errors.contains("no program 'zstd' on the path"), "\(missing.errors)")
        #expect(missing.errors.contains(way))
        let scratch = try Scratch()
        let cut = scratch.path("cut.eval")
        try Data(contentsOf: Example.root.appending(path: Self.archive)).dropLast(40).write(to: URL(filePath: cut))
        let ended = try await Command.run(["compare", cut, Self.after])
        #expect(ended.code == 65 && ended.errors.contains("its list of files is cut off"), "\(ended.errors)")
        let help = try await Command.run(["compare", "--help"])
        #expect(help.output.contains("by their ids") && !help.output.contains("not \\"))
    }
}
