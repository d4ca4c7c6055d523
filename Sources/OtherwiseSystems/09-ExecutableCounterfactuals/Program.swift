/// A program of the small language in which counterfactuals are run: whole numbers, conditions, loops, no effects.
///
/// It always ends: by its `return`, or by the limits of the run. `//` and `%` round down, as in Python.
public struct Program: Sendable, Hashable {
    /// What it is called.
    public let name: String
    /// Its inputs, in order.
    public let parameters: [String]
    /// What it does, in order.
    public let body: [Statement]

    /// A program as its parts.
    public init(name: String, parameters: [String], body: [Statement]) {
        (self.name, self.parameters, self.body) = (name, parameters, body)
    }

    /// One thing that a program does.
    public indirect enum Statement: Sendable, Hashable {
        case assign(String, Formula)
        /// Conditions with their bodies, the first that holds counts; then what is done if none holds.
        case choose([Branch], otherwise: [Statement])
        case loop(while: Formula, [Statement])
        /// `for name in range(from, to)`
        case count(String, from: Formula, to: Formula, [Statement])
        case give(Formula)
    }

    /// What is done under a condition.
    public struct Branch: Sendable, Hashable {
        /// Holds where it is not 0.
        public let condition: Formula
        /// What is done then.
        public let body: [Statement]

        /// A condition and what is done under it.
        public init(_ condition: Formula, _ body: [Statement]) { (self.condition, self.body) = (condition, body) }
    }

    /// What a number is computed by.
    public indirect enum Formula: Sendable, Hashable {
        case number(Int)
        case variable(String)
        case negated(Formula)
        case not(Formula)
        case binary(Operator, Formula, Formula)
    }

    /// What joins two formulas, with Python's meaning: `//` and `%` round down; `and` and `or` give the side that settles
    /// them, and leave the second alone where the first does.
    public enum Operator: String, Sendable, Hashable, CaseIterable {
        case or, and
        case equal = "==", unequal = "!=", atMost = "<=", atLeast = ">=", below = "<", above = ">"
        case plus = "+", minus = "-", times = "*", over = "//", modulo = "%"
    }
}
