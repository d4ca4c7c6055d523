public import OtherwiseCausal
public import OtherwiseCore
import OtherwiseNumerics

/// What one variable of a unit is, and what it would have been.
public struct UnitCounterfactual: Sendable, Hashable, Codable {
    /// The variable.
    public let variable: String
    /// What it is.
    public let factual: Value
    /// For levels the likeliest.
    public let counterfactual: Value
    /// For numbers, where the value lies with 90% confidence given that graph and form are right.
    public let interval: ClosedRange<Double>?
    /// For levels, how likely the likeliest is; `nil` where it is set, and where no models were drawn to count.
    public let probability: Double?
    /// The columns in which the unit, or what it would have been, lies beyond the data that the mechanism is from; there it is a guess.
    public let outside: [String]
}

extension FittedCausalModel {
    /// What a unit would have been, for every variable that the changes may move; causes first.
    ///
    /// - Parameter unit: The observed values; of a variable that is moved and of its parents all must be known.
    /// - Throws: `EstimationError` for a value that is missing or that the data never show, `CausalModelError`.
    public func counterfactuals(
        of unit: [String: Value], under changes: [String: CausalQuestion.Adjustment]
    ) throws -> [UnitCounterfactual] {
        try counterfactualsWithDraws(of: unit, under: changes).found
    }

    /// The same, with what each of the models that the data allow has for every variable.
    func counterfactualsWithDraws(
        of unit: [String: Value], under changes: [String: CausalQuestion.Adjustment]
    ) throws -> (found: [UnitCounterfactual], drawn: [[String: Double]]) {
        var factual: [String: Double] = [:]
        for name in graph.nodes {
            guard let value = unit[name], value != .missing else {
                throw EstimationError.missing(name)
            }
            factual[name] = try variables.code(of: value, name)
        }
        let intervention = try intervention(changes)
        let reached = try graph.topologicalOrder.filter(graph.descendants(of: Set(changes.keys)).contains)
        for name in reached where !isSet(name, changes) { try requireGiven(factual[name] ?? .nan, name) }
        let best = try model.whatIf(factual, under: intervention)
        let others = try draws.map { try $0.whatIf(factual, under: intervention) }
        for name in reached where best[name]?.isFinite != true {
            throw EstimationError.unusable(
                column: name, problem: "would be beyond all numbers", hint: "Ask about a smaller change")
        }
        let found = try reached.map { name in
            try counterfactual(
                name, factual, best, others.compactMap { $0[name] }, isSet: changes[name] != nil)
        }
        return (found, others)
    }

    private func isSet(_ name: String, _ changes: [String: CausalQuestion.Adjustment]) -> Bool {
        if case .set? = changes[name] { true } else { false }
    }

    /// - Throws: `EstimationError` for a value that the variable's link gives for no number.
    func requireGiven(_ value: Double, _ name: String) throws(EstimationError) {
        guard let link = fits[name]?.mechanism.link, !link.inverse(value).isFinite else { return }
        throw .unusable(
            column: name, problem: "is \(value.plain), and by the data noise is added to \(link.words) of it",
            hint: "Ask about a unit whose value is like those of the data")
    }

    private func counterfactual(
        _ name: String, _ factual: [String: Double], _ best: [String: Double], _ others: [Double], isSet: Bool
    ) throws -> UnitCounterfactual {
        let place = variables.position(of: name) ?? 0
        let drawn = others.filter { !$0.isNaN }
        let outside = try outside(name, factual, best, isSet: isSet)
        func value(_ code: Double) -> Value { variables.value(of: code, place) }
        if variables.levels[place] != nil {
            let (likeliest, share) = Self.likeliest(drawn, else: best[name] ?? 0)
            return UnitCounterfactual(
                variable: name, factual: value(factual[name] ?? 0), counterfactual: value(likeliest), interval: nil,
                probability: isSet ? nil : share, outside: outside)
        }
        let sorted = drawn.map(\.withinAllNumbers).sorted()
        let isUncertain = sorted.first != sorted.last
        // Where levels were drawn on the way the best fit's one draw is no better than any other.
        let middle = isDrawn(name) ? OrderStatistics.median(sorted) : best[name]
        return UnitCounterfactual(
            variable: name, factual: value(factual[name] ?? .nan), counterfactual: value(middle ?? .nan),
            interval: isUncertain ? sorted.quantile(0.05)...sorted.quantile(0.95) : nil, probability: nil,
            outside: outside)
    }

    /// The columns in which the unit, as it is and would have been, lies beyond the data that a mechanism is from.
    private func outside(
        _ name: String, _ factual: [String: Double], _ best: [String: Double], isSet: Bool
    ) throws -> [String] {
        let (names, support) = try support(of: name, isSet: isSet)
        let units = [factual, best].map { unit in names.map { unit[$0] ?? .nan } }
        return isSet ? support.beyond(units[1]) : support.outside(units)
    }

    /// The level that was drawn most often, and how often it was; `nil` where none was drawn.
    private static func likeliest(_ drawn: [Double], else best: Double) -> (level: Double, share: Double?) {
        let counts = Dictionary(grouping: drawn) { $0 }.mapValues(\.count)
        guard let likeliest = counts.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) }) else { return (best, nil) }
        return (likeliest.key, Double(likeliest.value) / Double(drawn.count))
    }

    /// Whether a variable of levels that the model draws stands between.
    private func isDrawn(_ name: String) -> Bool {
        let before = (try? graph.ancestors(of: [name])) ?? []
        return before.contains { other in
            if case .levels(let mechanism)? = fits[other]?.mechanism { !mechanism.parents.isEmpty } else { false }
        }
    }

    /// The changes as the model of numbers reads them.
    func intervention(_ changes: [String: CausalQuestion.Adjustment]) throws -> NumericIntervention {
        var intervention = NumericIntervention()
        for (name, change) in changes {
            switch change {
            case .set(let value): intervention.changes[name] = .set(try variables.code(of: value, name))
            case .shifted, .scaled:
                guard let place = variables.position(of: name), variables.levels[place] == nil else {
                    throw EstimationError.unusable(
                        column: name, problem: "has levels, which cannot be shifted",
                        hint: "Write \(name) = one of them")
                }
                if case .shifted(let distance) = change { intervention.changes[name] = .shifted(by: distance) }
                if case .scaled(let factor) = change { intervention.changes[name] = .scaled(by: factor) }
            }
        }
        return intervention
    }
}

extension Double {
    /// Itself, or the greatest number there is on its side.
    fileprivate var withinAllNumbers: Double {
        Swift.min(Swift.max(self, -.greatestFiniteMagnitude), .greatestFiniteMagnitude)
    }
}

extension [Double] {
    /// Of sorted values; between neighbours by the share of the way.
    func quantile(_ share: Double) -> Double {
        guard let last = indices.last else { return .nan }
        let place = share * Double(last)
        let below = Int(place)
        let rest = place - Double(below)
        return self[below] + (rest > 0 ? rest * (self[Swift.min(below + 1, last)] - self[below]) : 0)
    }
}
