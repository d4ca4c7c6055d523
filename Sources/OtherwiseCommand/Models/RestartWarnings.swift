import OtherwiseModels
import Synchronization

/// Says why the command of a model is started anew; not for ever, where it ends at every question.
final class RestartWarnings: Sendable {
    private let count = Mutex(0)
    private static let most = 3

    func add(_ error: ModelError) {
        let count = self.count.withLock { count in
            count += 1
            return count
        }
        guard count <= Self.most else { return }
        let rest = count == Self.most ? " Further starts are not told." : ""
        StandardError.write(
            "Warning: \(error.model.shownInOneLine) is started anew. \(error.problem.shownInOneLine).\(rest)\n")
    }
}
