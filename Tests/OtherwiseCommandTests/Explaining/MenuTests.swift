import Foundation
import Testing

@Suite("menu")
struct MenuTests {
    private static let question = ["menu"] + Command.gradientBoosting + ["--row", "18", "--want", ">50K"]

    @Test("Each combination is settled as explaining with all else frozen settles it")
    func agrees() async throws {
        let scratch = try Scratch()
        let ended = try await Command.run(Self.question + ["--format", "json"])
        #expect(ended.code == 0, "\(ended.errors)")
        let menu = try JSONValue(ended.bytes)
        let features = try #require(menu["features"]?.elements).compactMap(\.text)
        let combinations = try #require(menu["combinations"]?.elements)
        let count = features.count
        #expect(combinations.count == count + count * (count - 1) / 2)
        for combination in combinations.enumerated().filter({ $0.offset % 9 == 0 }).map(\.element) {
            let own = try #require(combination["features"]?.elements).compactMap(\.text)
            let schema = try await Self.schema(changing: own, in: scratch)
            let alone = try await Command.run(
                ["explain"] + Command.gradientBoosting
                    + ["--row", "18", "--want", ">50K", "--format", "json", "--schema", schema, "--no-plausibility"])
            let answer = try JSONValue(alone.bytes)["counterfactuals"]?.elements?.first
            switch combination["verdict"]?.text {
            case "impossible": #expect(alone.code == 3)
            case "way":
                let (one, other) = (combination["way"]?["cost"]?["total"]?.number, answer?["cost"]?["total"]?.number)
                #expect(one != nil && one == other, "\(own)")
            case "fewer": #expect(answer?["changes"]?.elements?.count == combination["because"]?.elements?.count)
            default: Issue.record("\(own) is open")
            }
        }
    }

    /// The schema of the data in which only some features may change.
    private static func schema(changing features: [String], in scratch: Scratch) async throws -> String {
        let text = try await Command.run(["schema", Example.adult]).output
        var (lines, name): ([String], String) = ([], "")
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if let match = line.firstMatch(of: #/^\s*-?\s*name:\s*(.+?)\s*$/#) { name = String(match.output.1) }
            let isChange = line.firstMatch(of: #/^\s*change:/#) != nil
            lines.append(
                isChange && !features.contains(name) ? line.replacing(#/change:.*/#, with: "change: none") : line)
        }
        return try scratch.file("\(features.joined(separator: "-")).yml", lines.joined(separator: "\n"))
    }

    @Test("The same question gives the same bytes, as text and as a page")
    func repeats() async throws {
        let text = try await Command.run(Self.question + ["--size", "1"])
        #expect(text.code == 0 && text.output.contains("Ways to >50K that change one of"))
        #expect(try await Command.run(Self.question + ["--size", "1"]).output == text.output)
        let page = try await Command.run(Self.question + ["--size", "1", "--format", "html"])
        #expect(page.output.hasPrefix("<!doctype html>") && page.output.contains("<table class=\"menu\">"))
    }

    @Test(
        "What a user may get wrong ends with a sentence",
        arguments: [
            (question + ["--size", "0"], 64, "--size is 0."),
            (question + ["--node-limit", "0"], 64, "--node-limit is 0."),
            (["menu"] + Command.gradientBoosting + ["--row", "18", "--want", "rich"], 64, "no class 'rich'"),
            (["menu"] + Command.gradientBoosting + ["--row", "999999", "--want", ">50K"], 65, "has no row 999999"),
        ])
    func badInput(_ arguments: [String], _ code: Int, _ message: String) async throws {
        let ended = try await Command.run(arguments)
        #expect(Int(ended.code) == code && ended.errors.contains(message), "\(ended.errors)")
    }
}
