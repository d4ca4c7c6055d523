import Foundation

/// A page of the repository.
struct MarkdownPage: CustomStringConvertible, Sendable {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// From the root.
    let path: String
    let text: String

    var description: String { path }

    init(_ file: URL) throws {
        path = String(file.path.dropFirst(Self.root.path.count + 1))
        text = try String(contentsOf: file, encoding: .utf8)
    }

    init(path: String) throws { try self.init(Self.root.appending(path: path)) }

    /// All files of the repository whose name ends in `.md`, or of a folder in it with another ending.
    static func all(in folder: String = "", ending: String = "md") throws -> [MarkdownPage] {
        let start = folder.isEmpty ? root : root.appending(path: folder)
        let files = FileManager.default.enumerator(
            at: start, includingPropertiesForKeys: nil, options: [.skipsHiddenFiles])
        let found = (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == ending }
        return try found.map { try MarkdownPage($0.standardizedFileURL) }.sorted { $0.path < $1.path }
    }
}

extension MarkdownPage {
    /// The lines of every block of a language, without their indentation, blank lines and imports.
    func code(in language: String) -> [[String]] {
        var blocks: [[String]] = []
        var isInside = false
        for line in text.withoutCommentMarks {
            switch line {
            case "```" where isInside: isInside = false
            case "```\(language)" where !isInside: (isInside, blocks) = (true, blocks + [[]])
            default: if isInside { blocks[blocks.count - 1].append(line) }
            }
        }
        return blocks.map(\.essence)
    }

    /// What links lead to, without addresses on the net and places on the page itself.
    var linkedPaths: [String] {
        text.matches(of: #/\]\(([^)\s]+)\)/#).map { String($0.output.1) }
            .filter { !$0.contains(":") && !$0.hasPrefix("#") }
            .map { String($0.prefix { $0 != "#" }) }
    }

    /// Whether there is such a file or folder, seen from the page.
    func reaches(_ link: String) -> Bool {
        let folder = Self.root.appending(path: path).deletingLastPathComponent()
        return FileManager.default.fileExists(atPath: folder.appending(path: link).path)
    }

    /// What the last column of the table of questions holds in code.
    var libraryCalls: [String] {
        let rows = text.split(separator: "\n").drop { !$0.hasPrefix("| your question") }.prefix { $0.hasPrefix("|") }
        return rows.dropFirst(2).flatMap { row in
            row.replacing("\\|", with: "¦").split(separator: "|").last?.matches(of: #/`([^`]+)`/#)
                .map { String($0.output.1).replacing("¦", with: "|") } ?? []
        }
    }
}

extension String {
    /// Lines with neither indentation nor the marks of documentation comments.
    fileprivate var withoutCommentMarks: [String] {
        split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let bare = line.drop { $0 == " " }
            return String((bare.hasPrefix("///") ? bare.dropFirst(3) : bare).drop { $0 == " " })
        }
    }

    /// The same lines as code is compared by.
    var codeLines: [String] { withoutCommentMarks.essence }
}

extension [String] {
    fileprivate var essence: [String] { filter { !$0.isEmpty && !$0.hasPrefix("import ") } }

    /// Whether these lines follow one another somewhere among others.
    func isPart(of lines: [String]) -> Bool {
        guard !isEmpty, count <= lines.count else { return false }
        return (0...(lines.count - count)).contains { start in zip(self, lines[start...]).allSatisfy { $0 == $1 } }
    }
}
