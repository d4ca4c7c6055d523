/// How much a run may do.
public struct RunLimits: Sendable, Hashable {
    /// Statements that may be run.
    public let steps: Int
    /// Variables that may be set.
    public let variables: Int
    /// Statements and operators that may be run in all, where a program is run for one hidden value after the other.
    public let work: Int

    /// - Parameters:
    ///   - steps: Statements that may be run.
    ///   - variables: Variables that may be set.
    ///   - work: Statements and operators that all runs together may take.
    public init(steps: Int = 10_000, variables: Int = 1_000, work: Int = 20_000_000) {
        (self.steps, self.variables, self.work) = (steps, variables, work)
    }
}

/// Why a run came to no value.
public enum RunError: Error, Sendable, Hashable, CustomStringConvertible {
    case stepLimit(Int)
    case memoryLimit(Int)
    case divisionByZero
    case overflow
    case unknownVariable(String)
    case noReturn(String)
    case arguments(found: Int, expected: Int)

    /// What went wrong, and where.
    public var description: String {
        switch self {
        case .stepLimit(let limit): "The program did not end within \(limit) steps."
        case .memoryLimit(let limit): "The program uses more than \(limit) variables."
        case .divisionByZero: "The program divides by zero."
        case .overflow: "A number grew beyond 64 bits."
        case .unknownVariable(let name): "'\(name)' is read before it has a value."
        case .noReturn(let name): "'\(name)' ends without 'return'."
        case .arguments(let found, let expected): "\(found) arguments were given, \(expected) are expected."
        }
    }
}

extension Program {
    /// The value that the program returns.
    public func run(_ arguments: [Int], limits: RunLimits = RunLimits()) throws(RunError) -> Int {
        try counted(arguments, limits).value
    }

    /// The value, the statements that were run for it, and these with the operators in them.
    func counted(_ arguments: [Int], _ limits: RunLimits) throws(RunError) -> (value: Int, steps: Int, work: Int) {
        guard arguments.count == parameters.count else {
            throw .arguments(found: arguments.count, expected: parameters.count)
        }
        var run = Run(limits: limits)
        for (name, value) in zip(parameters, arguments) { try run.set(name, value) }
        guard let value = try run.execute(body) else { throw .noReturn(name) }
        return (value, run.steps, run.steps + run.operators)
    }
}

private struct Run {
    private let limits: RunLimits
    private var values: [String: Int] = [:]
    private(set) var steps = 0
    /// How many were worked out: a line may hold many.
    private(set) var operators = 0

    init(limits: RunLimits) { self.limits = limits }

    mutating func set(_ name: String, _ value: Int) throws(RunError) {
        values[name] = value
        if values.count > limits.variables { throw .memoryLimit(limits.variables) }
    }

    private mutating func step() throws(RunError) {
        steps += 1
        if steps > limits.steps { throw .stepLimit(limits.steps) }
    }

    /// - Returns: The value of the `return` that was met, if one was.
    mutating func execute(_ statements: [Program.Statement]) throws(RunError) -> Int? {
        for statement in statements {
            if let value = try execute(statement) { return value }
        }
        return nil
    }

    private mutating func execute(_ statement: Program.Statement) throws(RunError) -> Int? {
        try step()
        switch statement {
        case .assign(let name, let formula): try set(name, try value(of: formula))
        case .give(let formula): return try value(of: formula)
        case .choose(let branches, let otherwise):
            for branch in branches where try value(of: branch.condition) != 0 { return try execute(branch.body) }
            return try execute(otherwise)
        case .loop(let condition, let body):
            while try value(of: condition) != 0 {
                try step()
                if let value = try execute(body) { return value }
            }
        case .count(let name, let from, let to, let body):
            var number = try value(of: from)
            let end = try value(of: to)
            while number < end {
                try step()
                try set(name, number)
                if let value = try execute(body) { return value }
                number += 1
            }
        }
        return nil
    }

    private mutating func value(of formula: Program.Formula) throws(RunError) -> Int {
        switch formula {
        case .number(let number): return number
        case .variable(let name):
            guard let value = values[name] else { throw .unknownVariable(name) }
            return value
        case .negated(let inner): return try Self.checked(0.subtractingReportingOverflow(try value(of: inner)))
        case .not(let inner): return try value(of: inner) == 0 ? 1 : 0
        case .binary(let sign, let left, let right): return try combine(sign, left, right)
        }
    }

    private mutating func combine(
        _ sign: Program.Operator, _ left: Program.Formula, _ right: Program.Formula
    ) throws(RunError) -> Int {
        operators += 1
        let one = try value(of: left)
        if sign == .and { return one == 0 ? one : try value(of: right) }
        if sign == .or { return one != 0 ? one : try value(of: right) }
        let other = try value(of: right)
        return switch sign {
        case .equal: one == other ? 1 : 0
        case .unequal: one != other ? 1 : 0
        case .atMost: one <= other ? 1 : 0
        case .atLeast: one >= other ? 1 : 0
        case .below: one < other ? 1 : 0
        case .above: one > other ? 1 : 0
        case .plus: try Self.checked(one.addingReportingOverflow(other))
        case .minus: try Self.checked(one.subtractingReportingOverflow(other))
        case .times: try Self.checked(one.multipliedReportingOverflow(by: other))
        case .over: try Self.flooredQuotient(one, other)
        case .modulo: try Self.flooredRemainder(one, other)
        case .and, .or: 0
        }
    }

    private static func checked(_ result: (partialValue: Int, overflow: Bool)) throws(RunError) -> Int {
        guard !result.overflow else { throw .overflow }
        return result.partialValue
    }

    private static func flooredQuotient(_ dividend: Int, _ divisor: Int) throws(RunError) -> Int {
        guard divisor != 0 else { throw .divisionByZero }
        let quotient = try checked(dividend.dividedReportingOverflow(by: divisor))
        return try flooredRemainder(dividend, divisor) != dividend - quotient * divisor ? quotient - 1 : quotient
    }

    /// It has the sign of the divisor.
    private static func flooredRemainder(_ dividend: Int, _ divisor: Int) throws(RunError) -> Int {
        guard divisor != 0 else { throw .divisionByZero }
        guard divisor != -1 else { return 0 }
        let remainder = dividend % divisor
        return remainder != 0 && (remainder < 0) != (divisor < 0) ? remainder + divisor : remainder
    }
}
