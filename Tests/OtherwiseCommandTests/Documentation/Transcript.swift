import Foundation

/// A command in the documentation and what it prints there.
struct Transcript: CustomStringConvertible, Sendable {
    let command: String
    let output: String

    var description: String { command }

    static let readme = "README.md"
    static let catalogue = "Sources/Otherwise/Otherwise.docc"

    /// The pages that show what commands print.
    static func pages() throws -> [String] {
        let folder = Example.root.appending(path: catalogue).path
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        return [readme] + names.filter { $0.hasSuffix(".md") }.map { "\(catalogue)/\($0)" }
    }

    /// The blocks of a page that begin with `$ otherwise`, command by command.
    static func all(in page: String) throws -> [Transcript] {
        blocks(of: try Example.text(page), language: "").filter { $0.hasPrefix("$ otherwise ") }.flatMap { block in
            block.split(separator: #/(^|\n)\$ /#).map { Transcript(String($0)) }
        }
    }

    /// The blocks of YAML that name their file in a comment on the first line.
    static func files(in page: String) throws -> [(name: String, text: String)] {
        blocks(of: try Example.text(page), language: "yaml").compactMap { block in
            block.prefixMatch(of: #/# (\S+\.yml)\n/#).map { (String($0.output.1), block) }
        }
    }

    static func blocks(of text: String, language: String) -> [String] {
        let parts = text.split(separator: "```", omittingEmptySubsequences: false)
        return parts.indices.filter { !$0.isMultiple(of: 2) }.map { parts[$0] }
            .filter { $0.hasPrefix("\(language)\n") }.map { String($0.dropFirst(language.count + 1)) }
    }

    /// - Parameter text: The command, on lines that end with a backslash but for the last, then what it prints.
    private init(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let end = lines.firstIndex { !$0.hasSuffix("\\") } ?? 0
        command = lines[...end].joined(separator: "\n")
        output = lines[(end + 1)...].joined(separator: "\n")
    }

    /// Text as it is compared: the effort of a search may change with the search.
    static func comparable(_ text: String) -> String {
        text.withoutEffort.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
