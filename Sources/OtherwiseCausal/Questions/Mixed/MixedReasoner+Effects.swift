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
        let (active, baseline) = try compared(effect), counting = try counting(effect)
        guard let outcome = model.discrete[effect.outcome], try Set(effect.weights(of: outcome)) == [0, 1] else {
            throw QuestionError(
                .wrongKind, "Probabilities of causation need an outcome that is there or not",
                hint: "Say which level counts: on \(effect.outcome)=…")
        }
        func isPresent(_ units: Units, under intervention: NumericIntervention = .none) throws -> [Bool] {
            try units.values(of: effect.outcome, under: intervention).map { counting($0) == 1 }
        }
        func isPresent(_ units: Units, where value: Double) throws -> [Bool] {
            try isPresent(units, under: .do(effect.treatment, value))
        }
        let (units, isTrue): (Units, [Bool])
        switch effect.kind {
        case .necessity:
            let treated = try self.units(observing: [effect.treatment: active])
            units = try treated.filtered(isPresent(treated))
            isTrue = try isPresent(units, where: baseline).map { !$0 }
        case .sufficiency:
            let untreated = try self.units(observing: [effect.treatment: baseline])
            units = try untreated.filtered(isPresent(untreated).map { !$0 })
            isTrue = try isPresent(units, where: active)
        default:
            units = try self.units()
            isTrue = zip(try isPresent(units, where: active), try isPresent(units, where: baseline)).map { $0 && !$1 }
        }
        return Found(
            result: units.share(isTrue), method: method(units, worlds: "in both worlds"),
            cautions: units.weighed.cautions)
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
