public import OtherwiseCausal
public import OtherwiseCore
import OtherwiseModels
public import OtherwiseSearch

/// Answers "what would it take to …?" for rows of a table.
///
/// ```swift
/// let explainer = try await Explainer(model: model, schema: schema, reference: table)
/// let answer = try await explainer.explain(table.row(17, schema: schema), to: .outcome(">50K"))
/// ```
public struct Explainer: Sendable {
    /// What decides.
    public let model: any Model
    /// What may change, and how.
    public let schema: Schema
    /// What was chosen.
    public let settings: Settings
    /// How answers are found.
    public var strategyName: String { chosen.strategy.name }
    /// Why they are found in this way.
    public var strategyReason: String { chosen.reason }
    /// Why nothing is proved; `nil` where the strategy gives proofs.
    public var opacity: String? { chosen.opacity }
    /// Where the data came from, for the provenance.
    public var dataDigest: String?
    /// What rows of their own answers are measured against came from, for the provenance; `nil` where that is the data.
    public var referenceDigest: String?
    /// What was assumed about the question, in words: part of every answer.
    public internal(set) var notes: [String]

    let measure: CostMeasure
    let statistics: [String: FeatureStatistics]
    let reference: ReferenceRows
    /// `nil` where plausibility is not measured.
    private(set) var gauge: PlausibilityGauge?
    let chosen: ChosenStrategy
    /// How ordinary answers must be; `nil` where any will do.
    let plausible: PlausibilityLimit?
    /// What follows of a change; `nil` where features are thought to move one by one.
    public let consequences: CausalConsequences?
    /// The model with its gradients, where stability is measured and it has some.
    let smooth: (any DifferentiableModel)?
    /// Whether the stability of every answer is measured, be it asked for or not.
    private(set) var measuresStability: Bool

    /// What a user may choose.
    public struct Settings: Sendable, Hashable {
        /// What a change costs.
        public var cost: Cost
        /// The number of answers, each with another set of changed features.
        public var count: Int
        /// How far answers stay from thresholds, relative to the feature's range.
        public var margin: Double
        /// What a search may spend.
        public var budget: SearchBudget
        /// The seed of whatever is drawn at random.
        public var seed: UInt64
        /// How answers are searched.
        public var strategy: StrategyChoice
        /// What the strategy `nice` rewards.
        public var reward: InstanceReward
        /// How the strategy `genetic` searches.
        public var genetic: GeneticOptions
        /// How several answers are chosen among those found.
        public var selection: AnswerSelection
        /// How robust answers must be against a new training of the model; `nil` leaves them as they are.
        public var robustness: RobustSettings?
        /// How ordinary answers must be: the share of the reference rows that are at least as isolated, 0...1, by
        /// `Plausibility.isolationRank`; `nil` for no limit.
        public var plausible: Double?
        /// Whether every answer's plausibility is measured. The model then scores the reference rows, once.
        public var measuresPlausibility: Bool
        /// Whether every answer's stability is measured, where the model is neither a process nor a server. It then scores
        /// 101 rows for each.
        public var measuresStability: Bool

        /// One answer, the cheapest in L1, searched for at most 10 seconds.
        public init(
            cost: Cost = .l1(), count: Int = 1, margin: Double = 1e-7,
            budget: SearchBudget = SearchBudget(time: .seconds(10)),
            seed: UInt64 = 0, strategy: StrategyChoice = .auto, reward: InstanceReward = .proximity,
            genetic: GeneticOptions = GeneticOptions(), selection: AnswerSelection = .cheapest,
            robustness: RobustSettings? = nil, plausible: Double? = nil,
            measuresPlausibility: Bool = false, measuresStability: Bool = false
        ) {
            self.cost = cost
            self.count = count
            self.margin = margin
            self.budget = budget
            self.seed = seed
            self.strategy = strategy
            self.reward = reward
            self.genetic = genetic
            self.selection = selection
            self.robustness = robustness
            self.plausible = plausible
            self.measuresPlausibility = measuresPlausibility
            self.measuresStability = measuresStability
        }
    }

