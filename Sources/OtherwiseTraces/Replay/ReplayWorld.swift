public import OtherwiseCore
public import OtherwiseModels

/// A world of runs that are run again: by a command, or from a record of what came of that before.
public struct ReplayWorld: World {
    /// How often each repair is run again.
    public let runs: Int
    private let environment: any ReplayEnvironment

    /// - Parameters:
    ///   - environment: Whoever runs a trace again.
    ///   - runs: At least 1; more for agents that do not do the same twice.
    public init(in environment: any ReplayEnvironment, runs: Int = 1) {
        (self.environment, self.runs) = (environment, max(runs, 1))
    }

    /// - Parameters:
    ///   - command: Given to a shell; see `CommandEnvironment`.
    ///   - runs: At least 1; more for agents that do not do the same twice.
    ///   - timeout: Of one question.
    /// - Throws: `ModelError.unavailable` for a command that does not start.
    public init(command: String, runs: Int = 1, timeout: Duration = .seconds(60)) throws(ModelError) {
        self.init(in: try CommandEnvironment(command, timeout: timeout), runs: runs)
    }

    /// What the log says is what is held fixed.
    public func abduct(_ trace: Trace) -> Trace { trace }

    /// The share of runs that succeed, without any repair too: what failed once need not fail again.
    ///
    /// - Throws: `ModelError` for a run that cannot be done again, naming why; `CancellationError`.
    public func predict(_ trace: Trace, under repair: StepRepair) async throws -> Double {
        try await outcomes(of: trace, under: repair).mean
    }

    /// How far each run succeeds, `[runs]`, from 0 to 1.
    func outcomes(of trace: Trace, under repair: StepRepair) async throws -> [Double] {
        var outcomes: [Double] = []
        for run in 0..<runs { outcomes.append(try await environment.success(of: trace, under: repair, run: run)) }
        return outcomes
    }
}
