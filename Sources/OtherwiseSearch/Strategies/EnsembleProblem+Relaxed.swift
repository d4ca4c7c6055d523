package import OtherwiseCore
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

    /// Whether the feature's own limits let it become `new`.
    package func permits(_ new: Value, from old: Value) -> Bool {
        limitBroken(by: new, from: old) == nil
    }

    /// The limit that a change of this feature breaks, in words; `nil` for none.
    package func limitBroken(by new: Value, from old: Value) -> String? {
        guard new != old else { return nil }
        if mutability == .immutable { return "\(name) may not change (\(old) → \(new))" }
        if new == .missing { return allowsMissing ? nil : "\(name) may not become missing" }
        switch domain {
        case .numeric(let range, let step):
            guard let number = new.number else { return "\(name) must be a number" }
            if let step, !Grid(step: step).holds(number) {
                return "\(name) would be \(number.plain), which is no multiple of its step, \(step.plain)"
            }
            if number < range.lowerBound {
                return
                    "\(name) would be \(number.plain), \((range.lowerBound - number).rounded(to: 9)) below its lowest, \(range.lowerBound.plain)"
            }
            if number > range.upperBound {
                return
                    "\(name) would be \(number.plain), \((number - range.upperBound).rounded(to: 9)) above its highest, \(range.upperBound.plain)"
            }
            guard let before = old.number else { return nil }
            if mutability == .increaseOnly, number < before {
                return "\(name) may only increase, it would fall by \((before - number).rounded(to: 9))"
            }
            if mutability == .decreaseOnly, number > before {
                return "\(name) may only decrease, it would rise by \((number - before).rounded(to: 9))"
            }
            return nil
        case .categorical(let categories, _):
            guard let place = new.category.flatMap(categories.firstIndex(of:)) else {
                return "\(name) may not be \(new)"
            }
            guard let before = old.category.flatMap(categories.firstIndex(of:)) else { return nil }
            if mutability == .increaseOnly, place < before { return "\(name) may only increase (\(old) → \(new))" }
            if mutability == .decreaseOnly, place > before { return "\(name) may only decrease (\(old) → \(new))" }
            return nil
        }
    }
}

extension Double {
    /// The number with at most so many decimals, as text.
    fileprivate func rounded(to decimals: Int) -> String {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        return ((self * scale).rounded() / scale).plain
    }
}
