public import OtherwiseCore
public import OtherwiseNumerics

/// Which step decided a failure: how likely success would have been, had one step alone been done right.
///
/// The earliest step whose repair makes success likelier than not is decisive (Zhang et al. 2025, section 2); it is
/// found by abducting what was hidden, acting on the step, and predicting the rest (West et al. 2025).
public struct StepAttribution: Sendable, Hashable {
    /// The probability of success with nothing repaired, as the world sees it, 0...1.
    public let unrepaired: Double
    private let family: RepairFamily

    /// The probability of success with one step repaired, `[steps]`.
    public var success: [Double] { family.success }
    /// What each repair changes, `[steps]`; empty where none was run more than once, so that nothing tells luck.
    public var effects: [RepairEffect] { family.effects }
    /// That each effect is chance, by Holm's correction over the steps, `[steps]`; empty as well.
    public var pValues: [Double] { family.pValues }

    /// The earliest step whose repair makes success likelier than not; `nil` where no single step does, or none by more
    /// than luck.
    public var decisive: Int? { success.indices.first(where: family.saves) }

    /// The decisive step, else the one whose repair helps most, the earliest of equals; `nil` for no steps.
    public var answer: Int? { decisive ?? ranking.first }

    /// The same among some of the steps, such as those at which something visibly went wrong.
    public func answer(among steps: [Int]) -> Int? {
        let known = steps.filter(success.indices.contains).sorted()
        return known.first(where: family.saves) ?? known.min { (-success[$0], $0) < (-success[$1], $1) }
    }

    /// The steps by what their repair brings, most first; earlier ones first among equals.
    public var ranking: [Int] {
        success.indices.sorted { (-success[$0], $0) < (-success[$1], $1) }
    }

    /// - Parameters:
    ///   - unrepaired: The probability of success as the run was.
    ///   - success: With each step repaired, `[steps]`.
    public init(unrepaired: Double, success: [Double]) {
        self.unrepaired = unrepaired
        family = RepairFamily(success: success, effects: [], pValues: [])
    }

    /// - Parameters:
    ///   - floor: How the runs without any repair ended, `[runs]`.
    ///   - family: The steps, each repaired alone.
    init(floor: [Double], _ family: RepairFamily) {
        (unrepaired, self.family) = (floor.mean, family)
    }
}

extension World where Action == StepRepair, Outcome == Double {
    /// Repairs each step in turn.
    ///
    /// - Parameters:
    ///   - steps: Steps of the run.
    ///   - progress: Called with the number of steps that were repaired.
    /// - Throws: `TraceError.didNotFail` for a run that succeeds as it is; what the world throws.
    public func attribution(
        of run: Factual, steps: Int, progress: (Int) -> Void = { _ in }
    ) async throws -> StepAttribution {
        let cause = try await abduct(run)
        let unrepaired = try await predict(cause, under: .none)
        guard unrepaired < 1 else {
            throw TraceError(.didNotFail, "the run did not fail", hint: "There is nothing to attribute")
        }
        var success: [Double] = []
        for step in 0..<steps {
            success.append(try await predict(cause, under: StepRepair([step])))
            progress(step + 1)
        }
        return StepAttribution(unrepaired: unrepaired, success: success)
    }

    /// What each step's repair contributes to the success of repairing all, alone and together with others.
    ///
    /// - Parameters:
    ///   - steps: Steps of the run; up to `ShapleyValues.exactLimit` all combinations are run, beyond orders are sampled.
    ///   - orders: Orders that are sampled, each as many runs as there are steps.
    ///   - seed: Of the orders that are sampled.
    /// - Throws: What the world throws.
    public func contributions(
        of run: Factual, steps: Int, orders: Int = 400, seed: UInt64 = 0
    ) async throws -> ShapleyValues {
        let cause = try await abduct(run)
        var ledger = RepairLedger { [try await predict(cause, under: $0)] }
        return try await ledger.contributions(of: steps, orders: orders, seed: seed)
    }

    /// The smallest sets of steps whose repair makes success likelier than not; none of them holds another.
    ///
    /// - Parameters:
    ///   - steps: Steps of the run.
    ///   - limits: How far sets are repaired; sets of single steps always are.
    /// - Throws: What the world throws.
    public func minimalRepairs(
        of run: Factual, steps: Int, limits: RepairLimits = RepairLimits()
    ) async throws -> RepairSearch {
        let cause = try await abduct(run)
        var ledger = RepairLedger { [try await predict(cause, under: $0)] }
        return try await ledger.search(steps, limits)
    }
}
