public import ArgumentParser
import OtherwiseCore
public import OtherwiseSearch
import OtherwiseTabular

/// What a change costs, and what the search may spend.
struct SearchOptions: ParsableArguments {
    @Option(
        parsing: .unconditional, help: "The number of answers for a row, each with another set of changed features.")
    var count = 1

    @Option(
        help: ArgumentHelp(
            "What a change costs: l0 (features changed), l1 (sum of changes), l2, gower, lexicographic (l0, then l1), or a sum such as '1*l1+0.5*l0'. (default: l1)",
            valueName: "cost"),
        completion: .list(["l0", "l1", "l2", "gower", "lexicographic"]), transform: CostArgument.cost)
    var cost: Cost?

    @Option(
        help:
            "What counts as one unit of change: the feature's range in the data, its median absolute deviation, or its own unit. (default: range)"
    )
    var scale: Cost.Scale?

    @Option(
        help: "How far answers stay from the model's thresholds, relative to the feature's range. (default: 1e-07)")
    var margin: Double?

    @Option(
        help: ArgumentHelp(
            "What a search may take, such as 500ms, 10s or 2m. (default: 10s for --row, none for --rows)",
            valueName: "time"),
        transform: DurationArgument.duration)
    var timeLimit: Duration?

    @Option(
        help: ArgumentHelp(
            "How many boxes a search may open; unlike a time limit it gives the same answers on every machine. (default: none for --row, 20000 for --rows)",
            valueName: "boxes"))
    var nodeLimit: Int?

    @Option(
        help: ArgumentHelp(
            "How many rows a search may put to the model; exact searches put none. (default: no limit)",
            valueName: "rows"))
    var rowLimit: Int?

    @Option(
        help:
            "How answers are searched: exact, with proofs, where the model can be seen through; towards the nearest rows of the wanted outcome (nice), by greedy or by random replacement, by a genetic search that trades off cost, features changed and distance from the data, for any model; or down the gradient of the model, where it has one (gradient)."
    )
    var strategy = StrategyChoice.auto

    @OptionGroup(title: "Genetic search") var genetic: GeneticArguments

    @Option(help: "What a step of the strategy nice is rewarded for. (default: proximity)")
    var reward: InstanceReward?

    @Option(
        parsing: .unconditional,
        help:
            "How several answers are chosen among more: the cheapest, those far from one another (max-min), or by difference and cost at once (determinantal)."
    )
    var diversity = AnswerSelection.cheapest

    @Option(parsing: .unconditional, help: "The seed of whatever is drawn at random.")
    var seed: UInt64 = 0

    func validate() throws {
        guard (1...1000).contains(count) else {
            throw ValidationError("--count is \(count). Ask for 1 answer to 1,000.")
        }
        if let margin, !(0..<1 ~= margin) {
            throw ValidationError("--margin is \(margin.plain). Give a number from 0 to below 1.")
        }
        if let rowLimit, rowLimit < 1 { throw ValidationError("--row-limit is \(rowLimit). Allow at least 1 row.") }
        if let nodeLimit, nodeLimit < 1 { throw ValidationError("--node-limit is \(nodeLimit). Allow at least 1 box.") }
    }

    /// For one row, which a person waits for.
    var settingsForOne: Explainer.Settings {
        settings(
            SearchBudget(
                time: timeLimit ?? (nodeLimit == nil ? .seconds(10) : nil), nodes: nodeLimit, modelRows: rowLimit))
    }

    /// For many rows, whose answers do not depend on the machine.
    var settingsForMany: Explainer.Settings {
        settings(
            SearchBudget(
                time: timeLimit, nodes: nodeLimit ?? (timeLimit == nil ? 20_000 : nil), modelRows: rowLimit))
    }

    private func settings(_ budget: SearchBudget) -> Explainer.Settings {
        var cost = cost ?? .l1()
        if let scale { cost.scale = scale }
        return Explainer.Settings(
            cost: cost, count: count, margin: margin ?? 1e-7, budget: budget, seed: seed, strategy: strategy,
            reward: reward ?? .proximity, genetic: genetic.options, selection: diversity)
    }

    /// - Throws: `ValidationError` for an option that the strategy takes no notice of.
    func validateUse() throws {
        let exact: Set<StrategyChoice> = [.auto, .exact]
        let uses: [(option: String, isGiven: Bool, strategies: Set<StrategyChoice>)] = [
            ("--reward", reward != nil, [.nice]), ("--generations", genetic.generations != nil, [.genetic]),
            ("--population", genetic.population != nil, [.genetic]), ("--margin", margin != nil, exact),
            ("--node-limit", nodeLimit != nil, exact),
            ("--row-limit", rowLimit != nil, Set(StrategyChoice.allCases).subtracting([.exact])),
        ]
        for use in uses where use.isGiven && !use.strategies.contains(strategy) {
            let names = use.strategies.map(\.rawValue).sorted().joined(separator: ", ")
            throw ValidationError(
                "\(use.option) goes with --strategy \(names), not with \(strategy.rawValue). Leave one of the two out.")
        }
        if diversity != .cheapest, count == 1 { throw ValidationError("--diversity goes with --count of 2 or more.") }
    }
}

extension StrategyChoice: ExpressibleByArgument {}
extension InstanceReward: ExpressibleByArgument {}
extension AnswerSelection: ExpressibleByArgument {}
