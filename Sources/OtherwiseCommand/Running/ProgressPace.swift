/// When and how progress is shown on standard error: ten times a second in one line of a terminal; elsewhere in a new line
/// every five seconds, so that short work says nothing there unless asked to.
struct ProgressPace {
    let isTerminal = Terminal.showsErrors
    private let isQuiet: Bool
    private let pause: Duration
    private var next: ContinuousClock.Instant
    /// Whether the work takes so long, or is followed so closely, that its end is worth a line.
    private(set) var isFollowed: Bool

    init(_ talk: TalkOptions) {
        isQuiet = talk.quiet
        pause = isTerminal ? .milliseconds(100) : .seconds(5)
        isFollowed = !talk.quiet && (isTerminal || talk.verbose)
        next = .now + (isFollowed ? .zero : pause)
    }

    /// Whether a line is due now; the next one is a pause later.
    mutating func isDue() -> Bool {
        let now = ContinuousClock.now
        guard !isQuiet, now >= next else { return false }
        (next, isFollowed) = (now + pause, true)
        return true
    }

    func write(_ line: String) { StandardError.write(isTerminal ? "\r\u{1B}[K\(line)" : line + "\n") }
}
