import OtherwiseCore

extension MixedReasoner {
    /// What a unit would have been: exactly, where all of it is known and no level on the way is left open; else how it is
    /// distributed over the units that it may be.
    func whatIf(_ changes: [String: CausalQuestion.Adjustment], given seen: [String: Double]) throws -> Found {
        let intervention = try model.intervention(changes), structural = try model.structural(seed: seed)
        let isWhole = try structural.isWhole(seen, under: intervention)
        if isWhole { try possible(seen) { try structural.checkPossible(seen) } }
        guard try !isWhole || isOpen(changes, structural.reached(by: intervention)) else {
            return try structural.settled(seen, under: intervention, reading: named)
        }
        let units = try units(observing: seen)
        let outcome = try units.structural.predict(units.weighed, under: intervention)
        try units.requireValues(outcome)
        return try structural.spread(
            seen, over: units.weighed, to: outcome, under: intervention, seed: seed, method: isWhole ? redrawn : nil
        ) { name, codes in try change(of: name, from: seen[name], to: codes, units) }
    }

    private var redrawn: String {
        "noise recovered, of levels drawn \(samples) times from what was observed; intervention made, values worked out anew; seed \(seed)"
    }

    /// Whether some level on the way is left open.
    private func isOpen(_ changes: [String: CausalQuestion.Adjustment], _ reached: [String]) -> Bool {
        reached.contains { name in
            let isSet = if case .set? = changes[name] { true } else { false }
            return !isSet && model.mechanisms[name]?.isDrawn == true
        }
    }

    private func change(
        of name: String, from code: Double?, to codes: [Double], _ units: Units
    ) throws -> CausalAnswer.Change {
        let from = code.map { model.value(of: $0, name) } ?? .missing
        guard model.discrete[name] != nil else {
            return try units.structural.change(of: name, from: code, units.weighed, codes)
        }
        var shares: [Double: Double] = [:]
        for (code, weight) in zip(codes, units.weighed.weights) where weight > 0 { shares[code, default: 0] += weight }
        let likeliest = shares.max { ($0.value, -$0.key) < ($1.value, -$1.key) }
        return CausalAnswer.Change(
            variable: name, from: from, to: likeliest.map { model.value(of: $0.key, name) } ?? .missing,
            probability: shares.count > 1 ? likeliest.map { min($0.value, 1) } : nil)
    }

    /// The same with levels by name.
    private func named(_ change: CausalAnswer.Change) -> CausalAnswer.Change {
        func value(_ value: Value) -> Value { value.number.map { model.value(of: $0, change.variable) } ?? value }
        return CausalAnswer.Change(variable: change.variable, from: value(change.from), to: value(change.to))
    }

    /// - Throws: What the body throws, with levels by name.
    private func possible(_ seen: [String: Double], _ body: () throws -> Void) throws {
        do { try body() } catch CausalModelError.impossibleEvidence(let evidence) {
            throw CausalModelError.impossibleEvidence(
                Dictionary(
                    uniqueKeysWithValues: evidence.map { name, text in
                        (name, model.discrete[name] == nil ? text : "\(model.value(of: seen[name] ?? .nan, name))")
                    }))
        }
    }
}
