import Foundation
import OtherwiseAudits

/// An audit and its items, and the files that they were read from.
struct AuditSource {
    let file: AuditFile
    let items: [AuditItem]
    /// What no result may replace.
    let paths: [String]

    /// - Throws: `UnreadableInput`; `AuditError` and `YAMLError` for what is no audit.
    init(_ path: String) throws {
        var paths = [path]
        func read(_ name: String) throws -> Data {
            paths.append(InputFile.place(of: name, beside: path))
            return try InputFile.contents(of: name, beside: path)
        }
        file = try AuditFile(
            text: String(decoding: InputFile.contents(path, as: "audit"), as: UTF8.self), name: path, reading: read)
        items = try file.items(reading: read)
        self.paths = paths
    }
}
