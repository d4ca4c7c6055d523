import OtherwiseCore
public import OtherwiseNumerics

/// Which step of one failed run is to blame, as far as running it again can tell.
public struct Blame: Sendable {
    /// The run.
    public let trace: Trace
    /// How likely success would have been with each step repaired, and with none.
    public let attribution: StepAttribution
    /// What each step's repair contributes alone and together with others, over what is reached without any; `nil` where
    /// it was not asked.
    public let contributions: ShapleyValues?
    /// The smallest sets of steps whose repair makes success likelier than not, and how far they were looked for.
    public let repairs: RepairSearch
    /// How often each repair was run.
    public let runs: Int

    /// The smallest sets of steps whose repair makes success likelier than not.
    public var minimalRepairs: [Set<Int>] { repairs.minimal }

    /// The 95% interval of the probability of success with a step repaired; `nil` where a single run settles it.
    public func interval(of step: Int) -> ClosedRange<Double>? { interval(attribution.success[step]) }

    /// The 95% interval of the probability of success without any repair; `nil` where a single run settles it.
    public var unrepairedInterval: ClosedRange<Double>? { interval(attribution.unrepaired) }

    private func interval(_ share: Double) -> ClosedRange<Double>? {
        guard runs > 1 else { return nil }
        return WilsonInterval.of(share * Double(runs), outOf: runs)
    }
}

extension ReplayWorld {
    /// Runs the trace again without any repair, with every step repaired, then with sets of steps, and sees what comes
    /// of it.
    ///
    /// - Parameters:
    ///   - contributes: Whether sets of steps are repaired for Shapley values; all of them up to 12 steps, sampled beyond.
    ///   - limits: How far the smallest sets that are enough are looked for.
    ///   - seed: Of the orders that are sampled.
    ///   - progress: Called with how many sets of steps were repaired, and how many are going to be as far as is known.
    /// - Throws: `TraceError.didNotFail` for a trace that succeeds without any repair; what the command does wrong, as
    ///   `ModelError`; `CancellationError`.
    public func blame(
        for trace: Trace, contributes: Bool = false, limits: RepairLimits = RepairLimits(), seed: UInt64 = 0,
        progress: @escaping @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) async throws -> Blame {
        let run = try await replayed(trace, contributes: contributes, limits: limits, seed: seed, progress: progress)
        guard let blame = run.blame else {
            throw TraceError(
                .didNotFail, "trace '\(trace.id)' succeeds without any repair",
                hint: "Its failure is not reproduced: there is nothing to blame")
        }
        return blame
    }

    /// The same, where a trace that succeeds without any repair is no error.
    func replayed(
        _ trace: Trace, contributes: Bool, limits: RepairLimits, seed: UInt64,
        progress: @escaping @Sendable (_ done: Int, _ of: Int) -> Void
    ) async throws -> ReplayedRun {
        var ledger = RepairLedger(progress: progress) { try await outcomes(of: trace, under: $0) }
        let floor = try await ledger.outcomes(of: [[]])[0], steps = trace.steps.count
        guard isReproduced(floor) else { return .notReproduced(trace, success: floor.mean, runs: runs) }
        let single = try await ledger.outcomes(of: trace.steps.indices.map { [$0] })
        let contributions = contributes ? try await ledger.contributions(of: steps, orders: 40, seed: seed) : nil
        return .blamed(
            Blame(
                trace: trace, attribution: StepAttribution(floor: floor, RepairFamily(single, over: floor)),
                contributions: contributions, repairs: try await ledger.search(steps, limits), runs: runs))
    }

    /// Whether there is a failure to save the run from: with several runs at least one.
    private func isReproduced(_ floor: [Double]) -> Bool {
        runs == 1 ? floor.mean <= 0.5 : floor.contains { $0 < 1 }
    }
}
