public import OtherwiseNumerics

/// States the value of one proposition, given those that it depends on.
public protocol StepReasoner {
    /// - Parameter values: What has been settled so far.
    mutating func value(of name: String, by rule: Rule, given values: [String: Bool]) async throws -> Bool
}

/// A reasoner that errs at random: each statement is right with a given probability, independently.
public struct UnreliableReasoner: StepReasoner {
    /// The probability of a right statement.
    public let accuracy: Double
    private var generator: SeededGenerator

    /// - Parameters:
    ///   - accuracy: The probability of a right statement, 0...1.
    ///   - seed: Of its errors.
    public init(accuracy: Double, seed: UInt64) {
        self.accuracy = accuracy
        generator = SeededGenerator(seed: seed)
    }

    /// Right with the probability of `accuracy`.
    public mutating func value(of name: String, by rule: Rule, given values: [String: Bool]) -> Bool {
        let right = rule.value(values) ?? false
        return Double.random(in: 0..<1, using: &generator) < accuracy ? right : !right
    }
}

/// Who judges a step of the search.
public enum StepVerifier: Sendable, Hashable {
    /// The parsed rule: always right.
    case rules
    /// Somebody who is right with this probability.
    case own(accuracy: Double)
    /// The reasoner itself, asked again: a step stands where it says the same.
    case reasoner
    /// Nobody: every step stands.
    case none
}

/// Iterative reasoning with backtracking (CoIn): step by step from causes to the target; a step that its verifier
/// contradicts is dropped and stated anew, until the budget of calls is spent.
public struct CoIn {
    /// Who judges each step.
    public let verifier: StepVerifier

    /// - Parameter verifier: Who judges each step.
    public init(verifier: StepVerifier) { self.verifier = verifier }

    /// One statement.
    public struct Step: Sendable, Hashable {
        /// The proposition.
        public let name: String
        /// What was stated of it.
        public let value: Bool
        /// Whether the step stood; else it was taken back.
        public let isKept: Bool
    }

    /// How an answer came about.
    public struct Trace: Sendable, Hashable {
        /// What came of it.
        public var answer: RuleAnswer
        /// All statements, in order.
        public var steps: [Step] = []
        /// How often the reasoner was asked.
        public var calls = 0
        /// Statements that were taken back.
        public var backtracks: Int { steps.count { !$0.isKept } }
    }

    /// - Parameters:
    ///   - solution: The worlds that agree with the observation; each is reasoned through.
    ///   - generator: Of the verifier's errors.
    /// - Throws: `RuleError` for rules that are cyclic; what the reasoner throws.
    public func answer(
        _ question: RuleQuestion, worlds: [[String: Bool]], _ reasoner: inout some StepReasoner,
        using generator: inout SeededGenerator
    ) async throws -> Trace {
        try await answer(
            question, order: try question.order(in: worlds.first ?? [:]), worlds: worlds, &reasoner, using: &generator)
    }

    /// - Parameter order: The rules that the target rests on, causes first.
    func answer(
        _ question: RuleQuestion, order: [Rule], worlds: [[String: Bool]], _ reasoner: inout some StepReasoner,
        using generator: inout SeededGenerator
    ) async throws -> Trace {
        var trace = Trace(answer: .undetermined)
        let supposed = Dictionary(question.supposed.map { ($0.name, $0.isTrue) }) { _, later in later }
        let budget = 3 * order.count * max(worlds.count, 1)
        var answers: Set<Bool> = []
        for world in worlds {
            var values = world.merging(supposed) { _, set in set }
            for rule in order where supposed[rule.consequent.name] == nil {
                values[rule.consequent.name] = try await settle(rule, values, budget, &reasoner, &generator, &trace)
            }
            answers.insert((values[question.target.name] ?? false) == question.target.isTrue)
        }
        trace.answer = answers.count == 1 ? (answers.contains(true) ? .yes : .no) : .undetermined
        return trace
    }

    /// The value of one proposition: the first statement that the verifier lets stand, or the last within the budget.
    private func settle(
        _ rule: Rule, _ values: [String: Bool], _ budget: Int, _ reasoner: inout some StepReasoner,
        _ generator: inout SeededGenerator, _ trace: inout Trace
    ) async throws -> Bool {
        while true {
            let value = try await reasoner.value(of: rule.consequent.name, by: rule, given: values)
            trace.calls += 1
            let isSpent = trace.calls >= budget
            var stands = isSpent
            if !isSpent { stands = try await accepts(value, rule, values, &reasoner, &generator, &trace) }
            trace.steps.append(Step(name: rule.consequent.name, value: value, isKept: stands))
            if stands { return value }
        }
    }

    private func accepts(
        _ value: Bool, _ rule: Rule, _ values: [String: Bool], _ reasoner: inout some StepReasoner,
        _ generator: inout SeededGenerator, _ trace: inout Trace
    ) async throws -> Bool {
        let isRight = value == rule.value(values)
        switch verifier {
        case .rules: return isRight
        case .none: return true
        case .own(let accuracy): return (Double.random(in: 0..<1, using: &generator) < accuracy) == isRight
        case .reasoner:
            trace.calls += 1
            return try await reasoner.value(of: rule.consequent.name, by: rule, given: values) == value
        }
    }
}
