/// Where bytes are written, from front to back.
public protocol ByteSink {
    /// Writes all of `bytes`; the CSV writer passes whole records.
    ///
    /// - Throws: `CSVError` with code `.unwritable`.
    mutating func write(_ bytes: [UInt8]) throws(CSVError)
}

/// A file, or standard output.
public struct FileByteSink: ByteSink, Sendable {
    private let name: String
    private let file: SystemFile

    /// Creates a file, or empties the one that is there; it is closed when the last copy of the sink goes.
    ///
    /// - Parameter path: Relative to the working directory, or absolute.
    /// - Throws: `CSVError` with code `.unwritable`, naming the system's reason.
    public init(path: String) throws(CSVError) {
        name = path
        do throws(SystemFile.Failure) {
            file = try SystemFile(creating: path)
        } catch {
            throw .unwritable(path, because: error.cause)
        }
    }

    private init(name: String, file: SystemFile) {
        self.name = name
        self.file = file
    }

    /// Standard output; it stays open.
    public static var standardOutput: FileByteSink {
        FileByteSink(name: "standard output", file: .output)
    }

    /// Writes bytes to the file.
    ///
    /// - Throws: `CSVError` with code `.unwritable`.
    public mutating func write(_ bytes: [UInt8]) throws(CSVError) {
        do throws(SystemFile.Failure) {
            try file.write(bytes)
        } catch {
            throw .unwritable(name, because: error.cause)
        }
    }
}

/// Bytes collected in memory.
public struct MemoryByteSink: ByteSink, Sendable {
    /// What was written so far.
    public private(set) var bytes: [UInt8] = []

    /// Nothing is held yet.
    public init() {}

    /// Takes bytes in.
    public mutating func write(_ bytes: [UInt8]) throws(CSVError) {
        self.bytes += bytes
    }
}

/// Any text stream of the standard library, such as a `String`.
public struct TextByteSink<Stream: TextOutputStream>: ByteSink {
    /// The stream, with what was written so far.
    public private(set) var stream: Stream

    /// - Parameter stream: Standard output or standard error.
    public init(_ stream: Stream) {
        self.stream = stream
    }

    /// Writes bytes to the stream.
    ///
    /// - Throws: `CSVError` with code `.unwritable`.
    public mutating func write(_ bytes: [UInt8]) throws(CSVError) {
        stream.write(String(decoding: bytes, as: UTF8.self))
    }
}

extension TextByteSink: Sendable where Stream: Sendable {}
