public import OtherwiseCausal

/// A line of reasoning that can be run: what someone does with the numbers of a question to get an answer.
public struct Procedure: Sendable, Hashable {
    /// Different from those of other procedures of a library.
    public let name: String
    /// In words.
    public let rationale: String
    /// What is done with the numbers.
    public let program: Expression

    /// A line of reasoning in words and as a formula.
    public init(name: String, rationale: String, program: Expression) {
        self.name = name
        self.rationale = rationale
        self.program = program
    }

    /// The answer to a question with these numbers; `nil` where there is none, as where it divides by 0.
    public func answer(_ numbers: [String: Double]) -> Double? {
        let value = program.value(numbers)
        return value.isFinite ? value : nil
    }
}

extension Double {
    /// Whether two answers are the same number, the rounding of a formula aside.
    func isSameAnswer(as other: Double) -> Bool { abs(self - other) <= 1e-9 * max(1, abs(self)) }
}
