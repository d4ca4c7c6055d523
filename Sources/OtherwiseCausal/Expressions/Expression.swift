/// A formula over named numbers: small, safe, and always at an end.
///
/// Conditions are 1 where they hold and 0 where they do not; any number but 0 counts as true.
public indirect enum Expression: Sendable, Hashable {
    case number(Double)
    case variable(String)
    case negated(Expression)
    case not(Expression)
    case binary(Operator, Expression, Expression)
    case call(Function, [Expression])

    /// What joins two expressions; truth values are 1 and 0.
    public enum Operator: String, Sendable, Hashable, CaseIterable {
        case or, and
        case equal = "==", unequal = "!=", atMost = "<=", atLeast = ">=", below = "<", above = ">"
        case plus = "+", minus = "-", times = "*", over = "/"
        /// The remainder of the floored quotient; it has the sign of the divisor.
        case modulo = "%"
        case power = "^"
    }

    /// A function that may be called by name.
    public enum Function: String, Sendable, Hashable, CaseIterable {
        case min, max, abs, sqrt, exp, log, sin, cos, tanh, floor, ceil, round, sign
        /// `if(condition, then, else)`
        case choose = "if"

        /// How many arguments it takes.
        var arity: ClosedRange<Int> {
            switch self {
            case .min, .max: 1...Int.max
            case .choose: 3...3
            default: 1...1
            }
        }
    }
}

extension Expression {
    /// The names that the formula mentions.
    public var variables: Set<String> {
        switch self {
        case .number: []
        case .variable(let name): [name]
        case .negated(let inner), .not(let inner): inner.variables
        case .binary(_, let left, let right): left.variables.union(right.variables)
        case .call(_, let arguments): arguments.reduce(into: []) { $0.formUnion($1.variables) }
        }
    }
}

extension Expression: CustomStringConvertible {
    /// The formula with brackets around every operation but the outermost; it reads back as the same.
    public var description: String {
        switch self {
        case .negated(let inner): "-\(inner.operand)"
        case .not(let inner): "not \(inner.operand)"
        case .binary(let sign, let left, let right): "\(left.operand) \(sign.rawValue) \(right.operand)"
        default: operand
        }
    }

    private var operand: String {
        switch self {
        case .number(let number): number < 0 ? "(\(number))" : "\(number)"
        case .variable(let name): name.isReservedInExpressions ? name.quoted : name.quotedIfNeeded
        case .call(let function, let arguments):
            "\(function.rawValue)(\(arguments.map(\.description).joined(separator: ", ")))"
        default: "(\(self))"
        }
    }
}

extension String {
    /// Whether the bare word would mean something else in a formula.
    fileprivate var isReservedInExpressions: Bool { ["and", "or", "not"].contains(lowercased()) }
}
