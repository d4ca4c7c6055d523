import OtherwiseCore
public import OtherwiseModels

/// What came of running one trace again.
public enum ReplayedRun: Sendable {
    /// It was run again.
    case blamed(Blame)
    /// It succeeds without any repair: always, or, run once, more likely than not. Nothing is to blame.
    case notReproduced(Trace, success: Double, runs: Int)
    /// It could not be run again, or not to the end; others were all the same.
    case failed(Trace, ModelError)

    /// Which step is to blame; `nil` where it could not be run again, or did not fail again.
    public var blame: Blame? { if case .blamed(let blame) = self { blame } else { nil } }

    /// Whether it could not be run again.
    public var isFailed: Bool { if case .failed = self { true } else { false } }
}

extension ReplayWorld {
    /// Repairs every step of every trace, in their order. One that cannot be run again ends none of the others, unless
    /// several fail in a row.
    ///
    /// - Parameters:
    ///   - contributes: Whether sets of steps are repaired for Shapley values.
    ///   - limits: How far the smallest sets that are enough are looked for, of each trace.
    ///   - seed: Of the orders that are sampled.
    ///   - progress: Called with how many sets of a trace's steps were repaired, and how many are going to be.
    /// - Throws: What the command does that is no `ModelError`, such as `CancellationError`.
    public func blames(
        for traces: [Trace], contributes: Bool = false, limits: RepairLimits = RepairLimits(), seed: UInt64 = 0,
        progress: @escaping @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) async throws -> [ReplayedRun] {
        let failures = FailureRow()
        var runs: [ReplayedRun] = []
        for trace in traces {
            do {
                if let last = failures.last { throw last }
                let run = try await replayed(
                    trace, contributes: contributes, limits: limits, seed: seed, progress: progress)
                failures.end()
                runs.append(run)
            } catch let error as ModelError {
                // What a record lacks says nothing about the next trace.
                if error.code != .notRecorded { failures.add(error) }
                runs.append(.failed(trace, error))
            }
        }
        return runs
    }
}
