import OtherwiseCSV
import OtherwiseNumerics
import Synchronization

/// A file that is digested as it is read: the digest is of the bytes that were read, whatever becomes of the file.
final class DigestingSource: ByteSource {
    let name: String
    private let state: Mutex<(file: FileByteSource, hasher: SHA256Hasher)>

    /// - Throws: `CSVError` with code `.unreadable`.
    init(path: String) throws(CSVError) {
        name = path
        state = Mutex((try FileByteSource(path: path), SHA256Hasher()))
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(CSVError) -> Int {
        try state.withLock { state throws(CSVError) in
            let count = try state.file.read(into: buffer)
            state.hasher.update(buffer.prefix(count))
            return count
        }
    }

    /// The SHA-256 of what was read so far.
    var hexDigest: String {
        state.withLock { state in
            let hasher = state.hasher
            return hasher.finalizedHexDigest()
        }
    }
}
