/// A stream of bytes that is read once, from front to back.
///
/// Write one to read CSV from somewhere else: an archive, a socket, a generator. It needs `name` and `read(into:)`.
public protocol ByteSource: Sendable {
    /// What messages call the source: a path, or `standard input`.
    var name: String { get }

    /// Reads the next bytes.
    ///
    /// - Parameter buffer: Where to put them; at least 1 byte long. Fewer bytes than fit may be delivered.
    /// - Returns: The number of bytes delivered, 0 at the end and only there.
    /// - Throws: `CSVError` with code `.unreadable`.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(CSVError) -> Int
}

/// A file, or standard input, read in pieces.
public struct FileByteSource: ByteSource {
    /// The path, for messages.
    public let name: String
    private let file: SystemFile

    /// Opens a file, which is closed when the last copy of the source goes.
    ///
    /// - Parameter path: Relative to the working directory, or absolute.
    /// - Throws: `CSVError` with code `.unreadable`, naming the system's reason.
    public init(path: String) throws(CSVError) {
        name = path
        do throws(SystemFile.Failure) {
            file = try SystemFile(reading: path)
        } catch {
            throw .unreadable(path, because: error.cause)
        }
    }

    private init(name: String, file: SystemFile) {
        self.name = name
        self.file = file
    }

    /// Standard input; it stays open.
    public static var standardInput: FileByteSource {
        FileByteSource(name: "standard input", file: .input)
    }

    /// Reads the next bytes of the file.
    ///
    /// - Returns: Their number; 0 at the end.
    /// - Throws: `CSVError` with code `.unreadable`.
    public mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(CSVError) -> Int {
        do throws(SystemFile.Failure) {
            return try file.read(into: buffer)
        } catch {
            throw .unreadable(name, because: error.cause)
        }
    }
}

/// Bytes in memory.
public struct MemoryByteSource: ByteSource {
    /// What messages call the bytes.
    public let name: String
    private var rest: ArraySlice<UInt8>

    /// - Parameters:
    ///   - bytes: What is to be read.
    ///   - name: What messages call it.
    public init(_ bytes: [UInt8], name: String = "bytes in memory") {
        self.name = name
        rest = bytes[...]
    }

    /// Reads the next bytes.
    ///
    /// - Returns: Their number; 0 at the end.
    public mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(CSVError) -> Int {
        let piece = rest.prefix(buffer.count)
        buffer.copyBytes(from: piece)
        rest = rest.dropFirst(piece.count)
        return piece.count
    }
}
