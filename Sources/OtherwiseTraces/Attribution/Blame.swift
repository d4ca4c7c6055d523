import OtherwiseCore
public import OtherwiseNumerics

/// Which step of one failed run is to blame, as far as running it again can tell.
public struct Blame: Sendable {
    /// The run.
    public let trace: Trace
    /// How likely success would have been with each step repaired.
    public let attribution: StepAttribution
    /// What each step's repair contributes alone and together with others; `nil` where it was not asked.
    public let contributions: ShapleyValues?
    /// The smallest sets of steps whose repair makes success likelier than not.
    public let minimalRepairs: [Set<Int>]
    /// How often each repair was run.
    public let runs: Int

    /// The 95% interval of the probability of success with a step repaired; `nil` where a single run settles it.
    public func interval(of step: Int) -> ClosedRange<Double>? {
        guard runs > 1 else { return nil }
        return WilsonInterval.of(attribution.success[step] * Double(runs), outOf: runs)
    }
}

extension ReplayWorld {
    /// Repairs every step, then sets of steps, and sees what would have come of it.
    ///
    /// - Parameters:
    ///   - contributes: Whether sets of steps are repaired for Shapley values; all of them up to 12 steps, sampled beyond.
    ///   - progress: Called with the single repairs that are done.
    /// - Throws: What the command does wrong, as `ModelError`; `CancellationError`.
    public func blame(
        for trace: Trace, contributes: Bool = false, seed: UInt64 = 0,
        progress: @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) async throws -> Blame {
        let steps = trace.steps.count
        let attribution = try await attribution(of: trace, steps: steps) { progress($0, steps) }
        let repairs = attribution.decisive == nil ? try await minimalRepairs(of: trace, steps: steps) : []
        let contributions = contributes ? try await contributions(of: trace, steps: steps, orders: 40, seed: seed) : nil
        let alone = attribution.success.indices.filter { attribution.success[$0] > 0.5 }.map { Set([$0]) }
        return Blame(
            trace: trace, attribution: attribution, contributions: contributions,
            minimalRepairs: alone + repairs, runs: runs)
    }
}
