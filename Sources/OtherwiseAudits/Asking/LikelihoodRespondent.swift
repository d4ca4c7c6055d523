import OtherwiseCore
public import OtherwiseModels

/// A model that is asked how likely each option is to follow the prompt.
public struct LikelihoodRespondent: Respondent {
    private let models: [any LikelihoodModel]

    /// - Parameters:
    ///   - model: What is asked.
    ///   - repeated: What is asked in its place when the same is asked again, for a model whose answers are kept.
    public init(_ model: any LikelihoodModel, repeated: [any LikelihoodModel] = []) { models = [model] + repeated }

    /// Each option's likelihood after the prompt of each trial; the likeliest is chosen, none where two are equally likely.
    ///
    /// - Throws: `AuditError.unrealScores` for numbers that no log-probability is; what makes further questions pointless.
    public func outcomes(of trials: [Trial], _ item: AuditItem, in plan: TrialPlan) async throws -> [TrialOutcome] {
        var prompts: [FilledPrompt] = []
        for trial in trials { prompts.append(try plan.filled(item, plan.variant(trial), order: trial.order)) }
        let continuations = prompts.flatMap { filled in
            filled.answers.map { Continuation(of: filled.prompt, $0) }
        }
        do {
            let model = models[min(trials.first?.repetition ?? 0, models.count - 1)]
            let likelihoods = try await model.likelihoods(of: continuations)
            return try outcomes(of: prompts, likelihoods, plan.audit.answer, asked: continuations)
        } catch let error as ModelError where error.concernsOneQuestion {
            return prompts.map { TrialOutcome(prompt: $0.prompt.shown, failure: "\(error)") }
        }
    }

    private func outcomes(
        of prompts: [FilledPrompt], _ likelihoods: [Likelihood], _ form: AnswerForm, asked: [Continuation]
    ) throws(AuditError) -> [TrialOutcome] {
        try ScoreCheck.check(likelihoods, asked: asked)
        var rest = likelihoods[...], outcomes: [TrialOutcome] = []
        for filled in prompts {
            let scores = rest.prefix(filled.answers.count).map { form.score($0) }
            rest = rest.dropFirst(filled.answers.count)
            let chosen = scores.indexOfLargest
            outcomes.append(
                TrialOutcome(
                    prompt: filled.prompt.shown, scores: scores, chosen: chosen,
                    place: chosen.flatMap { filled.order.firstIndex(of: $0) }))
        }
        return outcomes
    }
}

extension AnswerForm {
    fileprivate func score(_ likelihood: Likelihood) -> Double {
        if case .likelihood(.mean) = means { likelihood.meanLogProbability } else { likelihood.logProbability }
    }
}

extension [Double] {
    /// The place of the largest; `nil` where two are equally large, or none is a number.
    var indexOfLargest: Int? {
        guard let largest = self.max(), largest.isFinite else { return nil }
        return count { $0 == largest } == 1 ? firstIndex(of: largest) : nil
    }
}

extension TrialPlan {
    /// The variant of a trial.
    func variant(_ trial: Trial) throws(AuditError) -> AuditVariant {
        guard let variant = audit.variants.first(where: { $0.name == trial.variant }) else {
            throw .unknownVariant(trial.variant, among: audit.variants.map(\.name))
        }
        return variant
    }
}

extension ModelError {
    /// Whether other questions may still be answered.
    var concernsOneQuestion: Bool {
        switch code {
        case .unavailable, .unsupported, .unreadable: false
        default: true
        }
    }
}
