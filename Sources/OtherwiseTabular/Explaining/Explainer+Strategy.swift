import OtherwiseCore
import OtherwiseModels
import OtherwiseSearch

/// A strategy, and why it is this one.
struct ChosenStrategy: Sendable {
    let strategy: any Strategy
    let reason: String
    /// Why nothing is proved; `nil` where the strategy proves.
    let opacity: String?

    /// - Throws: `StrategyError` when the exact search is asked for and the model cannot be seen through.
    init(_ settings: Explainer.Settings, model: any Model, reference: ReferenceRows) throws {
        let exact = Self.exact(model, schema: reference.schema)
        switch (settings.strategy, exact) {
        case (.exact, .failure(let opaque)): throw StrategyError(opaque)
        case (.exact, .success(let strategy)): self.init(strategy, "asked for", nil)
        case (.auto, .success(let strategy)): self.init(strategy, "auto: the model can be seen through", nil)
        case (.auto, .failure(let opaque)):
            self.init(Self.portfolio(settings, reference), "auto: \(opaque.description)", opaque.description)
        case (.nice, _):
            let strategy = InstanceStrategy(reference, reward: settings.reward, seed: settings.seed)
            self.init(strategy, "asked for", "the strategy that was asked for gives no proofs")
        case (.greedy, _):
            self.init(GreedyStrategy(model), "asked for", "the strategy that was asked for gives no proofs")
        case (.random, _):
            let strategy = RandomStrategy(model, seed: settings.seed)
            self.init(strategy, "asked for", "the strategy that was asked for gives no proofs")
        case (.genetic, _):
            let strategy = GeneticStrategy(reference, options: settings.genetic, seed: settings.seed)
            self.init(strategy, "asked for", "the strategy that was asked for gives no proofs")
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

    private static func exact(_ model: any Model, schema: Schema) -> Result<any Strategy, OpaqueModel> {
        guard let model = model as? ONNXDecisionModel else { return .failure(OpaqueModel("it is a black box")) }
        do {
            guard model.graph.scorers.contains(where: \.isTrees) else {
                return .success(NetworkStrategy(try NetworkBox(model, schema: schema)))
            }
            return .success(EnsembleStrategy(try WhiteBox(model, schema: schema)))
        } catch {
            return .failure(error as? OpaqueModel ?? OpaqueModel("\(error)"))
        }
    }
}

/// A strategy that the model at hand does not allow.
public struct StrategyError: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String

    init(_ opaque: OpaqueModel) {
        description =
            "The exact search cannot see through this model: \(opaque.description). Ask for the strategy auto, nice, greedy, random or genetic."
    }
}
