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

    @Test("an archive is refused with the way to write it out, wherever it is read")
    func archives() async throws {
        let way = "inspect log convert --to json --output-dir DIR"
        let compared = try await Command.run(["compare", Self.archive, Self.after])
        #expect(compared.code == 65 && compared.errors.contains("which is not unpacked here. Write it out: \(way)"))
        let scratch = try Scratch()
        let archive = Example.root.appending(path: Self.archive).path
        let audit = """
            audit: otherwise.audit/1
            items: {file: \(archive)}
            prompt: "{input}"
            variants: [{name: plain}]
            """
        let audited = try await Command.run(["audit", try scratch.file("audit.yml", audit), "--power"])
        #expect(audited.code == 65 && audited.errors.contains(way), "\(audited.errors)")
        let help = try await Command.run(["compare", "--help"])
        #expect(help.output.contains("by their ids") && !help.output.contains("not \\"))
    }
}
