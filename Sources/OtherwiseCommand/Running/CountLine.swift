import Synchronization

/// Shows how many of some things are done, on standard error: in one line of a terminal, else now and then in a new line.
final class CountLine: Sendable {
    private let things: String
    private let isShown: Bool
    private let isTerminal: Bool
    private let last = Mutex<ContinuousClock.Instant?>(nil)

    /// - Parameter things: `combinations`.
    init(of things: String, talk: TalkOptions) {
        self.things = things
        isTerminal = Terminal.showsErrors
        isShown = !talk.quiet && (isTerminal || talk.verbose)
    }

    func show(_ done: Int, of total: Int) {
        guard isShown, isDue() else { return }
        let line = "\(done.grouped) of \(total.grouped) \(things) (\(done * 100 / max(total, 1))%)"
        StandardError.write(isTerminal ? "\r\u{1B}[K\(line)" : line + "\n")
    }

    /// Takes the line away again.
    func finish() {
        if isShown, isTerminal { StandardError.write("\r\u{1B}[K") }
    }

    private func isDue() -> Bool {
        let pause: Duration = isTerminal ? .milliseconds(100) : .seconds(5)
        return last.withLock { last in
            let now = ContinuousClock.now
            guard last.map({ now - $0 >= pause }) ?? true else { return false }
            last = now
            return true
        }
    }
}
