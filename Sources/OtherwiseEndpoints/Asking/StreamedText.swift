import Synchronization

/// What is written, as it comes.
public enum TextPiece: Sendable, Hashable {
    /// The next piece.
    case text(String)
    /// What has come was lost with its connection; it begins anew.
    case restart
}

/// Is shown what is written as it comes.
public typealias TextReceiver = @Sendable (TextPiece) -> Void

/// Reads a stream while it comes, for whoever watches. What is wrong with it is told when it has ended.
final class StreamedText: Sendable {
    private struct State {
        var reader = ServerSentEvents()
        var assembly = AnswerAssembly()
    }

    private let receive: TextReceiver?
    private let state = Mutex(State())

    init(_ receive: TextReceiver?) { self.receive = receive }

    func add(_ bytes: [UInt8]) {
        guard let receive else { return }
        let pieces = state.withLock { state in
            state.reader.events(adding: bytes).compactMap { try? state.assembly.add($0) }
        }
        for piece in pieces where !piece.isEmpty { receive(.text(piece)) }
    }
}