    /// - Parameters:
    ///   - schema: What may change and how; every column that the model reads is among its features.
    ///   - reference: Data that settle the scales of the costs and serve black-box searches as examples; mechanisms are
    ///     fitted to them.
    ///   - graph: What causes what among the features; what a change entails is then part of every answer.
    /// - Throws: `StrategyError` when the settings ask for a strategy that the model or the graph does not allow, or for
    ///   less than one answer; `PlausibilityError` for a limit that the reference gives no measure for; `CausesError` for
    ///   a graph that is not of the features.
    public init(
        model: any Model, schema: Schema, reference: Table, settings: Settings = Settings(), graph: CausalGraph? = nil
    ) async throws {
        try await self.init(
            model: model, schema: schema, reference: reference, statistics: reference.statistics, settings: settings,
            graph: graph)
    }

    /// - Parameter statistics: Those of the reference.
    init(
        model: any Model, schema: Schema, reference: Table, statistics: [String: FeatureStatistics], settings: Settings,
        graph: CausalGraph?
    ) async throws {
        self.model = model
        self.schema = schema
        self.settings = settings
        // A candidate without a score ends no search.
        let isNative = model is ONNXDecisionModel || model is any DifferentiableModel
        let model: any Model = isNative ? model : TolerantModel(model)
        self.statistics = statistics
        measure = CostMeasure(settings.cost, schema: schema, statistics: statistics)
        // A model that answers from afar is asked about fewer rows.
        let limit = model is ONNXDecisionModel ? 50_000 : 10_000
        let rows = ReferenceRows(reference, model: model, schema: schema, statistics: statistics, limit: limit)
        self.reference = rows
        let gauge = PlausibilityGauge(rows, seed: settings.seed)
        self.gauge = settings.measuresPlausibility ? gauge : nil
        plausible = try settings.plausible.map { share throws(PlausibilityError) in try gauge.limit(share: share) }
        let consequences = try graph.map { try CausalConsequences($0, schema: schema, reference: reference) }
        self.consequences = consequences
        notes = consequences?.notes ?? []
        chosen = try ChosenStrategy(
            settings, model: model, reference: rows, plausible: plausible, entails: consequences != nil)
        measuresStability = settings.measuresStability && !(self.model is any SparingModel)
        smooth = settings.robustness == nil && !measuresStability ? nil : try? model.smooth()
    }

    /// The cheapest changes of a row that reach a goal.
    ///
    /// - Parameter number: The row's number in its file, for the result.
    /// - Throws: `GoalError` for a goal that the model cannot reach; `SchemaError` for a row that contradicts the
    ///   schema; what the model throws.
    public func explain(_ row: Row, number: Int = 0, to goal: Goal) async throws -> Explanation {
        try goal.validate(for: model.output)
        try row.checkAgainstSchema()
        let query = query(row, goal, until: settings.deadline)
        return try await FailedRows.noting {
            let prediction = try await decision(about: row)
            if goal.isReached(by: prediction) { return try await unchanged(query, number: number, prediction) }
            let result = try await chosen.strategy.answers(
                to: query, count: settings.count * settings.selection.poolFactor, budget: settings.budget)
            if let failure = result.failure, result.answers.isEmpty { throw failure }
            return try await explanation(result, for: query, number: number, prediction)
        }
    }

    /// The question to the strategy.
    ///
    /// - Parameter deadline: When it has to be answered; `nil` for no limit.
    func query(_ row: Row, _ goal: Goal, until deadline: ContinuousClock.Instant?) -> Query {
        var query = Query(
            factual: row, goal: goal, measure: measure, margin: settings.margin, statistics: statistics,
            isReached: reachability(of: goal))
        query.plausible = plausible
        query.consequences = consequences
        query.deadline = deadline
        return query
    }

    /// What was found, each answer put to the model and held against the limits once more.
    ///
    /// A search that was cancelled is told of as far as it came: what is left to ask is then asked in a task that is not.
    func explanation(
        _ result: SearchResult, for query: Query, number: Int, _ prediction: Prediction
    ) async throws -> Explanation {
        guard Task.isCancelled else { return try await checked(result, for: query, number: number, prediction) }
        let explainer = unhurried ? self : hurried
        return try await Task {
            try await explainer.checked(result, for: query, number: number, prediction)
        }.value
    }

    /// Whether nobody waits long for what is left to ask.
    private var unhurried: Bool {
        gauge == nil && !measuresStability || model is ONNXDecisionModel || reference.isScored && !measuresStability
    }

