/// A program as closures over slots: a second way to run it, which shares no code with the first.
struct CompiledProgram {
    private final class Frame {
        var slots: [Int?]
        var result: Int?
        private(set) var steps = 0
        var operators = 0
        private let limit: Int

        init(_ slots: [Int?], limit: Int) { (self.slots, self.limit) = (slots, limit) }

        func step() throws(Failure) {
            steps += 1
            if steps > limit { throw Failure() }
        }
    }

    /// A division by zero, a number beyond 64 bits, a variable without a value, or too many steps.
    private struct Failure: Error {}

    private typealias Action = (Frame) throws(Failure) -> Void
    private typealias Reading = (Frame) throws(Failure) -> Int

    private let action: Action
    private let count: Int

    init(_ program: Program) {
        var slots = Slots(program.parameters)
        action = Self.sequence(program.body, &slots)
        count = slots.count
    }

    /// The value returned, the statements that were run, and these with the operators in them.
    ///
    /// - Returns: No value where the program returns none, goes wrong, or does not end within the limit of steps.
    func run(_ arguments: [Int], limit: Int = RunLimits().steps) -> (value: Int?, steps: Int, work: Int) {
        let unset = [Int?](repeating: nil, count: count - arguments.count)
        let frame = Frame(arguments.map(Optional.some) + unset, limit: limit)
        do {
            try action(frame)
            return (frame.result, frame.steps, frame.steps + frame.operators)
        } catch {
            return (nil, frame.steps, frame.steps + frame.operators)
        }
    }

    private struct Slots {
        private var numbers: [String: Int] = [:]
        var count: Int { numbers.count }

        init(_ names: [String]) { for name in names { _ = number(of: name) } }

        mutating func number(of name: String) -> Int {
            if let number = numbers[name] { return number }
            numbers[name] = numbers.count
            return numbers.count - 1
        }
    }

    private static func sequence(_ statements: [Program.Statement], _ slots: inout Slots) -> Action {
        var actions: [Action] = []
        for statement in statements { actions.append(action(statement, &slots)) }
        return { [actions] frame throws(Failure) in
            for action in actions where frame.result == nil {
                try frame.step()
                try action(frame)
            }
        }
    }

    private static func action(_ statement: Program.Statement, _ slots: inout Slots) -> Action {
        switch statement {
        case .assign(let name, let formula):
            let value = reading(formula, &slots), slot = slots.number(of: name)
            return { frame throws(Failure) in frame.slots[slot] = try value(frame) }
        case .give(let formula):
            let value = reading(formula, &slots)
            return { frame throws(Failure) in frame.result = try value(frame) }
        case .loop(let condition, let body):
            let holds = reading(condition, &slots), inner = sequence(body, &slots)
            return { frame throws(Failure) in
                while frame.result == nil, try holds(frame) != 0 {
                    try frame.step()
                    try inner(frame)
                }
            }
        case .count(let name, let from, let to, let body):
            let first = reading(from, &slots), last = reading(to, &slots), slot = slots.number(of: name)
            let inner = sequence(body, &slots)
            return { frame throws(Failure) in
                let (start, end) = (try first(frame), try last(frame))
                var number = start
                while number < end, frame.result == nil {
                    try frame.step()
                    frame.slots[slot] = number
                    try inner(frame)
                    number += 1
                }
            }
        case .choose(let branches, let otherwise): return choice(branches, otherwise, &slots)
        }
    }

    private static func choice(
        _ branches: [Program.Branch], _ otherwise: [Program.Statement], _ slots: inout Slots
    ) -> Action {
        var tests: [(Reading, Action)] = []
        for branch in branches { tests.append((reading(branch.condition, &slots), sequence(branch.body, &slots))) }
        let last = sequence(otherwise, &slots)
        return { [tests] frame throws(Failure) in
            for (holds, action) in tests where try holds(frame) != 0 { return try action(frame) }
            try last(frame)
        }
    }

    private static func reading(_ formula: Program.Formula, _ slots: inout Slots) -> Reading {
        switch formula {
        case .number(let number): return { _ in number }
        case .variable(let name):
            let slot = slots.number(of: name)
            return { frame throws(Failure) in try known(frame.slots[slot]) }
        case .negated(let inner):
            let value = reading(inner, &slots)
            return { frame throws(Failure) in try within(0.subtractingReportingOverflow(try value(frame))) }
        case .not(let inner):
            let value = reading(inner, &slots)
            return { frame throws(Failure) in try value(frame) == 0 ? 1 : 0 }
        case .binary(let sign, let left, let right):
            let one = reading(left, &slots), other = reading(right, &slots)
            if sign == .and || sign == .or {
                // The second is worked out where the first does not settle it, and is then the value.
                return { frame throws(Failure) in
                    frame.operators += 1
                    let value = try one(frame)
                    return (value == 0) == (sign == .and) ? value : try other(frame)
                }
            }
            let combine = function(of: sign)
            return { frame throws(Failure) in
                frame.operators += 1
                return try combine(try one(frame), try other(frame))
            }
        }
    }

    private static func function(of sign: Program.Operator) -> (Int, Int) throws(Failure) -> Int {
        switch sign {
        case .or, .and: { $1 != 0 ? $0 : $1 }
        case .equal: { $0 == $1 ? 1 : 0 }
        case .unequal: { $0 != $1 ? 1 : 0 }
        case .atMost: { $0 <= $1 ? 1 : 0 }
        case .atLeast: { $0 >= $1 ? 1 : 0 }
        case .below: { $0 < $1 ? 1 : 0 }
        case .above: { $0 > $1 ? 1 : 0 }
        case .plus: { one, other throws(Failure) in try within(one.addingReportingOverflow(other)) }
        case .minus: { one, other throws(Failure) in try within(one.subtractingReportingOverflow(other)) }
        case .times: { one, other throws(Failure) in try within(one.multipliedReportingOverflow(by: other)) }
        case .over: { one, other throws(Failure) in try within(floored(one, other).quotient) }
        case .modulo: { one, other throws(Failure) in try floored(one, other).remainder }
        }
    }

    private static func known(_ value: Int?) throws(Failure) -> Int {
        guard let value else { throw Failure() }
        return value
    }

    private static func within(_ result: (partialValue: Int, overflow: Bool)) throws(Failure) -> Int {
        try known(result.overflow ? nil : result.partialValue)
    }

    /// Of sizes, which 64 bits without a sign hold; the signs come after.
    private static func floored(
        _ one: Int, _ other: Int
    ) throws(Failure) -> (quotient: (partialValue: Int, overflow: Bool), remainder: Int) {
        guard other != 0 else { throw Failure() }
        let (size, rest) = one.magnitude.quotientAndRemainder(dividingBy: other.magnitude)
        let isNegative = (one < 0) != (other < 0)
        let steps = isNegative && rest > 0 ? size + 1 : size
        let left = isNegative && rest > 0 ? other.magnitude - rest : rest
        let quotient =
            isNegative
            ? Int(exactly: steps).map { -$0 } ?? (steps == Int.min.magnitude ? Int.min : nil) : Int(exactly: steps)
        return ((quotient ?? 0, quotient == nil), other < 0 ? -Int(left) : Int(left))
    }
}
