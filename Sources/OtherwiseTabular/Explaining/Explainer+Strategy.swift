import OtherwiseCore
import OtherwiseModels
import OtherwiseSearch

/// A strategy, and why it is this one.
struct ChosenStrategy: Sendable {
    let strategy: any Strategy
    let reason: String
    /// Why nothing is proved; `nil` where the strategy proves.
    let opacity: String?

    private static let withoutProof = "the strategy that was asked for gives no proofs"

    /// - Throws: `StrategyError` when a strategy is asked for that the model does not allow.
    init(
        _ settings: Explainer.Settings, model: any Model, reference: ReferenceRows, plausible: PlausibilityLimit?
    ) throws {
        let exact = Self.exact(model, schema: reference.schema, plausible)
        switch (settings.strategy, exact) {
        case (.exact, .failure(let opaque)):
            throw StrategyError("The exact search cannot see through this model: \(opaque.description)")
        case (.exact, .success(let strategy)): self.init(strategy, "asked for", nil)
        case (.auto, .success(let strategy)): self.init(strategy, "auto: the model can be seen through", nil)
        case (.auto, .failure(let opaque)):
            self.init(Self.portfolio(settings, reference), "auto: \(opaque.description)", opaque.description)
        case (.nice, _):
            let strategy = InstanceStrategy(reference, reward: settings.reward, seed: settings.seed)
            self.init(strategy, "asked for", Self.withoutProof)
        case (.greedy, _): self.init(GreedyStrategy(model), "asked for", Self.withoutProof)
        case (.random, _):
            self.init(RandomStrategy(model, seed: settings.seed), "asked for", Self.withoutProof)
        case (.gradient, _):
            do { self.init(GradientStrategy(try model.smooth()), "asked for", Self.withoutProof) } catch {
                throw StrategyError("This model has no gradient that can be followed: \(error)")
            }
        case (.genetic, _):
            let strategy = GeneticStrategy(reference, options: settings.genetic, seed: settings.seed)
            self.init(strategy, "asked for", Self.withoutProof)
        }
    }

    private init(_ strategy: any Strategy, _ reason: String, _ opacity: String?) {
        self.strategy = strategy
        self.reason = reason
        self.opacity = opacity
    }

    /// The two that find most and the cheapest; random draws where both are at a loss.
    private static func portfolio(_ settings: Explainer.Settings, _ reference: ReferenceRows) -> any Strategy {
        let nice = InstanceStrategy(reference, reward: .proximity, seed: settings.seed)
        return PortfolioStrategy(
            [GreedyStrategy(reference.model), nice], orElse: RandomStrategy(reference.model, seed: settings.seed))
    }

    private static func exact(
        _ model: any Model, schema: Schema, _ plausible: PlausibilityLimit?
    ) -> Result<any Strategy, OpaqueModel> {
        guard let model = model as? ONNXDecisionModel else { return .failure(OpaqueModel("it is a black box")) }
        do {
            guard model.graph.scorers.contains(where: \.isTrees) else {
                if plausible != nil {
                    throw OpaqueModel("it is not of trees, and plausibility is proved for trees alone")
                }
                return .success(NetworkStrategy(try NetworkBox(model, schema: schema)))
            }
            return .success(try EnsembleStrategy(try WhiteBox(model, schema: schema), plausible: plausible))
        } catch {
            return .failure(error as? OpaqueModel ?? OpaqueModel("\(error)"))
        }
    }
}

/// A strategy that the model at hand does not allow.
public struct StrategyError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Why it does not allow it, and which strategies there are.
    public let description: String

    init(_ problem: String) {
        let sentence = problem.hasSuffix(".") ? problem : "\(problem)."
        description = "\(sentence) Ask for the strategy auto, nice, greedy, random or genetic."
    }
}

extension Model {
    /// The same model with its gradients.
    ///
    /// - Throws: `ModelError` or `OpaqueModel` with the reason where it has none.
    func smooth() throws -> any DifferentiableModel {
        if let model = self as? any DifferentiableModel { return model }
        guard let model = self as? ONNXDecisionModel else { throw OpaqueModel("it is a black box") }
        return try ONNXDifferentiableModel(model)
    }
}
