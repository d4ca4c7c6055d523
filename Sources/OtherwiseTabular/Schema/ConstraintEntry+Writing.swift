import OtherwiseCore

extension ConstraintEntry {
    /// The constraint as it is written.
    init(_ constraint: Constraint) {
        switch constraint {
        case .linear(let coefficients, let range):
            sum = coefficients
            at_least = range.lowerBound.isFinite ? range.lowerBound : nil
            at_most = range.upperBound.isFinite ? range.upperBound : nil
        case .implication(let premise, let conclusion):
            self.if = ConditionEntry(premise)
            then = ConditionEntry(conclusion)
        }
    }
}

extension ConditionEntry {
    init(_ condition: Condition) {
        feature = condition.feature
        switch condition.test {
        case .changes: changes = true
        case .stays: changes = false
        case .rises: rises = true
        case .falls: falls = true
        case .risesBy(let amount): rises_by = amount
        case .fallsBy(let amount): falls_by = amount
        case .within(let range):
            at_least = range.lowerBound.isFinite ? range.lowerBound : nil
            at_most = range.upperBound.isFinite ? range.upperBound : nil
        case .oneOf(let categories): one_of = categories.sorted().map { Scalar(text: $0) }
        case .risesWith(let other, let levels): (rises_with, self.levels) = (other, levels)
        }
    }
}
