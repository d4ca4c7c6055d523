import OtherwiseCore
import OtherwiseModels

extension EnsembleProblem {
    /// The same question with no rules but one-hot groups and with every feature free, what breaks a limit dearer than
    /// all that does not.
    func relaxed(_ box: WhiteBox, goal: SettledGoal, query: Query) -> EnsembleProblem? {
        guard let free = query.freed else { return nil }
        var relaxed = EnsembleProblem(box, goal: goal, query: free)
        let dearest = 1 + axes.reduce(0) { $0 + ($1.choices.map(\.cost).max() ?? 0) }
        for (position, axis) in relaxed.axes.enumerated() {
            let feature = query.factual.schema.features[position]
            let old = query.factual.values[position]
            for (index, choice) in axis.choices.enumerated() where index != axis.factual {
                guard !feature.permits(choice.value, from: old) else { continue }
                relaxed.axes[position].choices[index].cost +=
                    dearest * (1 + query.measure.change(of: position, from: old, to: choice.value))
            }
        }
        return relaxed
    }
}

extension Query {
    /// The question with no rules but one-hot groups, and with every feature free.
    var freed: Query? {
        let schema = factual.schema
        let features = schema.features.map { $0.freed(statistics: statistics[$0.name]) }
        guard let free = try? Schema(features: features, constraints: schema.withoutBreakableConstraints),
            let row = try? Row(schema: free, values: factual.values)
        else { return nil }
        var query = self
        query.factual = row
        return query
    }
}

extension Feature {
    /// The feature without its limits, within the range of the data and its own.
    fileprivate func freed(statistics: FeatureStatistics?) -> Feature {
        var feature = self
        feature.mutability = .free
        if case .numeric(let range, let step) = domain {
            let low = min(range.lowerBound, statistics?.minimum ?? range.lowerBound)
            let high = max(range.upperBound, statistics?.maximum ?? range.upperBound)
            feature.domain = .numeric(range: low...high, step: step)
        }
        return feature
    }
}
