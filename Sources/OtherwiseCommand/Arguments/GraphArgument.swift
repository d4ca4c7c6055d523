import Foundation
import OtherwiseCausal
import OtherwiseTabular

/// A causal graph as it is given: a file where there is one, else the edges themselves.
enum GraphArgument {
    static func document(_ graph: String) throws -> GraphDocument {
        let signs = ["->", "<-", "→", "←", "↔", "--", " - ", "=>", "{", ";"]
        let isText = !FileManager.default.fileExists(atPath: graph) && signs.contains { graph.contains($0) }
        return try GraphDocument(reading: isText ? graph : text(of: graph, as: "graph"))
    }

    /// A file's text.
    static func text(of path: String, as role: String) throws -> String {
        guard let text = String(validating: try InputFile.contents(path, as: role), as: UTF8.self) else {
            throw TableError(.badForm, "'\(path)' is not UTF-8", hint: "Save it as UTF-8 text")
        }
        return text
    }
}
