public import OtherwiseCore

extension StructuralCausalModel where Mechanism: InvertibleMechanism {
    /// Answers a question from the model: what a row would have been, or an average effect by simulation.
    ///
    /// - Parameters:
    ///   - row: The observed values of the row that a what-if question names.
    ///   - samples: How many units an average effect is simulated with, both worlds sharing their noise, or drawn where
    ///     not every variable of a unit is known.
    /// - Throws: `CausalModelError`, or `QuestionError` for what a model of numbers cannot be asked.
    public func answer(
        _ question: CausalQuestion, row: [String: Value]? = nil, samples: Int = 100_000, seed: UInt64 = 1
    ) throws -> CausalAnswer {
        let assumptions = [
            "The model's formulas are right, and so is its graph.",
            "The noise of a unit is the same in both worlds.",
        ]
        switch question {
        case .whatIf(let changes, _, let evidence):
            return try whatIf(
                question, of: observed(row, evidence), under: NumericIntervention(asked: changes),
                assumptions: assumptions, units: samples, seed: seed)
        case .effect(let effect) where effect.kind == .average:
            return CausalAnswer(
                question, try average(effect, samples: samples, seed: seed),
                method: "simulation of \(samples) units in both worlds, seed \(seed)", assumptions: assumptions)
        case .effect(let effect) where [.naturalDirect, .naturalIndirect, .pathSpecific].contains(effect.kind):
            return CausalAnswer(
                question, try alongPaths(effect, samples: samples, seed: seed),
                method: "simulation of \(samples) units in all worlds, seed \(seed)", assumptions: assumptions)
        default:
            throw QuestionError(
                .unsupported,
                "A model of numbers answers 'what if …', 'ATE of …', NDE, NIE and PSE, not '\(question)'",
                hint: "Ask one of these, or give a model of discrete variables")
        }
    }

    /// Exactly, where all of the unit is known.
    private func whatIf(
        _ question: CausalQuestion, of seen: [String: Double], under intervention: NumericIntervention,
        assumptions: [String], units: Int, seed: UInt64
    ) throws -> CausalAnswer {
        guard graph.nodes.allSatisfy({ seen[$0] != nil }) else {
            return try answer(
                question, of: seen, under: intervention, assumptions: assumptions, units: units, seed: seed)
        }
        return CausalAnswer(
            question, .changes(try changes(of: seen, under: intervention)),
            method: "exact: noise recovered, intervention made, values worked out anew", assumptions: assumptions)
    }

    private func alongPaths(
        _ effect: CausalQuestion.Effect, samples: Int, seed: UInt64
    ) throws -> CausalAnswer.Result {
        let (active, baseline) = try Self.compared(effect)
        let found = try pathSpecificEffect(
            of: effect.treatment, active, against: baseline, on: effect.outcome, along: graph.edges(of: effect),
            samples: samples, seed: seed)
        guard found.value.isFinite, found.standardError.isFinite else { throw QuestionError.notFinite(effect.outcome) }
        let reach = 1.96 * found.standardError
        return .number(found.value, interval: CausalAnswer.Bounds((found.value - reach)...(found.value + reach)))
    }

    /// What a unit is and would be, for every variable that the intervention may move.
    func changes(
        of factual: [String: Double], under intervention: NumericIntervention
    ) throws -> [CausalAnswer.Change] {
        try checkPossible(factual)
        let outcome = try predict(try abduct(factual), under: intervention)
        let reached = try graph.descendants(of: Set(intervention.changes.keys))
        return try graph.topologicalOrder.filter(reached.contains).map { name in
            guard let from = factual[name], let to = outcome[name], to.isFinite else {
                throw QuestionError.notFinite(name)
            }
            return CausalAnswer.Change(variable: name, from: .number(from), to: .number(to))
        }
    }

