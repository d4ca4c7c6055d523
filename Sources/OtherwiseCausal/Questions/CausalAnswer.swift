public import OtherwiseCore

/// The answer to a causal question, with what it rests on.
public struct CausalAnswer: Sendable, Hashable, Codable {
    /// The form that it is written in.
    public static let version = "otherwise.answer/2"

    /// The form of this one.
    public var schema = Self.version
    /// The question as it was understood.
    public let question: String
    /// Where the question stands on the ladder of causation.
    public let rung: CausalQuestion.Rung
    /// What was found.
    public let result: Result
    /// How the answer was found.
    public let method: String
    /// The expression that was worked out; `nil` where the model was asked itself.
    @OrNull public private(set) var estimand: String?
    /// What must hold for the answer to be causal.
    public let assumptions: [String]
    /// What to look at before relying on it.
    public let cautions: [String]

    /// What was found.
    public enum Result: Sendable, Hashable {
        /// A probability or an effect; the interval, where there is one, holds it with 95% confidence.
        case number(Double, interval: Bounds?)
        /// The answer lies within; more is not settled.
        case bounds(Bounds)
        /// The probability of each level.
        case distribution([Level])
        /// What changes, variable by variable.
        case changes([Change])
        /// What is explained, and what each mechanism contributes to it; the contributions sum to the total.
        case contributions([Contribution], total: Double)
    }

    /// What one mechanism contributes to what is to be explained.
    public struct Contribution: Sendable, Hashable, Codable {
        /// The variable whose mechanism it is.
        public let variable: String
        /// Its share of the total, in the same unit.
        public let value: Double
        /// From drawing orders where there are too many to count; else 0.
        public let standardError: Double

        /// - Parameters:
        ///   - value: Its share of the total, in the same unit.
        ///   - standardError: From drawing orders; 0 where all were counted.
        public init(variable: String, value: Double, standardError: Double) {
            (self.variable, self.value, self.standardError) = (variable, value, standardError)
        }
    }

    /// The ends of an interval, both included.
    public struct Bounds: Sendable, Hashable, Codable {
        /// The lower end.
        public let lower: Double
        /// The upper end.
        public let upper: Double

        /// - Parameter range: The interval.
        public init(_ range: ClosedRange<Double>) { (lower, upper) = (range.lowerBound, range.upperBound) }
    }

    /// A level of a variable with its probability.
    public struct Level: Sendable, Hashable, Codable {
        /// The level.
        public let value: Value
        /// Its probability, 0...1.
        public let probability: Double

        /// - Parameter probability: 0...1.
        public init(_ value: Value, probability: Double) { (self.value, self.probability) = (value, probability) }
    }

    /// - Parameters:
    ///   - method: How the answer was found.
    ///   - estimand: What it was computed from; `nil` where it follows from the model.
    ///   - assumptions: What must hold for it to be right.
    ///   - cautions: What to look at before relying on it.
    public init(
        _ question: CausalQuestion, _ result: Result, method: String, estimand: Estimand? = nil,
        assumptions: [String], cautions: [String] = []
    ) {
        self.question = question.description
        rung = question.rung
        self.result = result
        self.method = method
        self.estimand = estimand?.description
        self.assumptions = assumptions
        self.cautions = cautions
    }
}

/// A question that the model at hand cannot be asked.
public struct QuestionError: CodedError {
    /// What kind of error it is.
    public let code: Code
    /// What cannot be asked, without a full stop.
    public let problem: String
    /// How it can, without a full stop.
    public let hint: String

    /// - Parameters:
    ///   - problem: What cannot be asked, without a full stop.
    ///   - hint: How it can, without a full stop.
    public init(_ code: Code, _ problem: String, hint: String) {
        (self.code, self.problem, self.hint) = (code, problem, hint)
    }

    /// The kind of the error. New kinds may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The name of the code.
        public let description: String

        /// Models of this kind do not answer questions of that kind.
        public static let unsupported = Code(description: "unsupported")
        /// A value, a row or data that the answer needs are not given.
        public static let incomplete = Code(description: "incomplete")
        /// No single world can be as the question says.
        public static let contradiction = Code(description: "contradiction")
        /// A number stands in the place of a level, or the other way round.
        public static let wrongKind = Code(description: "wrongKind")
        /// Model and data leave the answer open.
        public static let notIdentified = Code(description: "notIdentified")
        /// The model's formulas give no finite number.
        public static let noNumber = Code(description: "noNumber")
    }
}
