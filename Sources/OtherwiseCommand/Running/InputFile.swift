import Foundation
import OtherwiseTabular

/// A file that is read.
enum InputFile {
    /// The most bytes that are read of a file that is held in memory whole.
    private static let limit = 256 << 20

    /// The whole of a file of moderate size.
    ///
    /// - Throws: `UnreadableInput` for a file that cannot be read; `TableError` for one without end.
    static func contents(_ path: String, as role: String) throws -> Data {
        try checkExistence(of: path, as: role)
        guard let file = FileHandle(forReadingAtPath: path), let bytes = try? file.read(upToCount: limit + 1) ?? Data()
        else {
            throw UnreadableInput(description: "The \(role) '\(path)' cannot be read. Check the path.")
        }
        guard bytes.count <= limit else {
            throw TableError(
                .tooLarge, "The \(role) '\(path)' has more than \(limit.grouped) bytes", hint: "Check the path")
        }
        return bytes
    }

    /// Where a file is that an audit names.
    static func place(of name: String, beside audit: String) -> String {
        URL(filePath: name, relativeTo: URL(filePath: audit).deletingLastPathComponent()).path
    }

    /// What a file holds that an audit names.
    static func contents(of name: String, beside audit: String) throws -> Data {
        try PackedLog.json(contents(place(of: name, beside: audit), as: "file of items"), name: name)
    }

    /// Whether a file can be read, and as often as need be: no pipe, and no device.
    ///
    /// - Throws: `UnreadableInput`, so that a missing file is told from a bad one.
    static func check(_ path: String, as role: String) throws {
        try checkExistence(of: path, as: role)
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw UnreadableInput(
                description:
                    "The \(role) '\(path)' is a pipe or a device, and it is read more than once. Write it to a file first."
            )
        }
    }

    private static func checkExistence(of path: String, as role: String) throws {
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
