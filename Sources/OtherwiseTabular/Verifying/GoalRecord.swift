public import OtherwiseCore

/// A goal as it is written to JSON.
public struct GoalRecord: Sendable, Hashable, Codable {
    var outcome: String?
    var not: String?
    var probability: Double?
    var atLeast: Double?
    var atMost: Double?

    init(_ goal: Goal) {
        switch goal {
        case .outcome(let label): outcome = label
        case .not(let label): not = label
        case .probable(let label, let floor): (outcome, probability) = (label, floor)
        case .within(let range):
            atLeast = range.lowerBound > -.infinity ? range.lowerBound : nil
            atMost = range.upperBound < .infinity ? range.upperBound : nil
        }
    }

    /// The goal; of a record that names none, any number.
    public var goal: Goal {
        if let outcome, let probability { return .probable(outcome, atLeast: probability) }
        if let outcome { return .outcome(outcome) }
        if let not { return .not(not) }
        let low = atLeast ?? -.infinity
        return .within(low...max(low, atMost ?? .infinity))
    }
}
