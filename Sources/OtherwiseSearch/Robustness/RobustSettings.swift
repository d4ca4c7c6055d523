public import OtherwiseCore

/// How robust an answer must be, and how far it may be moved for it.
public struct RobustSettings: Sendable, Hashable, Codable {
    /// The stability to reach, at most 1.
    public var threshold: Double
    /// The standard deviation of the noise on numbers, in units of their ranges.
    public var sigma: Double
    /// The number of rows drawn around each row.
    public var draws: Int
    /// The length of a step along the gradient, in units of ranges.
    public var step: Double
    /// The most steps that are taken uphill from one answer.
    public var maximalSteps: Int
    /// How far from the answer one may go, in units of ranges.
    public var radius: Double
    /// The seed of the neighbours that are drawn.
    public var seed: UInt64

    /// - Parameter threshold: The settings of the paper's experiments are 0.75, with a noise of 0.05 to 0.1.
    public init(
        threshold: Double = 0.75, sigma: Double = 0.1, draws: Int = 100, step: Double = 0.03, maximalSteps: Int = 60,
        radius: Double = 2, seed: UInt64 = 0
    ) {
        self.threshold = threshold
        self.sigma = sigma
        self.draws = draws
        self.step = step
        self.maximalSteps = maximalSteps
        self.radius = radius
        self.seed = seed
    }

    /// - Throws: `RobustnessError` for settings under which nothing can be measured.
    func validate() throws(RobustnessError) {
        guard (0...1).contains(threshold) else {
            throw RobustnessError(
                .badThreshold, "A stability of \(threshold.plain) cannot be asked for",
                hint: "Give a number from 0 to 1")
        }
        guard sigma > 0, sigma.isFinite else {
            throw RobustnessError(
                .badNoise, "Noise of \(sigma.plain) measures nothing",
                hint: "Give a standard deviation above 0, such as 0.1")
        }
        guard draws >= 2 else {
            throw RobustnessError(
                .badNoise, "A stability cannot be measured by a number of draws of \(draws)", hint: "Give at least 2")
        }
        guard step > 0, step.isFinite, radius > 0, maximalSteps >= 0 else {
            throw RobustnessError(
                .badStep, "Steps of \(step.plain) within \(radius.plain) lead nowhere",
                hint: "Give a step and a radius above 0")
        }
    }
}

/// A stability that cannot be measured or reached as asked.
public struct RobustnessError: CodedError {
    /// What kind of error it is.
    public let code: Code
    /// What is wrong, without a full stop.
    public let problem: String
    /// The way out, without a full stop.
    public let hint: String

    init(_ code: Code, _ problem: String, hint: String) {
        (self.code, self.problem, self.hint) = (code, problem, hint)
    }

    /// The kind of the error. New kinds may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The name of the code.
        public let description: String

        /// The stability that is asked for is no share.
        public static let badThreshold = Code(description: "badThreshold")
        /// The noise, or the number of its draws, measures nothing.
        public static let badNoise = Code(description: "badNoise")
        /// The steps, or their radius, lead nowhere.
        public static let badStep = Code(description: "badStep")
        /// No number varies in the data.
        public static let nothingVaries = Code(description: "nothingVaries")
    }

    /// Without a number that varies there is no noise, and every answer would pass as stable.
    static let nothingVaries = RobustnessError(
        .nothingVaries, "No number of the row varies in the data, so that its stability cannot be measured",
        hint: "Give --reference rows whose numbers vary, or leave out --robust")
}
