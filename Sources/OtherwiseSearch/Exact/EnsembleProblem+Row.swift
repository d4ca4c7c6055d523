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
    /// The question of `query` to a white box; `nil` when its head cannot express the goal.
    package init?(_ box: WhiteBox, query: Query) {
        guard let condition = box.head.condition(for: query.goal) else { return nil }
        let builders = ChoiceBuilder.builders(box, query: query)
        let axes = builders.map { $0.choiceAxis() }
        self.init(
            ensemble: box.ensemble, axes: axes, alternatives: condition.alternatives, targetsSuffice: condition.isSufficient,
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
                feature: feature, factual: factual, axis: box.ensemble.axes[position], cellValues: box.cellValues[position],
                breakpoints: schema.breakpoints(of: feature, factual: factual),
                margin: query.margin(of: feature, factual: factual), centre: statistics?.median ?? 0
            ) { query.measure.price(of: position, from: factual, to: $0) }
        }
    }
}

extension Query {
    /// At least four units in the last place of a `Float` of the feature's magnitude.
    fileprivate func margin(of feature: Feature, factual: Value) -> Double {
        guard case .numeric(let range, _) = feature.domain else { return 0 }
        let statistics = statistics[feature.name]
        let width = statistics.map { $0.maximum - $0.minimum } ?? (range.upperBound - range.lowerBound)
        let magnitude = [factual.number, statistics?.minimum, statistics?.maximum].compactMap { $0.map(abs) }.max() ?? 0
        return max(margin * (width.isFinite ? width : magnitude), 4 * Double(Float(magnitude).ulp))
    }
}
