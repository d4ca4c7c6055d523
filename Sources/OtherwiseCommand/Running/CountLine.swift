import Synchronization

/// Shows how many of some things are done, on standard error: in one line of a terminal, else now and then in a new line.
final class CountLine: Sendable {
    private let things: String
    /// Whether anybody is to see it.
    let isShown: Bool
    private let isTerminal: Bool
    private let start = ContinuousClock.now
    private let last = Mutex<ContinuousClock.Instant?>(nil)
    private let count = Mutex(0)

    /// - Parameter things: `combinations`.
    init(of things: String, talk: TalkOptions) {
        self.things = things
        isTerminal = Terminal.showsErrors
        isShown = !talk.quiet && (isTerminal || talk.verbose)
    }

    func show(_ done: Int, of total: Int) {
        show("\(done.grouped) of \(total.grouped) \(things) (\(done * 100 / max(total, 1))%)")
    }

    /// Adds to what is done, where nobody knows of how many.
    func add(_ more: Int) {
        let done = count.withLock { count in
            count += more
            return count
        }
        show("\(done.grouped) \(things) in \((ContinuousClock.now - start).plain)")
    }

    private func show(_ line: @autoclosure () -> String) {
        guard isShown, isDue() else { return }
        StandardError.write(isTerminal ? "\r\u{1B}[K\(line())" : line() + "\n")
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
