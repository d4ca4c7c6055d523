import Foundation
import Testing

@Suite(
    "what the documentation says the command prints",
    .enabled(
        if: ProcessInfo.processInfo.environment["OTHERWISE_COMMAND"] != nil,
        "It reads 45,222 rows again and again; `make test` names the optimised command."))
struct TranscriptTests {
    @Test("it prints", arguments: try Transcript.pages())
    func prints(page: String) async throws {
        let scratch = try Scratch()
        try FileManager.default.createSymbolicLink(
            at: scratch.folder.appending(path: "Examples"), withDestinationURL: Example.root.appending(path: "Examples")
        )
        for file in try Transcript.files(in: page) { _ = try scratch.file(file.name, file.text) }
        for transcript in try Transcript.all(in: page) {
            let ended = try await Command(transcript.command + " 2>&1", in: scratch.folder).run()
            #expect(
                Transcript.comparable(ended.output) == Transcript.comparable(transcript.output),
                "\(page): \(transcript)")
        }
    }

    @Test("the JSON that is shown is part of the JSON that is written")
    func json() async throws {
        let page = try Example.text("\(Transcript.catalogue)/ReadingTheJSON.md")
        let shown = try #require(Transcript.blocks(of: page, language: "json").first)
        let ended = try await Command.run([
            "explain", "--model", Example.boosting, "--data", "Examples/adult/adult.csv",
            "--schema", "Examples/adult/schema.yml", "--row", "18", "--want", ">50K", "--format", "json",
        ])
        #expect(try JSONValue(ended.bytes).contains(try JSONValue(Data(shown.utf8))))
        #expect(try !JSONValue(ended.bytes).contains(try JSONValue(Data(shown.replacing("55", with: "54").utf8))))
    }
}

extension JSONValue {
    /// Whether all fields that the other has are here too, with the same elements in lists.
    fileprivate func contains(_ part: JSONValue) -> Bool {
        switch (self, part) {
        case (.object(let all), .object(let some)): some.allSatisfy { all[$0.key]?.contains($0.value) ?? false }
        case (.array(let all), .array(let some)):
            all.count == some.count && zip(all, some).allSatisfy { $0.contains($1) }
        default: self == part
        }
    }
}
