import OtherwiseCore
package import OtherwiseModels

extension NetworkProblem {
    /// The question of `query` to a network; `nil` for a goal that its head cannot express.
    package init?(_ box: NetworkBox, query: Query) {
        let schema = query.factual.schema
        let axes = schema.features.indices.map { position in
            NetworkAxis(
                position, of: query, term: box.network.terms[position],
                breakpoints: schema.implicationBreakpoints(
                    of: schema.features[position], factual: query.factual.values[position]),
                isWhole: box.integerFeatures.contains(position))
        }
        self.init(box, query: query, axes: axes)
    }

    private init?(_ box: NetworkBox, query: Query, axes: [NetworkAxis]) {
        guard let condition = box.condition(for: query.goal) else { return nil }
        let schema = query.factual.schema
        self.init(
            network: box.network, axes: axes, alternatives: condition.alternatives,
            targetsSuffice: condition.isSufficient,
            clauses: ChoiceRules(query.factual, axes: axes.map(ChoiceAxis.init)).clauses,
            sums: schema.constraints.compactMap { LinearRule($0, schema, axes) },
            groups: schema.oneHotGroups.map { NetworkGroup($0, in: axes) }, isReached: query.isReached)
    }

    /// The same question with no rules but one-hot groups and with every feature free, what breaks a limit dearer than
    /// all that does not.
    package init?(relaxing box: NetworkBox, query: Query) {
        guard let free = query.freed, let kept = NetworkProblem(box, query: query) else { return nil }
        let dearest = 1 + kept.axes.reduce(0) { $0 + $1.dearest }
        let axes = query.factual.schema.features.enumerated().map { position, feature in
            NetworkAxis(
                position, of: free, term: box.network.terms[position], breakpoints: feature.domain.limits,
                isWhole: box.integerFeatures.contains(position)
            ).charging(dearest, forBreaking: feature, query, position)
        }
        self.init(box, query: free, axes: axes)
    }
}

extension Domain {
    /// The last numbers below a range and in it.
    fileprivate var limits: [Double] {
        guard case .numeric(let range, _) = self else { return [] }
        return [range.lowerBound.nextDown, range.upperBound].filter(\.isFinite)
    }
}

extension NetworkAxis {
    /// The most that a piece costs.
    fileprivate var dearest: Double {
        pieces.reduce(0) { most, piece in
            switch piece {
            case .value(_, let cost): max(most, cost)
            case .numbers(let range, let price): max(most, price(range.lowerBound), price(range.upperBound))
            }
        }
    }

    /// Every value that breaks a limit of the feature costs so much more, and as much again per unit of change.
    fileprivate func charging(
        _ penalty: Double, forBreaking feature: Feature, _ query: Query, _ position: Int
    ) -> NetworkAxis {
        let old = query.factual.values[position]
        var charged = self
        for (index, piece) in pieces.enumerated() where index != factual {
            switch piece {
            case .value(let value, let cost):
                guard !feature.permits(value, from: old) else { continue }
                let change = query.measure.change(of: position, from: old, to: value)
                charged.pieces[index] = .value(value, cost: cost + penalty * (1 + change))
            case .numbers(let range, var price):
                guard !feature.permits(.number(range.upperBound), from: old) else { continue }
                price.jump += penalty
                price.linear += old.number == nil ? 0 : penalty * query.measure.units[position]
                charged.pieces[index] = .numbers(range, price)
            }
        }
        return charged
    }
}

extension ChoiceAxis {
    /// Every piece by one of its values, for rules that do not tell the others apart.
    fileprivate init(_ axis: NetworkAxis) {
        self.init(
            choices: axis.pieces.enumerated().map { index, piece in
                switch piece {
                case .value(let value, let cost): Choice(cell: index, value: value, cost: cost)
                case .numbers(let range, let price):
                    Choice(cell: index, value: .number(range.upperBound), cost: price(range.upperBound))
                }
            }, factual: axis.factual)
    }
}

extension NetworkProblem.LinearRule {
    fileprivate init?(_ constraint: Constraint, _ schema: Schema, _ axes: [NetworkAxis]) {
        guard let (coefficients, range) = constraint.linearForm else { return nil }
        var terms: [Int: Double] = [:]
        for (name, factor) in coefficients { if let axis = schema.position(of: name) { terms[axis] = factor } }
        let largest = terms.reduce(1) { largest, term in
            axes[term.key].pieces.reduce(largest) { largest, piece in
                switch piece {
                case .value(let value, _): max(largest, abs(term.value * (value.number ?? 0)))
                case .numbers(let range, _):
                    max(largest, abs(term.value * range.lowerBound), abs(term.value * range.upperBound))
                }
            }
        }
        let slack = 1e-9 * largest
        self.init(terms: terms, range: range.lowerBound - slack...range.upperBound + slack)
    }
}

extension NetworkBox {
    /// Conditions on the raw scores under which a goal is reached, with the rounding of the head; `nil` for a goal that
    /// it cannot express.
    func condition(for goal: Goal) -> (alternatives: [NetworkTargets], isSufficient: Bool)? {
        var goal = goal
        if case .within(let range) = goal {
            guard let preimage = link.preimage(of: range) else { return ([], true) }
            goal = .within(preimage)
        }
        guard let condition = head.condition(for: goal) else { return nil }
        let share = head.softmaxShare(for: goal).map { SoftmaxShare(position: $0.position, floor: $0.floor) }
        // What leads from the raw score to a number rounds like a transformation of scores.
        let rounding = link == .identity ? head.rounding(of: goal) : ScoreHead.transformRounding
        let targets = condition.alternatives.map {
            NetworkTargets($0, share: share, headRounding: rounding)
        }
        return (targets, condition.isSufficient || share != nil)
    }
}
