// The only place that calls the operating system.

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Android)
import Android
#endif

/// An open file of the operating system. Closes with the last reference unless it was lent by the process.
///
/// Calls that fail return the system's explanation, to be put into a sentence by the caller.
final class SystemFile: Sendable {
    struct Failure: Error {
        let cause: String
    }

    static let input = SystemFile(descriptor: STDIN_FILENO, isOwned: false)
    static let output = SystemFile(descriptor: STDOUT_FILENO, isOwned: false)

    private let descriptor: CInt
    private let isOwned: Bool

    private init(descriptor: CInt, isOwned: Bool) {
        self.descriptor = descriptor
        self.isOwned = isOwned
    }

    convenience init(reading path: String) throws(Failure) {
        try self.init(descriptor: retried { openDescriptor(path, O_RDONLY | O_CLOEXEC, 0) }, isOwned: true)
    }

    convenience init(creating path: String) throws(Failure) {
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC
        try self.init(descriptor: retried { openDescriptor(path, flags, 0o666) }, isOwned: true)
    }

    deinit {
        if isOwned { closeDescriptor(descriptor) }
    }

    /// Reads at most `buffer.count` bytes; 0 means the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        try retried { readDescriptor(descriptor, buffer) }
    }

    /// Writes all of `bytes`, at most 1 GiB at once because some systems take no more than 2 GiB.
    func write(_ bytes: [UInt8]) throws(Failure) {
        var written = 0
        while written < bytes.count {
            let from = written
            let count = try bytes.withUnsafeBufferPointer { buffer throws(Failure) in
                try retried {
                    writeDescriptor(descriptor, UnsafeBufferPointer(rebasing: buffer[from...].prefix(1 << 30)))
                }
            }
            guard count > 0 else { throw Failure(cause: "the system takes no more bytes") }
            written += count
        }
    }
}

/// Repeats a call that a signal interrupted, and turns -1 into the system's explanation.
private func retried<Result: SignedInteger>(_ call: () -> Result) throws(SystemFile.Failure) -> Result {
    while true {
        let result = call()
        if result >= 0 { return result }
        let code = errno
        if code != EINTR { throw SystemFile.Failure(cause: String(cString: strerror(code))) }
    }
}

// Free functions, because inside `SystemFile` the bare names mean its own methods.

private func openDescriptor(_ path: String, _ flags: CInt, _ mode: mode_t) -> CInt {
    open(path, flags, mode)
}

private func closeDescriptor(_ descriptor: CInt) {
    _ = close(descriptor)
}

private func readDescriptor(_ descriptor: CInt, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    read(descriptor, buffer.baseAddress, buffer.count)
}

private func writeDescriptor(_ descriptor: CInt, _ buffer: UnsafeBufferPointer<UInt8>) -> Int {
    write(descriptor, buffer.baseAddress, buffer.count)
}
