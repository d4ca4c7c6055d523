import OtherwiseCore
import OtherwiseModels

extension TraceJudge {
    /// What the model says of each of several runs, in their order. One that cannot be asked about ends none of the
    /// others, unless several fail in a row.
    ///
    /// - Parameters:
    ///   - runs: How often the model is asked about each; more than once it draws its answers.
    ///   - seed: Of the draws.
    ///   - concurrency: Runs that are asked about at once; at least 1.
    ///   - progress: Told after each how many are done.
    /// - Throws: `TraceError.noSteps`; what the model throws that is no `ModelError`, such as `CancellationError`.
    public func judge(
        _ traces: [Trace], runs: Int = 1, seed: UInt64 = 0, concurrency: Int = 1, progress: (Int) -> Void = { _ in }
    ) async throws -> [JudgedRun] {
        let failures = FailureRow()
        return try await traces.mapped(atOnce: concurrency, finished: progress) { trace in
            if let last = failures.last { return .failed(trace, method, last) }
            do {
                let blame = try await blame(for: trace, runs: runs, seed: seed)
                failures.end()
                return .judged(blame)
            } catch let error as ModelError {
                failures.add(error)
                return .failed(trace, method, error)
            }
        }
    }
}
