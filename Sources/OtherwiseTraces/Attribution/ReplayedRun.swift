import OtherwiseCore
public import OtherwiseModels

/// What came of running one trace again.
public enum ReplayedRun: Sendable {
    /// It was run again.
    case blamed(Blame)
    /// It could not be run again, or not to the end; others were all the same.
    case failed(Trace, ModelError)

    /// Which step is to blame; `nil` where it could not be run again.
    public var blame: Blame? { if case .blamed(let blame) = self { blame } else { nil } }
}

extension ReplayWorld {
    /// Repairs every step of every trace, in their order. One that cannot be run again ends none of the others, unless
    /// several fail in a row.
    ///
    /// - Parameters:
    ///   - contributes: Whether sets of steps are repaired for Shapley values.
    ///   - progress: Called with the single repairs of a trace that are done.
    /// - Throws: What the command does that is no `ModelError`, such as `CancellationError`.
    public func blames(
        for traces: [Trace], contributes: Bool = false, seed: UInt64 = 0,
        progress: @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) async throws -> [ReplayedRun] {
        let failures = FailureRow()
        var runs: [ReplayedRun] = []
        for trace in traces {
            do {
                if let last = failures.last { throw last }
                let blame = try await blame(for: trace, contributes: contributes, seed: seed, progress: progress)
                failures.end()
                runs.append(.blamed(blame))
            } catch let error as ModelError {
                failures.add(error)
                runs.append(.failed(trace, error))
            }
        }
        return runs
    }
}
