import OtherwiseAudits
import OtherwiseModels

extension LanguageModel {
    /// Whoever answers an audit's questions for this model.
    ///
    /// - Parameters:
    ///   - form: How answers are had; likelihoods are used after they have been found to be real ones.
    ///   - isChat: Whether questions are conversations.
    ///   - repetitions: The numbers of those askings that repeat the first.
    func respondent(
        _ form: AnswerForm, isChat: Bool, repetitions: [Int]
    ) async throws -> (any Respondent, ScoreCheck?) {
        guard form.asksLikelihoods else {
            let repeated = repetitions.map(generator)
            return (GenerationRespondent(generator(0), repeated: repeated, concurrency: concurrency), nil)
        }
        var scorers: [any LikelihoodModel] = []
        for repetition in repetitions { scorers.append(try await scorer(repetition)) }
        let scorer = try await scorer(0)
        let check = try await ScoreCheck.probe(scorer, isChat: isChat)
        return (LikelihoodRespondent(scorer, repeated: scorers), check)
    }
}
