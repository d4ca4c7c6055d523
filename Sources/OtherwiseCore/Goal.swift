/// What a counterfactual must reach.
public enum Goal: Sendable, Hashable {
    /// The model says this class.
    case outcome(String)
    /// The model says this class with at least this probability, 0...1.
    case probable(String, atLeast: Double)
    /// The model says any class but this one.
    case not(String)
    /// The model's number is in this range, bounds included.
    case within(ClosedRange<Double>)

    /// Whether a prediction reaches the goal.
    public func isReached(by prediction: Prediction) -> Bool {
        guard prediction.isScored else { return false }
        return switch self {
        case .outcome(let label): prediction.outcome == .category(label)
        case .not(let label): prediction.outcome.category.map { $0 != label } ?? false
        case .probable(let label, let floor):
            prediction.outcome == .category(label) && prediction.scores[label].map { $0 >= floor } ?? false
        case .within(let range): prediction.outcome.number.map(range.contains) ?? false
        }
    }

    /// How near a prediction is to the goal: the wanted class's score, the other classes' share, or a number.
    public func score(of prediction: Prediction) -> Double? {
        switch self {
        case .outcome(let label), .probable(let label, _): prediction.scores[label]
        case .not(let label): prediction.scores[label].map { 1 - $0 }
        case .within: prediction.outcome.number
        }
    }
}

extension Goal: CustomStringConvertible {
    /// The goal in words: `>50K`, `not denied`, `at least 200`.
    public var description: String {
        switch self {
        case .outcome(let label): label
        case .probable(let label, let floor): "\(label) with probability of at least \(floor.plain)"
        case .not(let label): "not \(label)"
        case .within(let range): range.plain
        }
    }
}

extension ClosedRange<Double> {
    /// `at least 3`, `at most 5`, or `between 3 and 5`.
    public var plain: String {
        if upperBound == .infinity { return "at least \(lowerBound.plain)" }
        if lowerBound == -.infinity { return "at most \(upperBound.plain)" }
        return "between \(lowerBound.plain) and \(upperBound.plain)"
    }
}

/// A goal that the model at hand cannot be asked for.
public struct GoalError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was asked for, and what can be.
    public let description: String

    /// - Parameter description: What was asked for, and what can be, in sentences.
    public init(_ description: String) { self.description = description }
}

extension Goal {
    /// - Throws: `GoalError` when the model has no such class, or no number.
    public func validate(for output: ModelOutput) throws(GoalError) {
        switch (self, output) {
        case (.within, .number): return
        case (.within, .classes(let classes)):
            throw GoalError(
                "A range is wanted, but the model decides between classes. Ask for one of: \(classes.joined(separator: ", "))."
            )
        case (.outcome(let label), .classes(let classes)), (.not(let label), .classes(let classes)),
            (.probable(let label, _), .classes(let classes)):
            guard classes.contains(label) else {
                throw GoalError(
                    "The model has no class '\(label)'. Ask for one of: \(classes.joined(separator: ", ")).")
            }
        case (_, .number):
            throw GoalError(
                "A class is wanted, but the model returns a number. Ask for a range such as '>=200' or '100..200'.")
        }
    }
}
