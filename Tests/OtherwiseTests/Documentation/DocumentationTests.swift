import Foundation
import Testing

@Suite("documentation")
struct DocumentationTests {
    /// The functions that the tests run.
    private static let snippets = Result { try MarkdownPage.all(in: "Tests/OtherwiseTests/Snippets", ending: "swift") }

    private func isCompiled(_ block: [String]) throws -> Bool {
        try Self.snippets.get().contains { block.isPart(of: $0.text.codeLines) }
    }

    @Test("every block of Swift is part of a snippet that is compiled and run", arguments: try MarkdownPage.all())
    func pages(page: MarkdownPage) throws {
        for block in page.code(in: "swift") {
            #expect(try isCompiled(block), "Copy it to Tests/OtherwiseTests/Snippets: \(block)")
        }
    }

    @Test(
        "so is every block in the documentation comments of what the umbrella exports",
        arguments: [
            "BlackBox", "Causal", "Core", "Estimation", "Models", "Search", "Tabular",
        ])
    func comments(module: String) throws {
        for file in try MarkdownPage.all(in: "Sources/Otherwise\(module)", ending: "swift") {
            for block in file.code(in: "swift") {
                #expect(try isCompiled(block), "Copy it from \(file) to Tests/OtherwiseTests/Snippets: \(block)")
            }
        }
    }

    @Test("every library call of the table of questions is made in a snippet")
    func calls() throws {
        let calls = try MarkdownPage(path: "README.md").libraryCalls
        #expect(calls.count > 20)
        for call in calls {
            #expect(
                try Self.snippets.get().contains { $0.text.contains(call) },
                "Make it in Tests/OtherwiseTests/Snippets: \(call)")
        }
    }

    @Test("every relative link leads to a file", arguments: try MarkdownPage.all())
    func links(page: MarkdownPage) {
        for link in page.linkedPaths { #expect(page.reaches(link), "\(page) links to \(link)") }
    }

    @Test("a block that no snippet holds and a link to nowhere are seen")
    func controls() throws {
        let page = try MarkdownPage(path: "README.md")
        #expect(try !isCompiled(["let answer = 42"]))
        #expect(!page.code(in: "swift").isEmpty && page.linkedPaths.count > 3)
        #expect(!page.reaches("Documentation/nowhere.md"))
    }
}