    /// - Throws: `CausalModelError.impossibleEvidence` naming a value that cannot come about with its causes' values.
    func checkPossible(_ factual: [String: Double]) throws(CausalModelError) {
        for (node, name) in graph.nodes.enumerated() {
            guard let mechanism = mechanisms[node] as? any DensityMechanism, let value = factual[name] else { continue }
            let causes = parents[node].compactMap { factual[graph.nodes[$0]] }
            guard mechanism.logDensities(causes.map { [$0] }, values: [value])[0] == -.infinity else { continue }
            let names = [name] + parents[node].map { graph.nodes[$0] }
            let evidence = zip(names, [value] + causes).map { ($0, $1.rounded6) }
            throw .impossibleEvidence(Dictionary(uniqueKeysWithValues: evidence))
        }
    }

    private func observed(_ row: [String: Value]?, _ evidence: [CausalQuestion.Event]) throws -> [String: Double] {
        var factual: [String: Double] = [:]
        for (name, value) in row ?? [:] { factual[name] = value.number }
        for (name, value) in try evidence.observed(among: graph.nodes) {
            guard let number = value.number else {
                throw QuestionError(.wrongKind, "'\(name)=\(value)' is no observed number", hint: "Write \(name)=60")
            }
            factual[name] = number
        }
        return factual
    }

    /// The two numbers that an effect compares.
    private static func compared(
        _ effect: CausalQuestion.Effect
    ) throws(QuestionError) -> (active: Double, baseline: Double) {
        guard let active = effect.active?.number, let baseline = effect.baseline?.number, effect.value == nil else {
            throw QuestionError(
                .incomplete, "An effect in a model of numbers compares two of them",
                hint: "Write \(effect.kind.rawValue) of \(effect.treatment)=1 vs 0 on \(effect.outcome)")
        }
        return (active, baseline)
    }

    private func average(
        _ effect: CausalQuestion.Effect, samples: Int, seed: UInt64
    ) throws -> CausalAnswer.Result {
        let (active, baseline) = try Self.compared(effect)
        func outcomes(_ value: Double) throws -> [Double] {
            let table = try sample(count: samples, under: .do(effect.treatment, value), seed: seed)
            guard case .numbers(let numbers)? = table[effect.outcome]?.storage else {
                throw CausalModelError.unknownVariable(effect.outcome, names: graph.nodes)
            }
            return numbers
        }
        let differences = zip(try outcomes(active), try outcomes(baseline)).map { $0 - $1 }
        let mean = differences.reduce(0, +) / Double(samples)
        let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(samples - 1, 1))
        guard mean.isFinite, variance.isFinite else {
            throw QuestionError.notFinite(effect.outcome)
        }
        let reach = 1.96 * (variance / Double(samples)).squareRoot()
        return .number(mean, interval: CausalAnswer.Bounds((mean - reach)...(mean + reach)))
    }
}

extension QuestionError {
    /// - Parameter name: The variable whose formula gives no number.
    static func notFinite(_ name: String) -> QuestionError {
        QuestionError(
            .noNumber, "The model's \(name) is not always a finite number",
            hint: "Mend the formula that divides by 0, takes a logarithm of what is not above 0, or overflows")
    }
}

extension NumericIntervention {
    /// The changes that a question asks about.
    ///
    /// - Throws: `QuestionError` for a value that is no number.
    package init(asked changes: [String: CausalQuestion.Adjustment]) throws(QuestionError) {
        self.init()
        for (name, change) in changes {
            switch change {
            case .set(.number(let value)): self.changes[name] = .set(value)
            case .set(let value):
                throw QuestionError(.wrongKind, "'\(name)' is a number, '\(value)' is not", hint: "Write \(name) = 60")
            case .shifted(let distance): self.changes[name] = .shifted(by: distance)
            case .scaled(let factor): self.changes[name] = .scaled(by: factor)
            }
        }
    }
}

extension Double {
    /// At most six significant digits, for people.
    package var rounded6: String {
        guard isFinite, self != 0 else { return plain }
        var scale = 1.0, size = magnitude
        while size < 100_000, scale < 1e12 { (scale, size) = (scale * 10, size * 10) }
        return ((self * scale).rounded() / scale).plain
    }
}
