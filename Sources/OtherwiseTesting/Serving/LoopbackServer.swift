package import Foundation
import Synchronization

/// A server on this machine that answers as it is told, over plain sockets.
package final class LoopbackServer: Sendable {
    package struct Request: Sendable {
        package let method: String
        package let path: String
        package let headers: [String: String]
        package let body: String
    }

    /// What is sent back, and how.
    package enum Reply: Sendable {
        case json(String)
        case status(Int, String, headers: [String: String] = [:])
        /// Server-sent events, one after the other; broken off after them where they are not whole.
        case events([String], isWhole: Bool = true)
        /// The beginning of a body that was announced to be longer.
        case cut(String)
        /// A byte now and then, without end.
        case drip
        /// Silence until the client goes away.
        case nothing
        /// The end of the connection, without a word.
        case hangUp
    }

    package let port: UInt16
    private let listener: Int32
    private let answer: @Sendable (Request) -> Reply
    private let seen = Mutex<[Request]>([])

    package init(_ answer: @escaping @Sendable (Request) -> Reply) throws {
        (listener, port) = try Self.listen()
        self.answer = answer
        let listener = listener
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0, let self else { return }
                Thread.detachNewThread { self.serve(connection) }
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    package var requests: [Request] { seen.withLock(\.self) }

    package func url(_ path: String) -> URL { URL(string: "http://127.0.0.1:\(port)\(path)") ?? URL(filePath: path) }

    /// The address of a port at which nobody listens.
    package static func closedPort() throws -> URL {
        let (listener, port) = try listen()
        close(listener)
        return URL(string: "http://127.0.0.1:\(port)/invocations") ?? URL(filePath: "/")
    }

    private static func listen() throws -> (Int32, UInt16) {
        #if canImport(Darwin)
        let listener = socket(AF_INET, SOCK_STREAM, 0)
        #else
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) == 0 && Foundation.listen(listener, 128) == 0
                    && getsockname(listener, $0, &size) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
        return (listener, UInt16(bigEndian: address.sin_port))
    }

    /// Reads one request, answers it and closes.
    private func serve(_ connection: Int32) {
        defer { close(connection) }
        guard let request = read(connection) else { return }
        seen.withLock { $0.append(request) }
        switch answer(request) {
        case .json(let body): send("200 OK", body, headers: ["Content-Type": "application/json"], to: connection)
        case .status(let code, let body, let headers): send("\(code) Status", body, headers: headers, to: connection)
        case .events(let events, let isWhole): send(events, isWhole: isWhole, to: connection)
        case .cut(let body):
            write("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count + 100)\r\n\r\n\(body)", to: connection)
        case .hangUp: break
        case .drip:
            write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", to: connection)
            while write(" ", to: connection) { usleep(20_000) }
        case .nothing: while read(connection) != nil {}
        }
    }

    private func read(_ connection: Int32) -> Request? {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            if let end = text.firstRange(of: "\r\n\r\n") {
                let lines = text[..<end.lowerBound].split(separator: "\r\n")
                let headers = Dictionary(
                    lines.dropFirst().map { line in
                        let parts = line.split(separator: ":", maxSplits: 1)
                        return (parts[0].lowercased(), (parts.last ?? "").trimmingCharacters(in: .whitespaces))
                    }, uniquingKeysWith: { first, _ in first })
                let body = text[end.upperBound...]
                if body.utf8.count >= Int(headers["content-length"] ?? "") ?? 0 {
                    let first = lines[0].split(separator: " ")
                    return Request(method: "\(first[0])", path: "\(first[1])", headers: headers, body: "\(body)")
                }
            }
            let count = recv(connection, &piece, piece.count, 0)
            guard count > 0 else { return nil }
            bytes += piece.prefix(count)
        }
    }

    /// In chunks (RFC 9112, section 7.1); the last, empty one says that nothing is missing.
    private func send(_ events: [String], isWhole: Bool, to connection: Int32) {
        let type = "Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\nConnection: close"
        write("HTTP/1.1 200 OK\r\n\(type)\r\n\r\n", to: connection)
        for event in events {
            let text = "data: \(event)\n\n"
            write("\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n", to: connection)
        }
        if isWhole { write("0\r\n\r\n", to: connection) }
    }

    private func send(_ status: String, _ body: String, headers: [String: String], to connection: Int32) {
        let lines = headers.map { "\($0): \($1)\r\n" }.joined()
        write(
            "HTTP/1.1 \(status)\r\n\(lines)Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)",
            to: connection)
    }

    @discardableResult
    private func write(_ text: String, to connection: Int32) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            #if canImport(Darwin)
            let count = rest.withUnsafeBytes { Foundation.send(connection, $0.baseAddress, $0.count, 0) }
            #else
            let count = rest.withUnsafeBytes {
                Foundation.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            #endif
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
