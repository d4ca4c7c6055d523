public import OtherwiseCore
import OtherwiseModels
import OtherwiseSearch

/// A strategy, and why it is this one.
struct ChosenStrategy: Sendable {
    let strategy: any Strategy
    let reason: String
    /// Why nothing is proved; `nil` where the strategy proves.
    let opacity: String?

    /// - Throws: `StrategyError` when a strategy is asked for that the model does not allow.
    init(
        _ settings: Explainer.Settings, model: any Model, reference: ReferenceRows, plausible: PlausibilityLimit?,
        entails: Bool = false
    ) throws {
        try Self.check(settings, entails: entails)
        switch settings.strategy {
        case .auto, .exact:
            let exact =
                entails
                ? .failure(OpaqueModel("what a change entails is part of the question"))
                : Self.exact(model, schema: reference.schema, plausible)
            try self.init(exact, for: settings, reference)
        // Seeing through a model of many features takes longer than these searches do altogether.
        case .nice:
            self.init(heuristic: InstanceStrategy(reference, reward: settings.reward, seed: settings.seed))
        case .greedy: self.init(heuristic: GreedyStrategy(model))
        case .random: self.init(heuristic: RandomStrategy(model, seed: settings.seed))
        case .genetic:
            self.init(heuristic: GeneticStrategy(reference, options: settings.genetic, seed: settings.seed))
        case .gradient: self.init(heuristic: try Self.gradient(model))
        }
    }

    /// The exact search where the model can be seen through; where it cannot and any will do, the portfolio.
    private init(
        _ exact: Result<any Strategy, OpaqueModel>, for settings: Explainer.Settings, _ reference: ReferenceRows
    ) throws {
        let isAny = settings.strategy == .auto
        switch exact {
        case .success(let strategy):
            self.init(
                strategy, isAny ? "auto: the model can be seen through" : "asked for", nil, for: settings, reference)
        case .failure(let opaque) where isAny:
            self.init(Self.portfolio(settings, reference), "auto: \(opaque.description)", opaque.description)
        case .failure(let opaque):
            throw StrategyError(.opaqueModel, "The exact search cannot see through this model: \(opaque.description)")
        }
    }

    /// A search that proves nothing, as it was asked for.
    private init(heuristic: any Strategy) {
        self.init(heuristic, "asked for", "the strategy that was asked for gives no proofs")
    }

    private static func gradient(_ model: any Model) throws -> any Strategy {
        do { return GradientStrategy(try model.smooth()) } catch {
            throw StrategyError(.noGradient, "This model has no gradient that can be followed: \(error)")
        }
    }

    /// - Throws: `StrategyError` for numbers under which nothing can be searched, and for what moves features without regard
    ///   to what follows.
    private static func check(_ settings: Explainer.Settings, entails: Bool) throws {
        let least = [
            ("a number of answers", settings.count, 1), ("a number of generations", settings.genetic.generations, 1),
            ("a population", settings.genetic.population, 2),
        ]
        if let (name, number, least) = least.first(where: { $0.1 < $0.2 }) {
            throw StrategyError(
                .badNumber, "Nothing can be searched with \(name) of \(number)", hint: "Give at least \(least)")
        }
        guard entails else { return }
        if [.exact, .gradient].contains(settings.strategy) {
            throw StrategyError(
                .ignoresGraph,
                "The strategy \(settings.strategy.rawValue) does not follow what a change entails, as the graph asks")
        }
    }

    private init(_ strategy: any Strategy, _ reason: String, _ opacity: String?) {
        self.strategy = strategy
        self.reason = reason
        self.opacity = opacity
    }

    /// An exact strategy with one behind it that finds what it does not come to: further ways, or any.
    private init(
        _ exact: any Strategy, _ reason: String, _ opacity: String?, for settings: Explainer.Settings,
        _ reference: ReferenceRows
    ) {
        let more = Self.portfolio(settings, reference)
        let isForMore = settings.count > 1 || settings.selection != .cheapest
        self.init(
            FilledStrategy(exact, filling: more),
            isForMore ? "\(reason); ways beyond its own by \(more.name)" : reason, opacity)
    }

    /// The two that find the cheapest soonest; a genetic search, which takes longer, where both find too few.
    private static func portfolio(_ settings: Explainer.Settings, _ reference: ReferenceRows) -> any Strategy {
        let nice = InstanceStrategy(reference, reward: .proximity, seed: settings.seed)
        return PortfolioStrategy(
            [GreedyStrategy(reference.model), nice],
            orElse: GeneticStrategy(reference, options: settings.genetic, seed: settings.seed))
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

/// A strategy that the model at hand does not allow, or that cannot work as it is set.
public struct StrategyError: CodedError {
    /// What kind of error it is.
    public let code: Code
    /// Why the strategy is not allowed or cannot work, without a full stop.
    public let problem: String
    /// The way out, such as which strategies there are, without a full stop.
    public let hint: String

    init(_ code: Code, _ problem: String, hint: String = "Ask for the strategy auto, nice, greedy, random or genetic") {
        (self.code, self.problem, self.hint) = (code, problem, hint)
    }

    /// The kind of the error. New kinds may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The name of the code.
        public let description: String

        /// The model cannot be seen through.
        public static let opaqueModel = Code(description: "opaqueModel")
        /// The model has no gradient that can be followed.
        public static let noGradient = Code(description: "noGradient")
        /// A number of answers, generations or candidates is too small.
        public static let badNumber = Code(description: "badNumber")
        /// The strategy, or what else is asked for, does not follow a causal graph.
        public static let ignoresGraph = Code(description: "ignoresGraph")
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
