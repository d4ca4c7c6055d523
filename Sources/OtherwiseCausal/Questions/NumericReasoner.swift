import Foundation
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
        try question.requireRow(row)
        let shared = question.rung == .imagining ? ["The noise of a unit is the same in both worlds."] : []
        return try CausalAnswer(
            question, found(question, row, samples: samples, seed: seed),
            assumptions: ["The model's formulas are right, and so is its graph."] + shared)
    }

    private func found(
        _ question: CausalQuestion, _ row: [String: Value]?, samples: Int, seed: UInt64
    ) throws -> Found {
        switch question {
        case .whatIf(let changes, _, let evidence):
            let seen = try observed(row, evidence), intervention = try NumericIntervention(asked: changes)
            guard try !isWhole(seen, under: intervention) else { return try settled(seen, under: intervention) }
            let weighed = try abduct(partly: seen, count: samples, seed: seed)
            try requireValues(weighed, seen, under: intervention)
            return try spread(
                seen, over: weighed, to: predict(weighed, under: intervention), under: intervention, seed: seed)
        case .effect(let effect)
        where [.average, .naturalDirect, .naturalIndirect, .pathSpecific].contains(effect.kind):
            let values = try Self.compared(effect), bearing = try bearing(on: effect)
            return try found(effect, values, samples: samples, seed: seed) { columns in
                for name in bearing where columns[name]?.allSatisfy(\.isFinite) == false {
                    throw QuestionError.notFinite(name)
                }
            }
        default:
            throw QuestionError(
                .unsupported,
                "A model of numbers answers 'what if …', 'ATE of …', NDE, NIE and PSE, not '\(question)'",
                hint: "Ask one of these, or give a model of discrete variables")
        }
    }

    /// The variables that an effect's outcome hangs on once the treatment is set, causes first.
    private func bearing(on effect: CausalQuestion.Effect) throws -> [String] {
        for name in [effect.treatment, effect.outcome] { _ = try graph.place(of: name) }
        let causes = try graph.intervening(on: [effect.treatment]).ancestors(of: [effect.outcome])
        return graph.topologicalOrder.filter(causes.contains)
    }

    /// - Throws: `QuestionError` for a variable to which the formulas do not always give a number and on which it hangs what
    ///   was observed, or what would have been: a formula could make a number of it in silence.
    private func requireValues(
        _ weighed: WeighedUnits, _ seen: [String: Double], under intervention: NumericIntervention
    ) throws {
        guard !weighed.unsettled.isEmpty else { return }
        let set = Set(intervention.changes.filter { if case .set = $0.value { true } else { false } }.keys)
        let moved = try graph.intervening(on: set).ancestors(of: Set(reached(by: intervention))).subtracting(set)
        let read = try graph.ancestors(of: Set(seen.keys)).union(moved)
        if let name = weighed.unsettled.first(where: read.contains) { throw QuestionError.notFinite(name) }
    }

    /// What a unit is and would be, for every variable that the intervention may move.
    func changes(
        of factual: [String: Double], under intervention: NumericIntervention
    ) throws -> [CausalAnswer.Change] {
        try checkPossible(factual)
        // What is not needed may be any number.
        let whole = factual.merging(graph.nodes.map { ($0, 0) }) { known, _ in known }
        let outcome = try predict(try abduct(whole), under: intervention)
        return try reached(by: intervention).map { name in
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
            guard causes.count == parents[node].count else { continue }
            guard mechanism.logDensities(causes.map { [$0] }, values: [value])[0] == -.infinity else { continue }
            let names = [name] + parents[node].map { graph.nodes[$0] }
            let evidence = zip(names, [value] + causes).map { ($0, $1.rounded6) }
            throw .impossibleEvidence(Dictionary(uniqueKeysWithValues: evidence))
        }
    }

    private func observed(_ row: [String: Value]?, _ evidence: [CausalQuestion.Event]) throws -> [String: Double] {
        var factual: [String: Double] = [:]
        let known = (row ?? [:]).filter { graph.position(of: $0.key) != nil && $0.value != .missing }
        let named = try known.merging(evidence.observed(among: graph.nodes)) { $1 }
        for (name, value) in named.sorted(by: { $0.key < $1.key }) {
            guard let number = value.number else {
                throw QuestionError(
                    .wrongKind, "'\(name.prefix(60))=\("\(value)".prefix(60))' is no observed number",
                    hint: "Write \(name.prefix(60))=60, or leave it out where it is not known")
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
        try self.init(asked: changes) { value, name throws(QuestionError) in
            guard case .number(let number) = value else {
                throw QuestionError(.wrongKind, "'\(name)' is a number, '\(value)' is not", hint: "Write \(name) = 60")
            }
            return number
        }
    }

    /// The same.
    ///
    /// - Parameter number: What a value stands for that a variable is set to.
    init<Failure: Error>(
        asked changes: [String: CausalQuestion.Adjustment], number: (Value, String) throws(Failure) -> Double
    ) throws(Failure) {
        self.init()
        for (name, change) in changes {
            self.changes[name] =
                switch change {
                case .set(let value): .set(try number(value, name))
                case .shifted(let distance): .shifted(by: distance)
                case .scaled(let factor): .scaled(by: factor)
                }
        }
    }
}

extension Double {
    /// At most six significant digits, for people.
    package var rounded6: String {
        guard isFinite, self != 0 else { return plain }
        guard magnitude < 1e6 else { return (Double(String(format: "%.6g", self)) ?? self).plain }
        var scale = 1.0, size = magnitude
        while size < 100_000, scale < 1e12 { (scale, size) = (scale * 10, size * 10) }
        return ((self * scale).rounded() / scale).plain
    }
}
