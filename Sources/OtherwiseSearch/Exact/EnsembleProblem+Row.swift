package import OtherwiseCore
package import OtherwiseModels

/// What is asked about one row.
package struct Query: Sendable {
    package var factual: Row
    package var goal: Goal
    package var measure: CostMeasure
    /// How far answers stay from thresholds, relative to the feature's scale.
    package var margin: Double
    package var statistics: [String: FeatureStatistics]
    /// Whether the model itself says that values reach the goal.
    package var isReached: @Sendable ([Value]) -> Bool
    /// How ordinary answers must be; `nil` where any will do.
    package var plausible: PlausibilityLimit?
    /// What follows of a change; `nil` where nothing does. Costs are of what is set, limits hold for what comes of it.
    package var consequences: (any Consequences)?
    /// Whether to look for what stands in the way where there is no way.
    package var seeksObstacle = true
    /// When the question has to be answered, what an answer is measured by included; `nil` for no limit.
    package var deadline: ContinuousClock.Instant?

    package init(
        factual: Row, goal: Goal, measure: CostMeasure, margin: Double, statistics: [String: FeatureStatistics],
        isReached: @escaping @Sendable ([Value]) -> Bool
    ) {
        self.factual = factual
        self.goal = goal
        self.measure = measure
        self.margin = margin
        self.statistics = statistics
        self.isReached = isReached
    }
}

extension EnsembleProblem {
    /// The question of `query` to a white box, its goal already settled.
    package init(_ box: WhiteBox, goal: SettledGoal, query: Query) {
        let axes = ChoiceBuilder.builders(box, query: query).map { $0.choiceAxis() }
        self.init(
            ensemble: box.ensemble, axes: axes, alternatives: goal.alternatives, targetsSuffice: goal.isSufficient,
            rules: ChoiceRules(query.factual, axes: axes)
        ) { point in query.isReached(zip(axes, point).map { $0.choices[$1].value }) }
    }

    /// The values of a point.
    package func values(of point: [Int]) -> [Value] { zip(axes, point).map { $0.choices[$1].value } }
}

extension ChoiceBuilder {
    static func builders(_ box: WhiteBox, query: Query) -> [ChoiceBuilder] {
        let schema = query.factual.schema
        return schema.features.enumerated().map { position, feature in
            let factual = query.factual.values[position]
            let statistics = query.statistics[feature.name]
            return ChoiceBuilder(
                feature: feature, factual: factual, axis: box.ensemble.axes[position],
                cellValues: box.cellValues[position],
                breakpoints: schema.breakpoints(of: feature, factual: factual),
                margin: query.margin(of: feature, factual: factual), centre: statistics?.median ?? 0
            ) { query.measure.price(of: position, from: factual, to: $0) }
        }
    }
}

extension Query {
    /// At least four units in the last place of a `Float` of the feature's magnitude, where there is to be one at all.
    fileprivate func margin(of feature: Feature, factual: Value) -> Double {
        guard margin > 0, case .numeric(let range, _) = feature.domain else { return 0 }
        let statistics = statistics[feature.name]
        let width = statistics.map { $0.maximum - $0.minimum } ?? (range.upperBound - range.lowerBound)
        let magnitude =
            [factual.number, statistics?.minimum, statistics?.maximum].compactMap { $0.map(abs) }.max() ?? 0
        return max(margin * (width.isFinite ? width : magnitude), 4 * Double(Float(magnitude).ulp))
    }
}

/// A goal in terms of a white box's scores, to be shared by all rows.
package struct SettledGoal: Sendable {
    package let alternatives: [WeighedTargets]
    /// Whether they are enough for the goal, rounding apart.
    package let isSufficient: Bool

    /// - Parameter plausible: A limit whose forest the box is joined with; `nil` for none.
    /// - Returns: `nil` for a goal that the head of `box` cannot express.
    package init?(_ goal: Goal, for box: WhiteBox, plausible: PlausibilityLimit? = nil) {
        guard let condition = box.head.condition(for: goal) else { return nil }
        let ensemble = box.ensemble
        let rounding = box.head.rounding(of: goal)
        guard let plausible else {
            alternatives = condition.alternatives.map { WeighedTargets($0, of: ensemble, headRounding: rounding) }
            isSufficient = condition.isSufficient
            return
        }
        let ordinary = plausible.target(in: ensemble)
        alternatives = condition.alternatives.map { targets in
            let widened = targets.map { LinearTarget(weights: $0.weights + [0], threshold: $0.threshold) }
            return WeighedTargets(widened + [ordinary], of: ensemble, headRounding: rounding)
        }
        // Whether a path is long enough to the last bit is for the forest to say.
        isSufficient = false
    }
}
