import OtherwiseCore
import OtherwiseNumerics

/// What a model of numbers is asked, whether numbers stand for themselves or for levels.
extension StructuralCausalModel where Mechanism: InvertibleMechanism {
    /// What the mean of an outcome changes by where a treatment's new value comes as far as an effect says: ATE, NDE, NIE and
    /// PSE.
    ///
    /// - Parameters:
    ///   - values: Of the treatment.
    ///   - counting: What a value of the outcome counts.
    ///   - samples: How many units are drawn, which all worlds share.
    ///   - check: Throws for the columns of a world, by variable, that must not be asked.
    func found(
        _ effect: CausalQuestion.Effect, _ values: (active: Double, baseline: Double),
        counting: (Double) -> Double = { $0 }, samples: Int, seed: UInt64,
        check: ([String: [Double]]) throws -> Void
    ) throws -> Found {
        for name in [effect.treatment, effect.outcome] { _ = try graph.place(of: name) }
        let worlds = try worlds(
            of: effect.treatment, values.active, against: values.baseline, travelling: graph.travel(of: effect),
            samples: samples, seed: seed)
        for columns in worlds.all { try check(columns) }
        let (mean, error) = zip(worlds.along[effect.outcome] ?? [], worlds.without[effect.outcome] ?? []).map {
            counting($0) - counting($1)
        }.meanWithError
        guard mean.isFinite, error.isFinite else { throw QuestionError.notFinite(effect.outcome) }
        let reach = NormalDistribution.width95 * error
        return Found(
            result: .number(mean, interval: CausalAnswer.Bounds((mean - reach)...(mean + reach))),
            method:
                "simulation of \(samples) units in \(effect.kind == .average ? "both" : "all") worlds, seed \(seed)")
    }

    /// What a unit would have been of which all that is needed is known, and of which nothing on the way is left open.
    ///
    /// - Parameter reading: What a change of numbers stands for.
    func settled(
        _ seen: [String: Double], under intervention: NumericIntervention,
        reading: (CausalAnswer.Change) -> CausalAnswer.Change = { $0 }
    ) throws -> Found {
        Found(
            result: .changes(try changes(of: seen, under: intervention).map(reading)),
            method: "exact: noise recovered, intervention made, values worked out anew")
    }

    /// What a unit would have been as it is distributed over those that it may be.
    ///
    /// - Parameters:
    ///   - outcome: What each of them would have been, by variable.
    ///   - method: By default the one for a unit of which not every variable is known.
    ///   - change: What one variable is and would have been; by default a number's mean, and where 90% of the weight lie.
    func spread(
        _ seen: [String: Double], over weighed: WeighedUnits, to outcome: [String: [Double]],
        under intervention: NumericIntervention, seed: UInt64, method: String? = nil,
        change: ((String, [Double]) throws -> CausalAnswer.Change)? = nil
    ) throws -> Found {
        let changes = try reached(by: intervention).map { name in
            let values = outcome[name] ?? []
            return try change?(name, values) ?? self.change(of: name, from: seen[name], weighed, values)
        }
        return Found(
            result: .changes(changes),
            method: method
                ?? "importance sampling: \(weighed.weights.count) units drawn from the model and weighed by what was observed (effective sample size \(weighed.effectiveCount)), seed \(seed)",
            cautions: cautions(seen, weighed, try needed(for: intervention)) + changes.compactMap(\.caution))
    }

    /// The variables that an intervention may move, causes first.
    func reached(by intervention: NumericIntervention) throws -> [String] {
        try graph.topologicalOrder.filter(graph.descendants(of: Set(intervention.changes.keys)).contains)
    }

    /// The variables that must be known of a unit to say exactly what would have been: those that may move, and the causes
    /// of those that are not set.
    package func needed(for intervention: NumericIntervention) throws -> Set<String> {
        let reached = try reached(by: intervention)
        return try reached.reduce(into: Set(reached)) { needed, name in
            if case .set? = intervention.changes[name] { return }
            needed.formUnion(try graph.parents(of: name))
        }
    }

    /// Whether all that is needed of a unit is known.
    func isWhole(_ seen: [String: Double], under intervention: NumericIntervention) throws -> Bool {
        try needed(for: intervention).allSatisfy { seen[$0] != nil }
    }
}

extension CausalGraph {
    /// The position of a variable.
    ///
    /// - Throws: `CausalModelError` for a name that the graph lacks.
    func place(of name: String) throws(CausalModelError) -> Int {
        guard let place = position(of: name) else { throw .unknownVariable(name, names: nodes) }
        return place
    }
}
