import Foundation
import Testing

@Suite("explain: what was assumed")
struct NotesTests {
    private static let question = ["explain"] + Command.gradientBoosting + ["--row", "6", "--want", ">50K"]
    private static let note = "columns that the model does not read are ignored: income"

    @Test("is part of the JSON, which follows its schema, and of the page")
    func documents() async throws {
        let document = try JSONValue(try await Command.run(Self.question + ["--format", "json"]).bytes)
        #expect(document["notes"] == .array([.string(Self.note)]))
        #expect(try JSONSchema.explanation().faults(in: document) == [])
        let page = try await Command.run(Self.question + ["--format", "html"]).output
        #expect(page.contains("<dt>Assumed</dt><dd><bdi>\(Self.note)</bdi></dd>"))
    }

    @Test("stands beside a CSV on standard error, unless it is to be quiet")
    func table() async throws {
        let told = try await Command.run(Self.question + ["--format", "csv"])
        #expect(told.errors == "Note: \(Self.note).\n")
        #expect(!told.output.contains("income"))
        #expect(try await Command.run(Self.question + ["--format", "csv", "--quiet"]).errors.isEmpty)
    }
}
