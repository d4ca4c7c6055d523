import Synchronization

/// Shows how many of some things are done, on standard error.
final class CountLine: Sendable {
    /// Whether anybody is to see it.
    let isShown: Bool
    private let things: String
    private let start = ContinuousClock.now
    private let state: Mutex<(pace: ProgressPace, count: Int)>

    /// - Parameter things: `combinations`.
    init(of things: String, talk: TalkOptions) {
        (self.things, isShown) = (things, !talk.quiet)
        state = Mutex((ProgressPace(talk), 0))
    }

    func show(_ done: Int, of total: Int) {
        state.withLock { state in
            guard state.pace.isDue() else { return }
            state.pace.write("\(done.grouped) of \(total.grouped) \(things) (\(done * 100 / max(total, 1))%)")
        }
    }

    /// Adds to what is done, where nobody knows of how many.
    func add(_ more: Int) {
        state.withLock { state in
            state.count += more
            guard state.pace.isDue() else { return }
            state.pace.write("\(state.count.grouped) \(things) in \((ContinuousClock.now - start).plain)")
        }
    }

    /// Takes the line away again.
    func finish() {
        state.withLock { state in
            if state.pace.isFollowed, state.pace.isTerminal { StandardError.write("\r\u{1B}[K") }
        }
    }
}
