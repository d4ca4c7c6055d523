import OtherwiseCore

extension DiscreteCausalModel: TabulatedModel {
    var sharedCount: Int { exogenous.count }

    /// 1 where a variable has the level that its function gives it, else 0.
    func table(of variable: Int, parents: [Int], number: Int) -> Factor {
        let function = functions[variable], levels = variables[variable].levels.count
        let nodes = Dictionary(uniqueKeysWithValues: zip(graph.parents[variable], parents))
        let axes = function.parents.map { nodes[$0] ?? 0 } + function.exogenous + [number]
        let sizes =
            function.parents.map { variables[$0].levels.count }
            + function.exogenous.map { exogenous[$0].probabilities.count } + [levels]
        var values = [Double](repeating: 0, count: function.table.count * levels)
        for (row, level) in function.table.enumerated() { values[row * levels + level] = 1 }
        return Factor(listed: axes, cardinalities: sizes, values: values)
    }

    /// `P(events | evidence)`, where each may speak of another world: the three steps of a counterfactual in one
    /// sum over the network of all worlds, exactly.
    ///
    /// ```swift
    /// // Of those who smoked and fell ill, how many would be well had they not smoked?
    /// let share = try model.probability(
    ///     of: [CounterfactualEvent("ill", is: .category("no"), do: ["smokes": .category("no")])],
    ///     given: [
    ///         CounterfactualEvent("smokes", is: .category("yes")), CounterfactualEvent("ill", is: .category("yes")),
    ///     ])
    /// ```
    ///
    /// - Throws: `CausalModelError`; `.impossibleEvidence` where the evidence has probability 0.
    public func probability(
        of events: [CounterfactualEvent], given evidence: [CounterfactualEvent] = []
    ) throws(CausalModelError) -> Double {
        var worlds = ParallelWorlds(self)
        let wanted = try worlds.levels(of: events), seen = try worlds.levels(of: evidence)
        return try (worlds.factors + priors(for: worlds.factors)).probability(of: wanted, given: seen, evidence)
    }

    /// The tables of the exogenous variables that some table mentions.
    private func priors(for factors: [Factor]) -> [Factor] {
        let used = Set(factors.flatMap(\.variables))
        return exogenous.indices.filter(used.contains).map { source in
            let own = exogenous[source].probabilities
            return Factor(variables: [source], cardinalities: [own.count], values: own)
        }
    }
}

extension [Factor] {
    /// The share of `wanted` in the mass of `seen`; `nil` stands for what cannot be.
    func probability(
        of wanted: [Int: Int]?, given seen: [Int: Int]?, _ evidence: [CounterfactualEvent]
    ) throws(CausalModelError) -> Double {
        let total = try seen.map { seen throws(CausalModelError) in
            try VariableElimination.total(self, evidence: seen)
        }
        guard let seen, let total, total.significand > 0 else {
            throw .impossible(evidence)
        }
        guard let wanted, wanted.allSatisfy({ (seen[$0.key] ?? $0.value) == $0.value }) else { return 0 }
        let both = try VariableElimination.total(self, evidence: wanted.merging(seen) { first, _ in first })
        let share = both.significand / total.significand
        return Swift.min(
            Double(sign: .plus, exponent: both.exponent - total.exponent, significand: 1) * share, 1)
    }
}

extension CausalModelError {
    /// That some events together have probability 0.
    static func impossible(_ evidence: [CounterfactualEvent]) -> CausalModelError {
        .impossibleEvidence(Dictionary(evidence.map { ("\($0.variable)", "\($0.value)") }) { first, _ in first })
    }
}
