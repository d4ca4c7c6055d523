import OtherwiseCore

extension DiscreteNetwork: TabulatedModel {
    var sharedCount: Int { 0 }

    func table(of variable: Int, parents: [Int], number: Int) -> Factor {
        let own = factors[variable]
        let nodes = Dictionary(uniqueKeysWithValues: zip(graph.parents[variable] + [variable], parents + [number]))
        return Factor(
            listed: own.variables.map { nodes[$0] ?? 0 }, cardinalities: own.cardinalities, values: own.values)
    }

    /// `P(events | evidence)`, where each may speak of another world.
    ///
    /// Tables settle it where no variable stands for two things at once: everything seen or done, effects on the
    /// treated, most natural effects. Else they leave it open how the same unit would answer to different parents, and
    /// the answer lies between the least and the greatest that such responses make it. Where there are too many
    /// combinations to go through, Fréchet's inequalities bound it less closely.
    ///
    /// - Returns: A single number where the tables settle the answer; no functions that agree with the tables lie outside.
    /// - Throws: `CausalModelError`; `.impossibleEvidence` where the evidence has probability 0.
    public func bounds(
        of events: [CounterfactualEvent], given evidence: [CounterfactualEvent] = []
    ) throws(CausalModelError) -> ClosedRange<Double> {
        var worlds = ParallelWorlds(self)
        let wanted = try worlds.levels(of: events), seen = try worlds.levels(of: evidence)
        guard worlds.repeatsVariables, let seen else {
            let exact = try worlds.factors.probability(of: wanted, given: seen, evidence)
            return exact...exact
        }
        guard let wanted else { return 0...0 }
        guard let found = try CouplingBounds(worlds, evidence: seen).share(of: wanted) else {
            return try looseBounds(of: events, given: evidence)
        }
        guard let range = found.first else { throw .impossible(evidence) }
        return range
    }

    /// By Fréchet's inequalities, one for each world.
    private func looseBounds(
        of events: [CounterfactualEvent], given evidence: [CounterfactualEvent]
    ) throws(CausalModelError) -> ClosedRange<Double> {
        let base = try basis(of: events, evidence)
        let groups = Dictionary(grouping: (events + evidence).filter { !base.contains($0) }) { $0.variable.settings }
        let rest = evidence.filter { !base.contains($0) }
        guard let share = try probability(of: rest, given: base) else { return 0...1 }
        guard share > 0 else { throw .impossible(evidence) }
        var (excess, least) = (0.0, share)
        for group in groups.values {
            guard let own = try probability(of: group, given: base) else { return 0...1 }
            excess += 1 - own
            least = min(least, own)
        }
        let low = min(max((1 - excess) / share, 0), 1)
        return low...max(low, min(least / share, 1))
    }

    /// The probability, if the tables settle it.
    private func probability(
        of events: [CounterfactualEvent], given evidence: [CounterfactualEvent]
    ) throws(CausalModelError) -> Double? {
        var worlds = ParallelWorlds(self)
        let wanted = try worlds.levels(of: events), seen = try worlds.levels(of: evidence)
        guard !worlds.repeatsVariables else { return nil }
        return try worlds.factors.probability(of: wanted, given: seen, evidence)
    }

    /// The evidence that no intervention of the question reaches: all worlds share it.
    private func basis(
        of events: [CounterfactualEvent], _ evidence: [CounterfactualEvent]
    ) throws(CausalModelError) -> [CounterfactualEvent] {
        let set = (events + evidence).flatMap { $0.variable.settings.keys }
        do {
            let reached = try graph.descendants(of: Set(set)).subtracting(set)
            return evidence.filter { $0.variable.settings.isEmpty && !reached.contains($0.variable.name) }
        } catch {
            throw .graph(error)
        }
    }

    /// The structural model in which every unit keeps its rank: whoever is in the lowest tenth of those with its
    /// parents would be in the lowest tenth with any others. For two levels this is monotonicity (no one is harmed
    /// where the average is helped).
    ///
    /// - Note: An assumption about units that no data of seen or done kind can test; it turns bounds into a number.
    public func preservingRanks() throws(CausalModelError) -> DiscreteCausalModel {
        var sources: [ExogenousVariable] = []
        var mechanisms: [String: DiscreteMechanism] = [:]
        for (position, variable) in variables.enumerated() {
            let parents = graph.parents[position]
            let rows = cumulatives(of: position)
            let cuts = Set(rows.flatMap { $0.dropLast() }.filter { $0 > 0 && $0 < 1 }).sorted() + [1]
            let widths = zip(cuts, [0] + cuts).map { $0 - $1 }
            sources.append(ExogenousVariable(name: "rank of \(variable.name)", probabilities: widths))
            mechanisms[variable.name] = DiscreteMechanism(
                parents: parents.map { variables[$0].name }, exogenous: ["rank of \(variable.name)"],
                table: rows.flatMap { row in
                    cuts.map { cut in row.firstIndex { $0 >= cut } ?? variable.levels.count - 1 }
                })
        }
        return try DiscreteCausalModel(variables: variables, exogenous: sources, mechanisms: mechanisms)
    }

    /// For each combination of parents, in the order of the graph's, the probability of at most each level.
    private func cumulatives(of position: Int) -> [[Double]] {
        let axes = graph.parents[position] + [position]
        let table = Factor(
            listed: factors[position].variables.map { axes.firstIndex(of: $0) ?? 0 },
            cardinalities: factors[position].cardinalities, values: factors[position].values)
        let levels = variables[position].levels.count
        return stride(from: 0, to: table.values.count, by: levels).map { start in
            var sum = 0.0
            return (0..<levels).map { level in
                sum += table.values[start + level]
                return level == levels - 1 ? 1 : min(sum, 1)
            }
        }
    }
}
