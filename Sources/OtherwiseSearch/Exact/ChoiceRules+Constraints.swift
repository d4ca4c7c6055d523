import OtherwiseCore
import OtherwiseModels

extension ChoiceRules {
    /// The constraints of a row's schema, in terms of its choices.
    init(_ factual: Row, axes: [ChoiceAxis]) {
        self.init()
        for constraint in factual.schema.constraints {
            switch constraint {
            case .linear(let coefficients, let range): sums.append(Sum(coefficients, range, factual.schema, axes))
            case .oneHot(let names): add(oneHot: names.compactMap(factual.schema.position), axes)
            case .implication(let premise, let conclusion): add(premise, conclusion, factual, axes)
            }
        }
    }

    private mutating func add(oneHot positions: [Int], _ axes: [ChoiceAxis]) {
        sums.append(
            Sum(
                terms: positions.map { axis in
                    (axis: axis, values: axes[axis].choices.map { $0.value.number ?? .nan })
                }, range: 1...1))
        groups.append(Group(axes: positions, in: axes))
    }

    private mutating func add(_ premise: Condition, _ conclusion: Condition, _ factual: Row, _ axes: [ChoiceAxis]) {
        guard let unless = Literal(premise, factual, axes, isNegated: true) else { return }
        guard case .risesWith(let other, let levels) = conclusion.test,
            let otherAxis = factual.schema.position(of: other)
        else {
            if let then = Literal(conclusion, factual, axes) { clauses.append([unless, then]) }
            return
        }
        // One clause for each value of the other feature: unless the premise fails, or the other is not that value.
        let old = factual.values[otherAxis].category.flatMap { levels[$0] }
        for (index, choice) in axes[otherAxis].choices.enumerated() {
            guard let old, let new = choice.value.category.flatMap({ levels[$0] }) else { continue }
            let step = Condition(feature: conclusion.feature, .risesBy(atLeast: new - old))
            guard let then = Literal(step, factual, axes) else { continue }
            let count = axes[otherAxis].choices.count
            let others = Literal(axis: otherAxis, choices: CellSet((0..<count).filter { $0 != index }, count: count))
            clauses.append([unless, others, then])
        }
    }
}

extension ChoiceRules.Literal {
    /// The choices of the condition's feature for which it holds.
    fileprivate init?(_ condition: Condition, _ factual: Row, _ axes: [ChoiceAxis], isNegated: Bool = false) {
        guard let axis = factual.schema.position(of: condition.feature) else { return nil }
        let choices = axes[axis].choices
        let holding = choices.indices.filter { index in
            guard let row = try? factual.setting(.do(condition.feature, choices[index].value)) else { return false }
            return condition.holds(for: row, from: factual) != isNegated
        }
        self.init(axis: axis, choices: CellSet(holding, count: choices.count))
    }
}

extension ChoiceRules.Group {
    /// The states that the choices allow.
    fileprivate init(axes positions: [Int], in axes: [ChoiceAxis]) {
        let choices = positions.map { axis in
            [0.0, 1.0].map { number in axes[axis].choices.firstIndex { $0.value == .number(number) } }
        }
        let states = positions.indices.map { member in
            positions.indices.compactMap { choices[$0][$0 == member ? 1 : 0] }
        }
        self.init(axes: positions, states: states.filter { $0.count == positions.count })
    }
}

extension ChoiceRules.Sum {
    fileprivate init(
        _ coefficients: [String: Double], _ range: ClosedRange<Double>, _ schema: Schema, _ axes: [ChoiceAxis]
    ) {
        let terms = coefficients.sortedTerms.compactMap { name, factor in
            schema.position(of: name).map { axis in
                (axis: axis, values: axes[axis].choices.map { ($0.value.number ?? .nan) * factor })
            }
        }
        self.init(terms: terms, range: range)
    }
}

extension Schema {
    /// The values at which a constraint tells numbers of one cell apart: each value of its grid where a linear
    /// constraint adds it up, the ends of ranges and steps otherwise.
    func breakpoints(of feature: Feature, factual: Value) -> [Double] {
        guard case .numeric(let range, let step) = feature.domain else { return [] }
        let sums = constraints.filter { constraint in
            if case .linear(let coefficients, _) = constraint { coefficients[feature.name] != nil } else { false }
        }
        return sums.flatMap { _ in Self.grid(range, step: step) }
            + implicationBreakpoints(of: feature, factual: factual) + oneHotBreakpoints(of: feature)
    }

    /// 0, the last number of its kind, for a feature of a one-hot group.
    private func oneHotBreakpoints(of feature: Feature) -> [Double] {
        position(of: feature.name).map { position in oneHotGroups.contains { $0.contains(position) } } == true
            ? [0] : []
    }

    /// The constraints that no change may break, not even the nearest that breaks a limit.
    var withoutBreakableConstraints: [Constraint] {
        constraints.filter { if case .oneHot = $0 { true } else { false } }
    }

    /// The last number of each kind that an implication tells apart.
    func implicationBreakpoints(of feature: Feature, factual: Value) -> [Double] {
        constraints.flatMap { constraint -> [Double] in
            guard feature.domain.isNumeric, case .implication(let premise, let conclusion) = constraint else {
                return []
            }
            return [premise, conclusion].filter { $0.feature == feature.name }.flatMap {
                $0.test.breakpoints(factual: factual.number)
            }
        }
    }

    /// Beyond this many values a grid is sampled like a range without one.
    static let sampledFrom = 10_000

    /// The values of a grid, or for a range without one a thousandth of it apart.
    private static func grid(_ range: ClosedRange<Double>, step: Double?) -> [Double] {
        let width = range.upperBound - range.lowerBound
        guard width > 0, width.isFinite else { return [] }
        return step.flatMap { Grid(step: $0).values(in: range, limit: sampledFrom) }
            ?? (0...1000).map { range.lowerBound + width * Double($0) / 1000 }
    }
}

extension Condition.Test {
    fileprivate func breakpoints(factual: Double?) -> [Double] {
        switch self {
        case .changes, .stays, .rises, .falls: factual.map { [$0] } ?? []
        case .risesBy(let amount): factual.map { [$0, ($0 + amount).nextDown] } ?? []
        case .fallsBy(let amount): factual.map { [$0, $0 - amount] } ?? []
        case .within(let range): [range.lowerBound.nextDown, range.upperBound].filter(\.isFinite)
        case .oneOf: []
        case .risesWith(_, let levels):
            factual.map { old in
                Set(levels.values.flatMap { one in levels.values.map { (old + one - $0).nextDown } }).sorted()
            } ?? []
        }
    }
}
