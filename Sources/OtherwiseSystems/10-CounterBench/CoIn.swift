public import OtherwiseNumerics

/// States the value of one proposition, given those that it depends on.
public protocol StepReasoner {
    /// - Parameter values: What has been settled so far.
    mutating func value(of name: String, by rule: Rule, given values: [String: Bool]) -> Bool
}

/// A reasoner that errs at random: each statement is right with a given probability, independently.
public struct UnreliableReasoner: StepReasoner {
    public let accuracy: Double
    private var generator: SeededGenerator

    public init(accuracy: Double, seed: UInt64) {
        self.accuracy = accuracy
        generator = SeededGenerator(seed: seed)
    }

    public mutating func value(of name: String, by rule: Rule, given values: [String: Bool]) -> Bool {
        let right = rule.value(values) ?? false
        return Double.random(in: 0..<1, using: &generator) < accuracy ? right : !right
    }
}

/// Who judges a step of the search.
public enum StepVerifier: Sendable, Hashable {
    /// The parsed rule: always right.
    case rules
    /// The reasoner itself, right with this probability.
    case own(accuracy: Double)
    /// Nobody: every step stands.
    case none
}

/// Iterative reasoning with backtracking (CoIn): step by step from causes to the target; a step that its verifier
/// contradicts is dropped and stated anew, until the budget of calls is spent.
public struct CoIn {
    public let verifier: StepVerifier

    public init(verifier: StepVerifier) { self.verifier = verifier }

    public struct Step: Sendable, Hashable {
        public let name: String
        public let value: Bool
        /// Whether the step stood; else it was taken back.
        public let isKept: Bool
    }

    public struct Trace: Sendable, Hashable {
        public var answer: RuleAnswer
        public var steps: [Step] = []
        public var calls = 0
        public var backtracks: Int { steps.count { !$0.isKept } }
    }

    /// - Parameters:
    ///   - solution: The worlds that agree with the observation; each is reasoned through.
    ///   - generator: Of the verifier's errors.
    /// - Throws: `RuleError` for rules that are cyclic.
    public func answer(
        _ question: RuleQuestion, worlds: [[String: Bool]], _ reasoner: inout some StepReasoner,
        using generator: inout SeededGenerator
    ) throws -> Trace {
        answer(
            question, order: try question.order(in: worlds.first ?? [:]), worlds: worlds, &reasoner, using: &generator)
    }

    /// - Parameter order: The rules that the target rests on, causes first.
    func answer(
        _ question: RuleQuestion, order: [Rule], worlds: [[String: Bool]], _ reasoner: inout some StepReasoner,
        using generator: inout SeededGenerator
    ) -> Trace {
        var trace = Trace(answer: .undetermined)
        let supposed = Dictionary(question.supposed.map { ($0.name, $0.isTrue) }) { _, later in later }
        let budget = 3 * order.count * max(worlds.count, 1)
        var answers: Set<Bool> = []
        for world in worlds {
            var values = world.merging(supposed) { _, set in set }
            for rule in order where supposed[rule.consequent.name] == nil {
                values[rule.consequent.name] = settle(rule, values, budget, &reasoner, &generator, &trace)
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
    ) -> Bool {
        while true {
            let value = reasoner.value(of: rule.consequent.name, by: rule, given: values)
            trace.calls += 1
            let isRight = value == rule.value(values)
            let stands = trace.calls >= budget || accepts(isRight, &generator)
            trace.steps.append(Step(name: rule.consequent.name, value: value, isKept: stands))
            if stands { return value }
        }
    }

    private func accepts(_ isRight: Bool, _ generator: inout SeededGenerator) -> Bool {
        switch verifier {
        case .rules: isRight
        case .none: true
        case .own(let accuracy): (Double.random(in: 0..<1, using: &generator) < accuracy) == isRight
        }
    }
}
