#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Android)
import Android
#endif

/// Our end of a pipe, which never blocks.
struct Descriptor: Sendable {
    let number: Int32

    init(_ number: Int32) {
        self.number = number
        _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK)
        #if canImport(Darwin)
        _ = fcntl(number, F_SETNOSIGPIPE, 1)
        #endif
    }

    enum Arrival {
        case bytes([UInt8])
        /// Nothing yet.
        case nothing
        /// The other end is closed.
        case end
    }

    /// What has arrived, at most 64 KiB.
    func read() -> Arrival {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = bytes.withUnsafeMutableBytes { systemRead(number, $0.baseAddress, $0.count) }
        if count > 0 { return .bytes(Array(bytes.prefix(count))) }
        return count < 0 && [EAGAIN, EWOULDBLOCK, EINTR].contains(errno) ? .nothing : .end
    }

    /// Writes as much as there is room for.
    ///
    /// - Returns: The number of bytes; `nil` if the other end is closed.
    func write(_ bytes: ArraySlice<UInt8>) -> Int? {
        let (count, failure) = withoutPipeSignal {
            bytes.withUnsafeBytes { systemWrite(number, $0.baseAddress, $0.count) }
        }
        if count >= 0 { return count }
        return [EAGAIN, EWOULDBLOCK, EINTR].contains(failure) ? 0 : nil
    }
}

extension Descriptor {
    /// Waits until one of them can be read or written.
    ///
    /// - Parameter writing: The one to write; `nil` where there is nothing to write.
    static func wait(reading: [Descriptor], writing: Descriptor?, atMost time: Duration) {
        var polls = reading.map { pollfd(fd: $0.number, events: Int16(POLLIN), revents: 0) }
        if let writing { polls.append(pollfd(fd: writing.number, events: Int16(POLLOUT), revents: 0)) }
        _ = poll(&polls, nfds_t(polls.count), Int32(max(1, time / .milliseconds(1))))
    }
}

private func systemRead(_ descriptor: Int32, _ memory: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, memory, count)
}

private func systemWrite(_ descriptor: Int32, _ memory: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, memory, count)
}

#if canImport(Darwin)
private func withoutPipeSignal(_ write: () -> Int) -> (count: Int, failure: Int32) {
    let count = write()
    return (count, errno)
}
#else
/// Writes without the signal that would end this process when the other end is closed.
private func withoutPipeSignal(_ write: () -> Int) -> (count: Int, failure: Int32) {
    var pipe = sigset_t(), before = sigset_t()
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &pipe, &before)
    let count = write()
    let failure = errno
    if count < 0, failure == EPIPE {
        var now = timespec()
        sigtimedwait(&pipe, nil, &now)
    }
    pthread_sigmask(SIG_SETMASK, &before, nil)
    return (count, failure)
}
#endif
