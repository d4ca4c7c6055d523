/// Whoever answers the trials of an audit: a model behind prompts, or a simulation whose biases are known.
public protocol Respondent: Sendable {
    /// How many calls may be under way at a time; less than 1 is taken as 1.
    var concurrency: Int { get }

    /// The outcomes of trials of one item and one repetition, in their order.
    ///
    /// - Throws: What makes further questions pointless. What concerns one trial is its outcome's `failure`.
    func outcomes(of trials: [Trial], _ item: AuditItem, in plan: TrialPlan) async throws -> [TrialOutcome]
}

extension Respondent {
    /// One at a time.
    public var concurrency: Int { 1 }
}

/// Keeps the outcomes of a run, so that one that was interrupted can be gone on with.
public protocol TrialStore: Sendable {
    /// What is kept so far.
    func outcomes() async throws -> [Trial: TrialOutcome]
    /// Keeps more, all of them or none.
    func keep(_ outcomes: [(Trial, TrialOutcome)]) async throws
}
