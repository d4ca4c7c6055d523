public import OtherwiseCore

/// The answer to a causal question, with what it rests on.
public struct CausalAnswer: Sendable, Hashable, Codable {
    public static let version = "otherwise.answer/1"

    public var schema = Self.version
    public let question: String
    public let rung: CausalQuestion.Rung
    public let result: Result
    /// How the answer was found.
    public let method: String
    /// The expression that was worked out; `nil` where the model was asked itself.
    public let estimand: String?
    /// What must hold for the answer to be causal.
    public let assumptions: [String]
    /// What to look at before relying on it.
    public let cautions: [String]

    public enum Result: Sendable, Hashable, Codable {
        /// A probability or an effect; the interval, where there is one, holds it with 95% confidence.
        case number(Double, interval: Bounds?)
        /// The answer lies within; more is not settled.
        case bounds(Bounds)
        /// The probability of each level.
        case distribution([Level])
        /// What changes, variable by variable.
        case changes([Change])
    }

    public struct Bounds: Sendable, Hashable, Codable {
        public let lower: Double
        public let upper: Double

        public init(_ range: ClosedRange<Double>) { (lower, upper) = (range.lowerBound, range.upperBound) }
    }

    public struct Level: Sendable, Hashable, Codable {
        public let name: String
        public let probability: Double
    }

    public struct Change: Sendable, Hashable, Codable {
        public let variable: String
        public let from: String
        public let to: String
        /// Where the new value lies with 90% confidence, for what was learnt from data.
        public let interval: Bounds?
        /// How likely the new level is, where it is not settled.
        public let probability: Double?

        public init(
            variable: String, from: String, to: String, interval: Bounds? = nil, probability: Double? = nil
        ) {
            (self.variable, self.from, self.to) = (variable, from, to)
            (self.interval, self.probability) = (interval, probability)
        }
    }

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
