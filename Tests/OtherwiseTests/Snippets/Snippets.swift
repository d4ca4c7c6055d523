import Foundation
import Testing

/// The code of the documentation, as its readers run it: in the folder of the repository, with `import Otherwise`.
@Suite("code of the documentation")
struct Snippets {
    init() { #expect(FileManager.default.changeCurrentDirectoryPath(MarkdownPage.root.path)) }
}
