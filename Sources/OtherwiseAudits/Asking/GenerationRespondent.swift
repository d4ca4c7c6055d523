import OtherwiseCore
public import OtherwiseModels

/// A model that writes its answer, which is then read.
public struct GenerationRespondent: Respondent {
    private let models: [any TextGenerator]
    /// How many questions are under way at a time; at least 1.
    public let concurrency: Int

    /// - Parameters:
    ///   - model: What is asked.
    ///   - repeated: What is asked in its place when the same is asked again, for a model whose answers are kept.
    ///   - concurrency: How many questions it is asked at a time.
    public init(_ model: any TextGenerator, repeated: [any TextGenerator] = [], concurrency: Int = 4) {
        models = [model] + repeated
        self.concurrency = max(concurrency, 1)
    }

    /// What the model writes for each trial, and the option that is read in it.
    ///
    /// - Throws: What makes further questions pointless; the failure of one trial is its outcome.
    public func outcomes(of trials: [Trial], _ item: AuditItem, in plan: TrialPlan) async throws -> [TrialOutcome] {
        var outcomes: [TrialOutcome] = []
        for trial in trials { outcomes.append(try await outcome(of: trial, item, in: plan)) }
        return outcomes
    }

    private func outcome(of trial: Trial, _ item: AuditItem, in plan: TrialPlan) async throws -> TrialOutcome {
        let filled = try plan.filled(item, plan.variant(trial), order: trial.order)
        do {
            let model = models[min(trial.repetition, models.count - 1)]
            let written = try await model.text(after: filled.prompt, plan.settings(of: trial))
            let chosen = plan.audit.answer.chosen(in: written.text, item, order: filled.order)
            return TrialOutcome(
                prompt: filled.prompt.shown, text: written.text, chosen: chosen,
                place: chosen.flatMap { filled.order.firstIndex(of: $0) })
        } catch let error as ModelError where error.concernsOneQuestion {
            return TrialOutcome(prompt: filled.prompt.shown, failure: "\(error)")
        }
    }
}

extension AnswerForm {
    /// The option that a text gives as the answer, by its number in the item.
    func chosen(in text: String, _ item: AuditItem, order: [Int]) -> Int? {
        switch labels {
        case .letters: AnswerReading.letter(in: text, of: order.count).map { order[$0] }
        case .none: AnswerReading.option(in: text, of: item.options)
        }
    }
}

extension TrialPlan {
    /// How the text of a trial is written: each trial draws for itself, and a repetition draws anew.
    fileprivate func settings(of trial: Trial) -> GenerationSettings {
        guard case .generation(let writing) = audit.answer.means else { return GenerationSettings() }
        var generator = generator("draws", trial.item, trial.variant, "\(trial.order)", "\(trial.repetition)")
        return GenerationSettings(
            maximumTokens: writing.maximumTokens, stops: writing.stops,
            sampling: Sampling(temperature: writing.temperature, seed: generator.next()))
    }
}
