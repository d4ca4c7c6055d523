/// A program of the small language in which counterfactuals are run: whole numbers, conditions, loops, no effects.
///
/// It always ends: by its `return`, or by the limits of the run. `//` and `%` round down, as in Python.
public struct Program: Sendable, Hashable {
    public let name: String
    public let parameters: [String]
    public let body: [Statement]

    public init(name: String, parameters: [String], body: [Statement]) {
        (self.name, self.parameters, self.body) = (name, parameters, body)
    }

    public indirect enum Statement: Sendable, Hashable {
        case assign(String, Formula)
        /// Conditions with their bodies, the first that holds counts; then what is done if none holds.
        case choose([Branch], otherwise: [Statement])
        case loop(while: Formula, [Statement])
        /// `for name in range(from, to)`
        case count(String, from: Formula, to: Formula, [Statement])
        case give(Formula)
    }

    public struct Branch: Sendable, Hashable {
        public let condition: Formula
        public let body: [Statement]

        public init(_ condition: Formula, _ body: [Statement]) { (self.condition, self.body) = (condition, body) }
    }

    public indirect enum Formula: Sendable, Hashable {
        case number(Int)
        case variable(String)
        case negated(Formula)
        case not(Formula)
        case binary(Operator, Formula, Formula)
    }

    public enum Operator: String, Sendable, Hashable, CaseIterable {
        case or, and
        case equal = "==", unequal = "!=", atMost = "<=", atLeast = ">=", below = "<", above = ">"
        case plus = "+", minus = "-", times = "*", over = "//", modulo = "%"
    }
}
