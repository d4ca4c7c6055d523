/// Whoever runs a trace again, with some of its steps done as they should have been.
public protocol ReplayEnvironment: Sendable {
    /// How far the run succeeds, from 0 to 1.
    ///
    /// - Parameters:
    ///   - repair: The steps that are done right; none of them asks for the whole run anew.
    ///   - run: Counted from 0; runs of one number are compared.
    /// - Throws: `ModelError` for a run that cannot be done again; `CancellationError`.
    func success(of trace: Trace, under repair: StepRepair, run: Int) async throws -> Double
}
