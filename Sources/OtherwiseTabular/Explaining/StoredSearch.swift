public import OtherwiseCore
import OtherwiseModels
public import OtherwiseSearch

/// A genetic search as it is kept: all that is needed to choose answers again, without the model and the data.
public struct StoredSearch: Sendable, Codable {
    /// The form that it is written in.
    public static let version = "otherwise.search/1"

    /// The form of this one.
    public let schema: String
    /// The schema of the features as YAML, constraints included.
    public let features: String
    /// What was wanted.
    public let goal: GoalRecord
    /// What a change costs.
    public let cost: Cost
    /// What the data said about numbers, for the scales of costs and distances.
    public let statistics: [String: FeatureStatistics]
    /// The row as it is.
    public let factual: Explanation.Factual
    /// The names of the candidates' outputs.
    public let outputs: [String]
    /// Everything found that reaches the goal within the limits.
    public let candidates: [DesignCandidate]
    /// The row that comes of each candidate along the causal graph, `[candidates][features]`; `nil` where none was given.
    public let settled: [[Value]]?
    /// How far the search came.
    public let progress: GeneticProgress
    /// What answers were chosen by when the search was made.
    public let preferences: DesignPreferences
    /// What was assumed about the data and the question, in words; `nil` for nothing.
    public let notes: [String]?
    /// Where it comes from.
    public let provenance: Provenance
}

extension StoredSearch {
    init(
        _ search: DesignSearch, goal: Goal, factual: Explanation.Factual, notes: [String]?, explainer: Explainer
    ) throws {
        let pool = try search.pool()
        schema = Self.version
        features = SchemaFile.yaml(of: explainer.schema)
        self.goal = GoalRecord(goal)
        cost = explainer.settings.cost
        statistics = explainer.statistics
        self.factual = factual
        outputs = pool.outputs
        candidates = pool.candidates
        let row = explainer.schema.features.map { factual.values[$0.name] ?? .missing }
        settled = explainer.consequences.map { consequences in
            pool.candidates.map { consequences.settled($0.values, from: row) }
        }
        progress = search.progress
        preferences = explainer.settings.genetic.preferences
        self.notes = notes
        provenance = explainer.provenance
    }

    /// Chooses answers among those found; the model is not asked.
    ///
    /// - Parameter preferences: `nil` for those that the search was made with.
    /// - Returns: The answers, cheapest first, and what the asker should know, in words.
    /// - Throws: `DesignError` for a bad count or weight; `YAMLError`, `SchemaError`, `TableError` or `RowError` for a record that
    ///   was changed by hand.
    public func choose(
        _ count: Int, preferences: DesignPreferences? = nil
    ) throws -> (explanation: Explanation, messages: [String]) {
        let preferences = preferences ?? self.preferences
        let schema = try SchemaFile.schema(yaml: features, name: "the schema in the search")
        let row = try Row(schema: schema, values: schema.features.map { factual.values[$0.name] ?? .missing })
        try validate(for: schema)
        let space = MixedSpace(schema: schema, statistics: statistics)
        let pool = DesignPool(candidates, outputs: outputs, aims: [], query: row.values, space: space)
        let sample = try pool.oneOfEachChange(preferences, atLeast: count).sample(count, preferences)
        let followed = followed
        let answers = try sample.candidates.map { try counterfactual($0, followed?[$0.values], of: row) }.sorted {
            $0.cost.total < $1.cost.total
        }
        let explanation = Explanation(
            schema: Explanation.version, status: answers.isEmpty ? .budget : .found, goal: goal.goal.description,
            factual: factual, counterfactuals: answers,
            shortage: answers.count < count && !answers.isEmpty ? "the search holds no more" : nil,
            diversity: Diversity(sample.candidates.map { followed?[$0.values] ?? $0.values }, in: space), obstacle: nil,
            effort: Explanation.Effort(boxes: 0, modelRows: 0), notes: knownNotes,
            provenance: provenance(count, preferences))
        return (explanation, sample.messages)
    }

    /// - Throws: `TableError` for candidates that are not of the schema.
    private func validate(for schema: Schema) throws(TableError) {
        let terms = 3
        let isWhole = candidates.allSatisfy {
            $0.values.count == schema.features.count && $0.outputs.count == outputs.count
                && $0.objectives.count == terms
        }
        let isFollowed =
            settled.map { $0.count == candidates.count && $0.allSatisfy { $0.count == schema.features.count } } ?? true
        guard isWhole, isFollowed, !outputs.isEmpty else {
            throw TableError(
                .badForm, "The search holds candidates that are not of its schema", hint: "Search anew with --save")
        }
    }

