/// How a question is asked again that may go better later: after pauses that double, each shortened by chance so that
/// questions which failed together do not come back together, and no sooner than the server says (`Retry-After`).
public struct RetryPolicy: Sendable, Hashable {
    /// How often one question is asked again.
    public var retries = 8
    /// The first pause before chance shortens it by up to a half.
    public var firstPause: Duration = .milliseconds(500)
    /// No pause is longer, unless the server asks for it.
    public var longestPause: Duration = .seconds(60)
    /// How long one question may wait in all its pauses.
    public var budget: Duration = .seconds(600)

    /// Eight retries with ten minutes of pauses at most, from half a second on.
    public init() {}

    /// How long to wait; `nil` where the question is given up.
    ///
    /// - Parameters:
    ///   - retry: Counted from 0.
    ///   - asked: What the server asked for.
    ///   - waited: In earlier pauses.
    ///   - chance: In [0, 1).
    func pause(before retry: Int, asked: Duration?, waited: Duration, chance: Double) -> Duration? {
        guard retry < retries else { return nil }
        let doubled = firstPause * (1 << min(retry, 30))
        let pause = max(min(doubled, longestPause) * (1 - chance / 2), asked ?? .zero)
        return waited + pause <= budget ? pause : nil
    }
}
