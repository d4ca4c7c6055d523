public import OtherwiseAudits
public import OtherwiseCore
import OtherwiseSearch

/// Searches for the smallest edit of a prompt that changes a model's answer.
///
/// All single edits are asked. Where none changes the answer, greedy replacement looks for a few that do together; what
/// is smaller than those is then asked in the order of its size, so that what is found is the smallest, or is said not to
/// be known to be.
public struct FlipSearch: Sendable {
    /// Who answers.
    public let respondent: any Respondent
    /// What names the model in the result.
    public let model: ModelIdentity
    /// The most edits at once; at least 1.
    public var limit = 2
    /// The most prompts that are put to the model, repetitions aside; at least 1.
    public var calls = 500
    /// How often the prompt as it stands, and the edited one, are asked again.
    public var repeats = 4
    /// The option that is wanted; `nil` for any other than the model's own.
    public var wanted: String?

    /// Prompts that are asked side by side beyond single edits.
    private static let batch = 16

    /// - Parameters:
    ///   - respondent: Who answers.
    ///   - model: What names the model in the result.
    public init(_ respondent: any Respondent, model: ModelIdentity) {
        (self.respondent, self.model) = (respondent, model)
    }

    /// - Parameter progress: Told how many prompts have been put to the model.
    /// - Throws: `AuditError.noAnswers` where the prompt as it stands has no answer that can be read, `.badDesign` for a
    ///   wanted option that there is not or that is the answer already; what the respondent throws.
    public func flip(
        of prompt: EditablePrompt, progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws -> Flip {
        var trial = try await FlipTrial(prompt, self)
        try await trial.askSingles(progress)
        if trial.best == nil, limit > 1 {
            try await trial.replaceGreedily()
            progress(trial.callCount)
            while trial.isOpen, try await trial.askNext(Self.batch) { progress(trial.callCount) }
        }
        return try await trial.flip()
    }
}
