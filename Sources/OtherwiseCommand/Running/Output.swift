import ArgumentParser
import Foundation
import OtherwiseTabular

/// Where a result goes: a file, or standard output.
struct Output {
    let path: String?

    /// Whether text on it may carry colours.
    var style: TextStyle { path == nil && Terminal.allowsColour ? .terminal : .plain }

    /// - Parameter inputs: Files that must not be overwritten.
    /// - Throws: `ValidationError` or `UnwritableFile`, before any work is done.
    init(_ path: String?, sparing inputs: [String] = []) throws {
        self.path = path
        guard let path else { return }
        let own = URL(filePath: path).resolvingSymlinksInPath()
        if inputs.contains(where: { URL(filePath: $0).resolvingSymlinksInPath() == own }) {
            throw ValidationError("--output '\(path)' is a file that is read. Write to another one.")
        }
        var isDirectory: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
        let place = exists ? path : own.deletingLastPathComponent().path
        if isDirectory.boolValue || !FileManager.default.isWritableFile(atPath: place) { throw UnwritableFile(path) }
    }

    /// Writes a whole result; a file is replaced at once or not at all.
    func write(_ bytes: [UInt8]) throws {
        guard let path else { return try FileHandle.standardOutput.write(contentsOf: bytes) }
        do {
            try Data(bytes).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw UnwritableFile(path, because: error)
        }
    }

    func write(_ text: String) throws { try write(Array(text.utf8)) }

    /// Writes a text for people.
    func show(_ text: String) throws { try write(text.shown) }

    /// A place to write piece after piece.
    func stream() throws -> FileHandle {
        guard let path else { return .standardOutput }
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
        else {
            throw UnwritableFile(path)
        }
        return file
    }
}
