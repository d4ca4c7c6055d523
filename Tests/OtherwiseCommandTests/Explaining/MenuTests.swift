import Foundation
import Testing

@Suite("menu")
struct MenuTests {
    private static let question = ["menu"] + Command.gradientBoosting + ["--row", "18", "--want", ">50K"]

    @Test(
        "Each combination is settled as explaining with all else frozen settles it",
        arguments: [[], ["--plausible", "0.8"]])
    func agrees(_ limit: [String]) async throws {
        let scratch = try Scratch()
        let ended = try await Command.run(Self.question + limit + ["--format", "json"])
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
                    + ["--row", "18", "--want", ">50K", "--format", "json", "--schema", schema, "--no-plausibility"]
                    + limit)
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

    /// The features of each way.
    private static func ways(_ options: [String]) async throws -> Set<[String]> {
        let ended = try await Command.run(question + options + ["--format", "json"])
        let combinations = try JSONValue(ended.bytes)["combinations"]?.elements ?? []
        return Set(
            combinations.filter { $0["verdict"]?.text == "way" }.map {
                ($0["features"]?.elements ?? []).compactMap(\.text)
            })
    }

    @Test("Ways that lead to rows less ordinary than was asked fall out, and the menu says why")
    func plausible() async throws {
        #expect(try await Self.ways([]).contains(["education"]))
        let ordinary = try await Self.ways(["--plausible", "0.8"])
        #expect(!ordinary.contains(["education"]) && ordinary.contains { $0.count == 2 && $0.contains("education") })
        let some = try await Command.run(Self.question + ["--plausible", "0.8"])
        #expect(some.output.contains("8 features and are at least as ordinary as 0.8 of the reference rows"))
        #expect(some.output.contains("Proved: nothing as ordinary as was asked is reached by changing only"))
        let none = try await Command.run(Self.question + ["--plausible", "1", "--format", "html"])
        #expect(none.code == 3 && none.output.contains("that is as ordinary as was asked makes it"), "\(none.errors)")
    }

    @Test("What reference rows hold may be answered where no schema says what may be")
    func reference() async throws {
        let scratch = try Scratch()
        let lines = try Example.text(Example.adult).split(separator: "\n")
        let applicant = try scratch.file("applicant.csv", "\(lines[0])\n\(lines[19])\n")
        let alone = ["menu", "--model", Example.boosting, "--data", applicant, "--row", "0", "--want", ">50K"]
        #expect(try await Command.run(alone).code == 3)
        let among = try await Command.run(alone + ["--reference", Example.adult])
        #expect(among.code == 0 && among.output.contains("education HS-grad → Doctorate"), "\(among.output)")
    }

    @Test("Along a graph what follows is part of every way, and nothing is proved")
    func graph() async throws {
        let ended = try await Command.run(
            Self.question + ["--graph", "education -> hours_per_week", "--size", "1", "--format", "json"])
        #expect(ended.code == 0, "\(ended.errors)")
        let menu = try JSONValue(ended.bytes)
        #expect(menu["provenance"]?["settings"]?["graph"]?.text?.isEmpty == false)
        let combinations = menu["combinations"]?.elements ?? []
        #expect(!combinations.contains { $0["verdict"]?.text == "impossible" })
        let ways = combinations.filter { $0["verdict"]?.text == "way" }
        #expect(!ways.isEmpty && ways.allSatisfy { $0["way"]?["consequences"]?.elements != nil })
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
            (question + ["--plausible", "2"], 64, "--plausible is 2."),
            (question + ["--reference", "nowhere.csv"], 66, "no reference file"),
            (["menu"] + Command.gradientBoosting + ["--row", "18", "--want", "rich"], 64, "no class 'rich'"),
            (["menu"] + Command.gradientBoosting + ["--row", "999999", "--want", ">50K"], 65, "has no row 999999"),
        ])
    func badInput(_ arguments: [String], _ code: Int, _ message: String) async throws {
        let ended = try await Command.run(arguments)
        #expect(Int(ended.code) == code && ended.errors.contains(message), "\(ended.errors)")
    }
}
