/// Where in a model a fact is carried: how much of an answer comes back when one activation of the factual run is put
/// into a counterfactual run (Meng et al. 2022, section 2.1, with a counterfactual prompt in the place of noise).
public struct CausalTrace: Sendable, Hashable, Codable {
    /// The logarithm of the answer's probability in nats, in the factual run.
    public let factual: Double
    /// The same in the counterfactual run, nothing restored.
    public let counterfactual: Double
    /// The same with the residual stream restored after one layer at one position, `[layers][positions]`.
    public let restored: [[Double]]

    /// The share of the difference that comes back, `[layers][positions]`: 1 where one activation brings all of it,
    /// 0 where none, beyond either where it overshoots. `nil` where the two runs do not differ.
    public var recovery: [[Double]]? {
        let gap = factual - counterfactual
        guard gap != 0 else { return nil }
        return restored.map { row in row.map { ($0 - counterfactual) / gap } }
    }

    /// An activation, and the share of the difference that it brings back.
    public struct Peak: Sendable, Hashable, Codable {
        /// The layer after which it is, counted from 0.
        public let layer: Int
        /// The token at which it is, counted from 0.
        public let position: Int
        /// Of the difference.
        public let share: Double
    }

    /// Where most of the difference comes back before the last position, which the answer is read off and which always
    /// brings everything back in the end; at the last only where the others bring back less than a hundredth. `nil` where
    /// there is no difference, or it has no measure.
    public var peak: Peak? {
        let all = (recovery ?? []).enumerated().flatMap { layer, row in
            row.enumerated().map { Peak(layer: layer, position: $0, share: $1) }
        }.filter(\.share.isFinite)
        let last = (restored.first?.count ?? 0) - 1
        let early = all.filter { $0.position < last && $0.share >= 0.01 }
        return (early.isEmpty ? all : early).max { $0.share < $1.share }
    }
}

extension ActivationModel {
    /// Traces the answer through layers and positions: one run of the model for each.
    ///
    /// - Parameters:
    ///   - factual: The prompt, at least one token.
    ///   - counterfactual: Another prompt of as many tokens.
    ///   - answer: The token whose probability after the prompt is followed.
    ///   - progress: Told how many restored runs of how many are done.
    /// - Throws: `ModelError.shapeMismatch` where the prompts differ in length.
    public func causalTrace(
        of factual: [Token], against counterfactual: [Token], answer: Token,
        progress: @Sendable (Int, Int) -> Void = { _, _ in }
    ) async throws -> CausalTrace {
        guard factual.count == counterfactual.count else {
            throw ModelError(
                .shapeMismatch, "the prompts have \(factual.count) and \(counterfactual.count) tokens",
                hint: "Positions are compared one by one; choose words of as many tokens")
        }
        let sites = (0..<layerCount).map { ActivationSite.residual(layer: $0) }
        let clean = try await run(factual, under: [], keeping: sites)
        let changed = try await run(counterfactual, under: [], keeping: [])
        var restored: [[Double]] = []
        for case let seen? in sites.map({ clean.activations[$0] }) {
            let done = restored.count * factual.count
            let row = try await logProbabilities(of: answer, after: counterfactual, restoring: seen) {
                progress(done + $0, sites.count * factual.count)
            }
            restored.append(row)
        }
        return CausalTrace(
            factual: clean.logProbability(of: answer), counterfactual: changed.logProbability(of: answer),
            restored: restored)
    }
}

extension ActivationModel {
    /// How likely the answer is with an activation of another run put in, one position at a time, `[positions]`.
    ///
    /// - Parameter progress: Told how many positions are done.
    private func logProbabilities(
        of answer: Token, after tokens: [Token], restoring seen: ActivationRecord, progress: (Int) -> Void
    ) async throws -> [Double] {
        var row: [Double] = []
        for position in tokens.indices {
            let patch = ActivationIntervention(seen.site, positions: [position], .patch(seen))
            row.append(try await run(tokens, under: [patch], keeping: []).logProbability(of: answer))
            progress(row.count)
        }
        return row
    }
}

extension ActivationRun {
    /// How likely `answer` is to come after the last position, in nats.
    func logProbability(of answer: Token) -> Double { distributions.last?[answer] ?? -.infinity }
}
