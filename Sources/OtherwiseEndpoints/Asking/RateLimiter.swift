import Synchronization

/// Holds questions back until the limits per minute allow them, in the order in which they came.
final class RateLimiter: Sendable {
    private let window: Mutex<RateWindow>
    private let gate = Gate(1)
    private let start = ContinuousClock.now

    init(_ limits: RateLimits) { window = Mutex(RateWindow(limits)) }

    private var now: Duration { ContinuousClock.now - start }

    /// Waits for its turn.
    ///
    /// - Returns: The number to settle under.
    /// - Throws: `CancellationError`.
    func admit(tokens: Int) async throws -> Int {
        try await gate.pass {
            while true {
                switch window.withLock({ $0.admit(tokens: tokens, now: now) }) {
                case .admitted(let number): return number
                case .wait(let pause): try await Task.sleep(for: pause)
                }
            }
        }
    }

    func settle(_ number: Int, tokens: Int) { window.withLock { $0.settle(number, tokens: tokens) } }

    /// Lets nothing through for a while, as the server asked.
    func pause(for duration: Duration) { window.withLock { $0.pause(until: now + duration) } }
}