    /// The row that comes of each candidate's values; `nil` where nothing follows from a change.
    var followed: [[Value]: [Value]]? {
        settled.map { Dictionary(zip(candidates.map(\.values), $0)) { first, _ in first } }
    }

    /// - Parameter settled: What comes of it; `nil` where nothing follows from a change.
    private func counterfactual(
        _ candidate: DesignCandidate, _ settled: [Value]?, of row: Row
    ) throws -> Explanation.Counterfactual {
        let schema = row.schema
        let (goal, prediction) = (goal.goal, prediction(candidate))
        let cost = CostMeasure(self.cost, schema: schema, statistics: statistics)
            .breakdown(from: row, to: try Row(schema: schema, values: candidate.values))
        return Explanation.Counterfactual(
            values: schema.named(settled ?? candidate.values),
            changes: schema.changes(from: row.values, to: candidate.values),
            consequences: settled.map { schema.changes(from: candidate.values, to: $0) },
            outcome: prediction.outcome, score: goal.score(of: prediction), cost: cost,
            certificate: Certificate(kind: .none, lowerBound: nil, upperBound: cost.total), region: [],
            plausibility: nil, robustness: nil, stability: nil)
    }

    /// What the model said about a candidate.
    private func prediction(_ candidate: DesignCandidate) -> Prediction {
        let prefix = ModelEvaluator.scoreName(of: "", in: outputs.first ?? "")
        var scores: [String: Double] = [:]
        for (name, value) in zip(outputs, candidate.outputs).dropFirst() where name.hasPrefix(prefix) {
            scores[String(name.dropFirst(prefix.count))] = value.number
        }
        return Prediction(outcome: candidate.outputs.first ?? .missing, scores: scores)
    }

    /// What was assumed, and what the search was asked for that choosing again does not give.
    private var knownNotes: [String]? {
        guard provenance.settings["robust"] != nil else { return notes }
        return (notes ?? []) + [
            "answers are as the search found them: to make them robust, as it was asked to, the model has to be asked"
        ]
    }

    /// How these answers were chosen, in the place of how those of the search were.
    private func provenance(_ count: Int, _ preferences: DesignPreferences) -> Provenance {
        var provenance = provenance
        provenance.settings["count"] = "\(count)"
        provenance.settings["preferences"] = preferences.sentence
        for setting in ["robust", "selection", "plausibility", "stability"] { provenance.settings[setting] = nil }
        return provenance
    }
}

extension DesignPreferences {
    /// The weights and the diversity, for a result's provenance.
    var sentence: String {
        let weights =
            "proximity=\(proximity.plain) sparsity=\(sparsity.plain) manifold=\(manifold.plain) diversity=\(diversity.plain)"
        return weights + (acceptability.map { " acceptability=\($0.alpha.plain),\($0.beta.plain)" } ?? "")
            + (cap.map { " cap=\($0)" } ?? "")
    }
}

extension Explainer {
    /// Explains a row by the genetic strategy, and keeps all that it found.
    ///
    /// - Parameter number: The row's number in its file, for the result.
    /// - Returns: No search for a row that is of the wanted outcome already, or where the budget ended before it began.
    /// - Throws: `GoalError` for a goal that the model cannot reach; what the model throws.
    public func explainKeepingSearch(
        _ row: Row, number: Int = 0, to goal: Goal
    ) async throws -> (explanation: Explanation, search: StoredSearch?) {
        try goal.validate(for: model.output)
        try row.checkAgainstSchema()
        let query = query(row, goal, until: settings.deadline)
        return try await FailedRows.noting { try await explainedSearch(for: query, number: number) }
    }

    private func explainedSearch(
        for query: Query, number: Int
    ) async throws -> (explanation: Explanation, search: StoredSearch?) {
        let (row, goal) = (query.factual, query.goal)
        let prediction = try await decision(about: row)
        if goal.isReached(by: prediction) { return (try await unchanged(query, number: number, prediction), nil) }
        let strategy = GeneticStrategy(reference, options: settings.genetic, seed: settings.seed)
        let count = settings.count * settings.selection.poolFactor
        let search = try await strategy.search(for: query, count: count, budget: settings.budget)
        let found = try strategy.result(of: search, query, count: count)
        if let failure = found.failure, found.answers.isEmpty { throw failure }
        let factual = factual(row, number: number, prediction, goal)
        let explanation = try await explanation(found, for: query, number: number, prediction)
        guard search.progress.generation > 0 else { return (explanation, nil) }
        let notes = knownNotes(goal, prediction, found.failure)
        return (explanation, try StoredSearch(search, goal: goal, factual: factual, notes: notes, explainer: self))
    }
}
