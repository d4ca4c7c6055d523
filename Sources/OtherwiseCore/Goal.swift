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
public struct GoalError: CodedError {
    /// What kind of error it is.
    public let code: Code
    /// What was asked for, in the words of `Goal` or of the command line.
    public let wanted: String
    /// Why it cannot be asked for, without a full stop.
    public let problem: String
    /// What can be, without a full stop.
    public let hint: String

    /// - Parameters:
    ///   - wanted: What was asked for.
    ///   - problem: Why it cannot be asked for, without a full stop.
    ///   - hint: What can be, without a full stop.
    public init(_ code: Code, wanted: String, _ problem: String, hint: String) {
        self.code = code
        self.wanted = wanted
        self.problem = problem
        self.hint = hint
    }
}

extension GoalError {
    /// The kind of a goal error. New kinds may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The name of the code.
        public let description: String

        /// The model has no such class.
        public static let unknownClass = Code(description: "unknownClass")
        /// A range is wanted of a model of classes.
        public static let rangeOfClasses = Code(description: "rangeOfClasses")
        /// A class is wanted of a model of numbers.
        public static let classOfNumber = Code(description: "classOfNumber")
        /// A range ends before it begins.
        public static let emptyRange = Code(description: "emptyRange")
        /// A least probability goes with no wanted class.
        public static let probabilityOfNoClass = Code(description: "probabilityOfNoClass")
        /// The strategy cannot search for it in this model.
        public static let unsupported = Code(description: "unsupported")
    }
}

extension Goal {
    /// - Throws: `GoalError` when the model has no such class, or no number.
    public func validate(for output: ModelOutput) throws(GoalError) {
        switch (self, output) {
        case (.within, .number): return
        case (.within, .classes(let classes)):
            throw GoalError(
                .rangeOfClasses, wanted: description, "A range is wanted, but the model decides between classes",
                hint: "Ask for one of: \(classes.joined(separator: ", "))")
        case (.outcome(let label), .classes(let classes)), (.not(let label), .classes(let classes)),
            (.probable(let label, _), .classes(let classes)):
            guard classes.contains(label) else {
                throw GoalError(
                    .unknownClass, wanted: description, "The model has no class '\(label)'",
                    hint: "Ask for one of: \(classes.joined(separator: ", "))")
            }
        case (_, .number):
            throw GoalError(
                .classOfNumber, wanted: description, "A class is wanted, but the model returns a number",
                hint: "Ask for a range such as '>=200' or '100..200'")
        }
    }
}
