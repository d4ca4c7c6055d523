public import OtherwiseCore
public import OtherwiseSearch

/// A search for designs as it is kept: all that is needed to choose designs again, and to go on with it.
public struct StoredDesigns: Sendable, Codable {
    /// The form that it is written in.
    public static let version = "otherwise.designs/1"

    /// The form of this one.
    public let schema: String
    /// The schema of the features as YAML, constraints included.
    public let features: String
    /// What the designs said about numbers, for the scales of distances.
    public let statistics: [String: FeatureStatistics]
    /// As they were written.
    public let targets: [String]
    /// The names of the outputs.
    public let outputs: [String]
    /// The design as it is.
    public let query: DesignCandidate
    /// Whether that is known to keep every limit.
    public let isQueryEnough: Bool
    /// Everything found that keeps every limit, in the order in which it was found.
    public let candidates: [DesignCandidate]
    /// Everything else that was evaluated, so that a search that goes on need not do it again.
    public let others: [Other]
    /// What the asker should know about the search, in words.
    public let messages: [String]
    /// What designs were chosen by when the search was made.
    public let preferences: DesignPreferences
    /// How far the search came.
    public let progress: GeneticProgress
    /// Where it comes from.
    public let provenance: Provenance

    /// A design that breaks a limit.
    public struct Other: Sendable, Hashable, Codable {
        /// `[features]`.
        public let values: [Value]
        /// `[outputs]`.
        public let outputs: [Value]
    }
}

extension StoredDesigns {
    /// Chooses designs among those found; nothing is evaluated.
    ///
    /// - Parameter preferences: `nil` for those that the search was made with.
    /// - Throws: `DesignError` for a bad count or weight; `YAMLError`, `SchemaError`, `TableError` or `RowError` for a
    ///   record that was changed by hand.
    public func choose(_ count: Int, preferences: DesignPreferences? = nil) throws -> DesignChoice {
        let schema = try SchemaFile.schema(yaml: features, name: "the schema in the search")
        try validate(for: schema)
        return try choice(count, preferences ?? self.preferences, schema)
    }

    func choice(_ count: Int, _ preferences: DesignPreferences, _ schema: Schema) throws -> DesignChoice {
        let aims = try DesignTargets(targets).aims
        let space = MixedSpace(schema: schema, statistics: statistics)
        let pool = DesignPool(
            candidates, outputs: outputs, aims: aims, query: query.values, space: space, isQueryEnough: isQueryEnough)
        let sample = try pool.sample(count, preferences)
        let front = NonDominatedSorting.front(candidates.map(\.objectives))
        func design(_ candidate: DesignCandidate) -> DesignChoice.Design {
            DesignChoice.Design(
                values: schema.named(candidate.values),
                changes: schema.changes(from: query.values, to: candidate.values),
                outputs: Dictionary(zip(outputs, candidate.outputs)) { first, _ in first },
                objectives: candidate.objectives)
        }
        return DesignChoice(
            schema: DesignChoice.version, targets: targets, objectives: aims.map(\.output) + DesignTerms.names,
            query: design(query), designs: sample.candidates.map(design),
            diversity: Diversity(sample.candidates.map(\.values), in: space),
            front: front.map { design(candidates[$0]) },
            found: candidates.count, messages: messages + sample.messages, progress: progress,
            provenance: described(preferences))
    }

    private func described(_ preferences: DesignPreferences) -> Provenance {
        var provenance = provenance
        provenance.settings["preferences"] = preferences.sentence
        let weights = preferences.weights.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.plain)" }
        provenance.settings["weights"] = weights.isEmpty ? nil : weights.joined(separator: " ")
        return provenance
    }

    /// - Throws: `TableError` for designs that are not of the schema.
    private func validate(for schema: Schema) throws {
        let objectives = try DesignTargets(targets).aims.count + DesignTerms.names.count
        let isWhole = ([query] + candidates).allSatisfy {
            $0.values.count == schema.features.count && $0.outputs.count == outputs.count
                && $0.objectives.count == objectives
        }
        guard isWhole else {
            throw TableError(
                .badForm, "The search holds designs that are not of its schema", hint: "Search anew with --save")
        }
    }
}

// MARK: Going on

extension StoredDesigns {
    /// What comes of every design that was evaluated, by its values; what a model failed at, wholly or in part, may be
    /// tried again.
    public var outcomes: [[Value]: [Value]] {
        let all = (candidates + [query]).map { ($0.values, $0.outputs) } + others.map { ($0.values, $0.outputs) }
        return Dictionary(all.filter { !$0.1.contains(.missing) }) { first, _ in first }
    }

    /// - Throws: `TableError` where another question than this one is asked, naming what differs.
    public func check(
        isOf targets: [String], schema: Schema, seed: UInt64, provenance: Provenance
    ) throws(TableError) {
        var different: [String] = []
        if targets != self.targets { different.append("targets") }
        if SchemaFile.yaml(of: schema) != features { different.append("schema") }
        if seed != self.provenance.seed { different.append("seed") }
        if provenance.version != self.provenance.version { different.append("version of Otherwise") }
        if provenance.dataDigest != self.provenance.dataDigest { different.append("data") }
        for (name, value) in provenance.settings.sorted(by: { $0.key < $1.key })
        where self.provenance.settings[name] != value { different.append(name) }
        guard different.isEmpty else {
            throw TableError(
                .otherRun, "The search was begun with another \(different.joined(separator: ", another "))",
                hint: "Ask as it was asked then, or leave out --resume to search anew")
        }
    }
}

extension DesignSearch {
    /// The search as it is kept.
    ///
    /// - Parameters:
    ///   - targets: As they were written.
    ///   - provenance: Of the models and the data; the method and the settings of the search are added.
    ///   - notes: What else the asker should know about the search, in words.
    /// - Throws: `DesignError` before the first generation.
    public func stored(
        _ preferences: DesignPreferences, targets: [String], provenance: Provenance, notes: [String] = []
    ) async throws -> StoredDesigns {
        let pool = try pool()
        return StoredDesigns(
            schema: StoredDesigns.version, features: SchemaFile.yaml(of: problem.query.schema),
            statistics: problem.statistics, targets: targets, outputs: problem.outputs, query: try await query(),
            isQueryEnough: pool.isQueryEnough, candidates: pool.candidates,
            others: archive.filter { !$0.fitness.isFeasible }.map {
                StoredDesigns.Other(values: problem.coding.values(of: $0.genome), outputs: $0.outcome)
            },
            messages: problem.notes + notes + misses, preferences: preferences, progress: progress,
            provenance: described(provenance))
    }

    private func described(_ provenance: Provenance) -> Provenance {
        var provenance = provenance
        provenance.method = "genetic: NSGA-II with features put back"
        provenance.seed = seed
        provenance.settings["generations"] = "\(progress.generation)"
        return provenance
    }
}
