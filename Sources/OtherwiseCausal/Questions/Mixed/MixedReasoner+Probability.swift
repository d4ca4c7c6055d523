import OtherwiseCore

extension MixedReasoner {
    /// The probability of events, or of each level of the one variable that is asked about.
    func probability(
        _ asked: (events: [CounterfactualEvent], evidence: [CounterfactualEvent], open: CounterfactualVariable?)
    ) throws -> Found {
        let variables = (asked.events + asked.evidence).map(\.variable) + (asked.open.map { [$0] } ?? [])
        let worlds = try Set(variables.map { try world($0) })
        // Where all is asked of one world, what is observed there is weighed as it is anywhere.
        let base = worlds.first { worlds.count == 1 && $0.values != nil } ?? UnitWorld()
        let units = try units(asked.evidence, in: base)
        let (method, cautions) = (
            self.method(units, worlds: Self.words(worlds.count > 1 || base != worlds.first)), units.weighed.cautions
        )
        guard let open = asked.open else {
            return Found(result: units.share(try isTrue(asked.events, units, base)), method: method, cautions: cautions)
        }
        return Found(result: try distribution(of: open, units, base), method: method, cautions: cautions)
    }

    private static func words(_ isSeveral: Bool) -> String { isSeveral ? "in all worlds" : "in one world" }

    private func world(_ variable: CounterfactualVariable) throws -> UnitWorld {
        try UnitWorld(variable.settings, model)
    }

    private func units(_ evidence: [CounterfactualEvent], in base: UnitWorld) throws -> Units {
        var (observed, elsewhere): ([String: Double], [CounterfactualEvent]) = ([:], [])
        for event in evidence {
            let name = event.variable.name, code = try model.code(of: event.value, name)
            guard try world(event.variable) == base else {
                elsewhere.append(event)
                continue
            }
            if let other = observed.updateValue(code, forKey: name), other != code {
                throw CausalModelError.impossibleEvidence([
                    name: "both \(model.value(of: other, name)) and \(event.value)"
                ])
            }
        }
        let units = try self.units(observing: observed, setting: base.values ?? [:])
        return elsewhere.isEmpty ? units : try units.filtered(try isTrue(elsewhere, units, base))
    }

    /// Of which units all events are true.
    private func isTrue(_ events: [CounterfactualEvent], _ units: Units, _ base: UnitWorld) throws -> [Bool] {
        var isTrue = [Bool](repeating: true, count: units.weighed.weights.count)
        for event in events {
            let name = event.variable.name, wanted = try model.code(of: event.value, name)
            try requireLevels(name)
            let values = try values(of: event.variable, units, base)
            for unit in isTrue.indices where values[unit] != wanted { isTrue[unit] = false }
        }
        return isTrue
    }

    /// The values of a variable in its world, for units that are of the base.
    private func values(of variable: CounterfactualVariable, _ units: Units, _ base: UnitWorld) throws -> [Double] {
        let world = try world(variable)
        return try (world == base ? UnitWorld() : world).columns(of: units)[model.graph.place(of: variable.name)]
    }

    private func distribution(of open: CounterfactualVariable, _ units: Units, _ base: UnitWorld) throws
        -> CausalAnswer.Result
    {
        let levels = try requireLevels(open.name)
        let values = try values(of: open, units, base)
        var shares = [Double](repeating: 0, count: levels.count)
        for (value, weight) in zip(values, units.weighed.weights) where weight > 0 { shares[Int(value)] += weight }
        return .distribution(zip(levels, shares).map { CausalAnswer.Level(.category($0), probability: min($1, 1)) })
    }

    /// - Throws: `QuestionError` for a number: each single one has probability 0.
    @discardableResult
    private func requireLevels(_ name: String) throws -> [String] {
        _ = try model.graph.place(of: name)
        guard let levels = model.discrete[name]?.levels else {
            throw QuestionError(
                .wrongKind, "'\(name)' is a number, which has no probability of being just one of them",
                hint: "Ask about a variable of levels, or ATE of … on \(name)")
        }
        return levels
    }
}
