import DequeModule

/// What was let through in the last minute, against limits that hold for any 60 seconds.
struct RateWindow: Sendable {
    let limits: RateLimits
    private var admitted: Deque<Admission> = []
    private var tokens = 0
    private var next = 0
    /// Nothing is let through before.
    private var pausedUntil: Duration = .zero

    private struct Admission {
        let number: Int
        let time: Duration
        var tokens: Int
    }

    private static let minute = Duration.seconds(60)

    init(_ limits: RateLimits) { self.limits = limits }

    enum Decision: Equatable {
        /// Let through, under a number.
        case admitted(Int)
        /// To be asked again after a while.
        case wait(Duration)
    }

    /// - Parameters:
    ///   - tokens: Of the question, and the most of its answer. A question beyond the limit goes alone.
    ///   - now: On a clock that does not go back.
    mutating func admit(tokens: Int, now: Duration) -> Decision {
        forget(before: now - Self.minute)
        if let wait = wait(tokens, now) { return .wait(wait) }
        next += 1
        admitted.append(Admission(number: next, time: now, tokens: tokens))
        self.tokens += tokens
        return .admitted(next)
    }

    /// Puts what was really used in the place of what might have been.
    mutating func settle(_ number: Int, tokens: Int) {
        guard let index = admitted.firstIndex(where: { $0.number == number }) else { return }
        self.tokens += tokens - admitted[index].tokens
        admitted[index].tokens = tokens
    }

    mutating func pause(until time: Duration) { pausedUntil = max(pausedUntil, time) }

    private mutating func forget(before time: Duration) {
        while let first = admitted.first, first.time <= time {
            tokens -= first.tokens
            admitted.removeFirst()
        }
    }

    /// How long until the question may go; `nil` for now. Looked at again then: it may still have to wait.
    private func wait(_ more: Int, _ now: Duration) -> Duration? {
        if now < pausedUntil { return pausedUntil - now }
        guard let first = admitted.first else { return nil }
        let isFull = limits.requestsPerMinute.map { admitted.count >= max($0, 1) } ?? false
        let isLong = limits.tokensPerMinute.map { tokens + more > $0 } ?? false
        return isFull || isLong ? first.time + Self.minute - now : nil
    }
}
