import ArgumentParser
import Foundation
import OtherwiseTabular

/// Where a result goes: a file, or standard output.
struct Output {
    /// The file as it was named.
    let path: String?
    /// What is written, where `path` is a link that to which it leads.
    private let target: URL?
    /// Whether it is a device, which is written to rather than replaced.
    private let isDevice: Bool

    /// Whether text on it may carry colours.
    var style: TextStyle { path == nil && Terminal.allowsColour ? .terminal : .plain }

    /// - Parameter inputs: Files that must not be overwritten.
    /// - Throws: `ValidationError` or `UnwritableFile`, before any work is done.
    init(_ path: String?, sparing inputs: [String] = []) throws {
        self.path = path
        guard let path else {
            (target, isDevice) = (nil, false)
            return
        }
        let place = FilePlace(path)
        target = place.url
        isDevice = place.kind == .typeCharacterSpecial
        if inputs.contains(where: { FilePlace($0).isSame(as: place) }) {
            throw ValidationError("'\(path)' is a file that is read, or another result. Write to another one.")
        }
        guard [nil, .typeRegular, .typeCharacterSpecial].contains(place.kind) else {
            throw UnwritableFile(path, because: "it is no plain file")
        }
        let written = place.kind == nil ? place.url.deletingLastPathComponent() : place.url
        guard FileManager.default.isWritableFile(atPath: written.path) else { throw UnwritableFile(path) }
    }

    /// Writes a whole result; a file is replaced at once or not at all.
    func write(_ bytes: [UInt8]) throws {
        guard let path, let target else { return try FileHandle.standardOutput.write(contentsOf: bytes) }
        guard !isDevice else { return try stream().write(contentsOf: bytes) }
        do {
            try Data(bytes).write(to: target, options: .atomic)
        } catch {
            throw UnwritableFile(path, because: error)
        }
    }

    func write(_ text: String) throws { try write(Array(text.utf8)) }

    /// Writes a text for people.
    func show(_ text: String) throws { try write(text.shown) }

    /// A place to write piece after piece.
    func stream() throws -> FileHandle {
        guard let path, let target else { return .standardOutput }
        let isThere = isDevice || FileManager.default.createFile(atPath: target.path, contents: nil)
        guard isThere, let file = FileHandle(forWritingAtPath: target.path) else { throw UnwritableFile(path) }
        return file
    }
}

/// A file by what it is rather than by one of its names.
private struct FilePlace {
    let url: URL
    /// `nil` where there is none.
    let kind: FileAttributeType?
    private let device, number: Int?

    init(_ path: String) {
        url = URL(filePath: path).resolvingSymlinksInPath()
        let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
        kind = attributes?[.type] as? FileAttributeType
        device = (attributes?[.systemNumber] as? NSNumber)?.intValue
        number = (attributes?[.systemFileNumber] as? NSNumber)?.intValue
    }

    func isSame(as other: FilePlace) -> Bool {
        url.path == other.url.path || number != nil && (device, number) == (other.device, other.number)
    }
}
