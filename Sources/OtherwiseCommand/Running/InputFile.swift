import Foundation

/// A file that is read.
enum InputFile {
    /// - Throws: `UnreadableInput`, so that a missing file is told from a bad one.
    static func check(_ path: String, as role: String) throws {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw UnreadableInput(description: "There is no \(role) at '\(path)'. Check the path.")
        }
        guard !isDirectory.boolValue else {
            throw UnreadableInput(description: "The \(role) '\(path)' is a folder. Give the path of a file.")
        }
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw UnreadableInput(description: "The \(role) '\(path)' may not be read. Check its permissions.")
        }
    }
}

/// A file that is not there, or that may not be read.
struct UnreadableInput: Error, CustomStringConvertible {
    let description: String
}
