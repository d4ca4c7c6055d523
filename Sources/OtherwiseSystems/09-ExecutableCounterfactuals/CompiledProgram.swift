/// A program as closures over slots: a second way to run it, which shares no code with the first.
struct CompiledProgram {
    private final class Frame {
        var slots: [Int]
        var result: Int?
        init(_ slots: [Int]) { self.slots = slots }
    }

    private typealias Action = (Frame) -> Void
    private typealias Reading = (Frame) -> Int

    private let action: Action
    private let count: Int

    init(_ program: Program) {
        var slots = Slots(program.parameters)
        action = Self.sequence(program.body, &slots)
        count = slots.count
    }

    /// The value returned; `nil` where the program returns none. For programs that end and stay within 64 bits.
    func run(_ arguments: [Int]) -> Int? {
        let frame = Frame(arguments + [Int](repeating: 0, count: count - arguments.count))
        action(frame)
        return frame.result
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
        return { [actions] frame in for action in actions where frame.result == nil { action(frame) } }
    }

    private static func action(_ statement: Program.Statement, _ slots: inout Slots) -> Action {
        switch statement {
        case .assign(let name, let formula):
            let value = reading(formula, &slots), slot = slots.number(of: name)
            return { $0.slots[slot] = value($0) }
        case .give(let formula):
            let value = reading(formula, &slots)
            return { $0.result = value($0) }
        case .loop(let condition, let body):
            let holds = reading(condition, &slots), inner = sequence(body, &slots)
            return { frame in while frame.result == nil, holds(frame) != 0 { inner(frame) } }
        case .count(let name, let from, let to, let body):
            let first = reading(from, &slots), last = reading(to, &slots), slot = slots.number(of: name)
            let inner = sequence(body, &slots)
            return { frame in
                for number in stride(from: first(frame), to: last(frame), by: 1) where frame.result == nil {
                    frame.slots[slot] = number
                    inner(frame)
                }
            }
        case .choose(let branches, let otherwise):
            var tests: [(Reading, Action)] = []
            for branch in branches { tests.append((reading(branch.condition, &slots), sequence(branch.body, &slots))) }
            let last = sequence(otherwise, &slots)
            return { [tests] frame in (tests.first { $0.0(frame) != 0 }?.1 ?? last)(frame) }
        }
    }

    private static func reading(_ formula: Program.Formula, _ slots: inout Slots) -> Reading {
        switch formula {
        case .number(let number): return { _ in number }
        case .variable(let name):
            let slot = slots.number(of: name)
            return { $0.slots[slot] }
        case .negated(let inner):
            let value = reading(inner, &slots)
            return { -value($0) }
        case .not(let inner):
            let value = reading(inner, &slots)
            return { value($0) == 0 ? 1 : 0 }
        case .binary(let sign, let left, let right):
            let one = reading(left, &slots), other = reading(right, &slots), combine = Self.function(of: sign)
            return { combine(one($0), other($0)) }
        }
    }

    private static func function(of sign: Program.Operator) -> (Int, Int) -> Int {
        switch sign {
        case .or: { $0 != 0 || $1 != 0 ? 1 : 0 }
        case .and: { $0 != 0 && $1 != 0 ? 1 : 0 }
        case .equal: { $0 == $1 ? 1 : 0 }
        case .unequal: { $0 != $1 ? 1 : 0 }
        case .atMost: { $0 <= $1 ? 1 : 0 }
        case .atLeast: { $0 >= $1 ? 1 : 0 }
        case .below: { $0 < $1 ? 1 : 0 }
        case .above: { $0 > $1 ? 1 : 0 }
        case .plus: { $0 + $1 }
        case .minus: { $0 - $1 }
        case .times: { $0 * $1 }
        case .over: { Int((Double($0) / Double($1)).rounded(.down)) }
        case .modulo: { (($0 % $1) + $1) % $1 }
        }
    }
}