    /// The same, without what would have the model score the reference rows first.
    private var hurried: Explainer {
        var explainer = self
        (explainer.gauge, explainer.measuresStability) = (nil, false)
        let left = [gauge.map { _ in "plausibility" }, measuresStability ? "stability" : nil].compactMap(\.self)
        explainer.notes.append(
            "\(left.joined(separator: " and ")) \(left.count == 1 ? "was" : "were") not measured, since the search was interrupted"
        )
        return explainer
    }

    private func checked(
        _ result: SearchResult, for query: Query, number: Int, _ prediction: Prediction
    ) async throws -> Explanation {
        let (row, goal) = (query.factual, query.goal)
        let pool = result.answers
        var result = result
        let found = chosen(among: try await robust(&result, query))
        let standing = try await standing(found, for: query)
        let certificates = certificates(of: standing.map(\.found.answer), among: pool)
        var counterfactuals: [Explanation.Counterfactual] = []
        for (place, answer) in standing.enumerated() {
            var answer = answer
            answer.found.answer.certificate = certificates[place]
            counterfactuals.append(try await counterfactual(answer, for: query))
        }
        let refused = found.count - standing.count
        return Explanation(
            schema: Explanation.version, status: standing.isEmpty && refused > 0 ? .refused : result.status,
            goal: goal.description, factual: factual(row, number: number, prediction, goal),
            counterfactuals: counterfactuals,
            shortage: shortage(of: result, shown: standing.count, refused: refused),
            diversity: diversity(of: counterfactuals),
            obstacle: result.status == .infeasible ? obstacle(result.obstacle, row: row) : nil,
            effort: Explanation.Effort(result), notes: knownNotes(goal, prediction, result.failure),
            provenance: provenance)
    }

    /// Whether the model is asked about the reference rows.
    var usesReference: Bool {
        gauge != nil || plausible != nil || settings.robustness != nil
            || chosen.strategy is PortfolioStrategy || chosen.strategy is FilledStrategy
            || chosen.strategy is InstanceStrategy
    }

    private func diversity(of answers: [Explanation.Counterfactual]) -> Diversity? {
        Diversity(
            answers.map { answer in schema.features.map { answer.values[$0.name] ?? .missing } }, in: reference.space)
    }

    /// What the model decides about a row.
    ///
    /// - Throws: `RowError` for a row of another schema; `ModelError` where the model decides nothing.
    func decision(about row: Row) async throws -> Prediction {
        guard row.schema == schema else {
            throw RowError(
                .otherSchema, "a row of another schema", expected: "one of the explainer's, with \(schema.names)")
        }
        let prediction: Prediction
        do { prediction = try await predict(row.values) } catch let error as ModelError where error.code == .unavailable
        {
            // Is it the row, or the model?
            _ = try await reference.model.predict(Table([row], schema: schema))
            throw ModelError.ends(error)
        }
        guard prediction.outcome != .missing else { throw ModelError.undecided }
        return prediction
    }

    /// The prediction for one row.
    public func predict(_ values: [Value]) async throws -> Prediction {
        try await model.predict(Table([Row(schema: schema, values: values)], schema: schema))[0]
    }

    /// Asks the model itself, where it answers at once.
    private func reachability(of goal: Goal) -> @Sendable ([Value]) -> Bool {
        guard let model = model as? ONNXDecisionModel else { return { _ in false } }
        let schema = schema
        return { values in
            guard let row = try? Row(schema: schema, values: values), let table = try? Table([row], schema: schema),
                let predictions = try? model.predict(table)
            else { return false }
            return goal.isReached(by: predictions[0])
        }
    }
}

extension Explainer.Settings {
    /// When a question that is put now has to be answered; `nil` for no limit.
    var deadline: ContinuousClock.Instant? { budget.time.map { .now + $0 } }
}

extension ModelError {
    /// - Parameter error: How the model ended.
    fileprivate static func ends(_ error: ModelError) -> ModelError {
        ModelError(
            .invalidValue, "The model ends when it is asked about the row, and answers about others: \(error.problem)",
            hint: "Mend the model for such rows, or leave the row out"
        ).saying(error.lastWords)
    }

    fileprivate static let undecided = ModelError(
        .invalidValue, "The model decides nothing about the row: a score is not a number",
        hint: "Look at the row with `otherwise predict`, and at missing values that the model does not expect")
}
