import OtherwiseCore

extension MixedReasoner {
    func effect(_ effect: CausalQuestion.Effect) throws -> Found {
        for name in [effect.treatment, effect.outcome] { _ = try model.graph.place(of: name) }
        return switch effect.kind {
        case .average, .naturalDirect, .naturalIndirect, .pathSpecific: try alongPaths(effect)
        case .onTheTreated: try onTheTreated(effect)
        case .necessity, .sufficiency, .necessityAndSufficiency: try causation(effect)
        }
    }

    private func alongPaths(_ effect: CausalQuestion.Effect) throws -> Found {
        try model.structural(seed: seed).found(
            effect, compared(effect), counting: counting(effect), samples: samples, seed: seed
        ) { try model.requireValues($0) }
    }

    private func onTheTreated(_ effect: CausalQuestion.Effect) throws -> Found {
        let (active, baseline) = try compared(effect), counting = try counting(effect)
        let units = try units(observing: [effect.treatment: active])
        func outcomes(_ value: Double) throws -> [Double] {
            try units.values(of: effect.outcome, under: .do(effect.treatment, value)).map(counting)
        }
        let differences = zip(try outcomes(active), try outcomes(baseline)).map(-)
        return Found(
            result: try units.mean(differences, of: effect.outcome), method: method(units, worlds: "in both worlds"),
            cautions: units.weighed.cautions)
    }

    /// PN, PS and PNS, where the effect counts as present in the levels that count 1.
    private func causation(_ effect: CausalQuestion.Effect) throws -> Found {
        let (active, baseline) = try compared(effect), presence = try presence(effect)
        let (units, isTrue): (Units, [Bool])
        switch effect.kind {
        case .necessity:
            units = try self.units(of: active, where: presence, is: true)
            isTrue = try presence.found(in: units, where: baseline).map { !$0 }
        case .sufficiency:
            units = try self.units(of: baseline, where: presence, is: false)
            isTrue = try presence.found(in: units, where: active)
        default:
            units = try self.units()
            let with = try presence.found(in: units, where: active)
            isTrue = zip(with, try presence.found(in: units, where: baseline)).map { $0 && !$1 }
        }
        return Found(
            result: units.share(isTrue), method: method(units, worlds: "in both worlds"),
            cautions: units.weighed.cautions)
    }

    /// - Throws: `QuestionError` for an outcome that is not there or not.
    private func presence(_ effect: CausalQuestion.Effect) throws -> Presence {
        let counting = try counting(effect)
        guard let outcome = model.discrete[effect.outcome], try Set(effect.weights(of: outcome)) == [0, 1] else {
            throw QuestionError(
                .wrongKind, "Probabilities of causation need an outcome that is there or not",
                hint: "Say which level counts: on \(effect.outcome)=…")
        }
        return Presence(treatment: effect.treatment, outcome: effect.outcome, counting: counting)
    }

    /// Units of which a treatment was observed, and whether its effect was there.
    private func units(of treatment: Double, where presence: Presence, is wanted: Bool) throws -> Units {
        let units = try self.units(observing: [presence.treatment: treatment])
        return try units.filtered(presence.found(in: units).map { $0 == wanted })
    }

    /// The two values that an effect compares, as the mechanisms read them.
    private func compared(_ effect: CausalQuestion.Effect) throws -> (active: Double, baseline: Double) {
        if let treatment = model.discrete[effect.treatment] {
            let (active, baseline) = try effect.compared(of: treatment)
            return (Double(try treatment.level(active)), Double(try treatment.level(baseline)))
        }
        guard let active = effect.active, let baseline = effect.baseline else {
            throw QuestionError(
                .incomplete, "An effect of a number compares two of them",
                hint: "Write \(effect.kind.rawValue) of \(effect.treatment)=1 vs 0 on \(effect.outcome)")
        }
        return (try model.code(of: active, effect.treatment), try model.code(of: baseline, effect.treatment))
    }

    /// What a value of the outcome counts: a number itself, a level as `CausalQuestion.Effect.weights` has it.
    private func counting(_ effect: CausalQuestion.Effect) throws -> (Double) -> Double {
        if let outcome = model.discrete[effect.outcome] {
            let weights = try effect.weights(of: outcome)
            return { code in
                Int(exactly: code).flatMap { weights.indices.contains($0) ? weights[$0] : nil } ?? .nan
            }
        }
        guard effect.value == nil else {
            throw QuestionError(
                .wrongKind, "'\(effect.outcome)' is a number; its mean is what changes",
                hint: "Write … on \(effect.outcome)")
        }
        return { $0 }
    }
}

/// An effect that is there or not.
private struct Presence {
    let treatment, outcome: String
    /// 1 for the levels in which it is there.
    let counting: (Double) -> Double

    /// Whether it is there, unit by unit.
    ///
    /// - Parameter value: What the treatment is set to; `nil` leaves it as it is.
    func found(in units: MixedReasoner.Units, where value: Double? = nil) throws -> [Bool] {
        let intervention = value.map { NumericIntervention.do(treatment, $0) } ?? .none
        return try units.values(of: outcome, under: intervention).map { counting($0) == 1 }
    }
}
