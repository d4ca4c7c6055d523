import OtherwiseModels
import Synchronization

/// Failures without a success between them.
final class FailureRow: Sendable {
    /// How many runs in a row may fail before no further one is tried.
    private static let patience = 8

    private let row = Mutex<(count: Int, last: ModelError?)>((0, nil))

    func add(_ error: ModelError) { row.withLock { $0 = ($0.count + 1, error) } }
    func end() { row.withLock { $0 = (0, nil) } }

    /// The last of more than may be borne; `nil` for fewer.
    var last: ModelError? { row.withLock { $0.count >= Self.patience ? $0.last : nil } }
}
