import Foundation

extension Expression {
    /// The value for numbers by name; NaN where the formula has none, or mentions a name that is not among them.
    public func value(_ numbers: [String: Double]) -> Double { values(numbers.mapValues { [$0] }, count: 1)[0] }

    /// The value for every row of some columns.
    ///
    /// - Parameter columns: By name, `[rows]` each; one that is not given counts as NaN.
    /// - Returns: `[rows]`; NaN or infinite where the formula has no value, such as `log(0)`.
    func values(_ columns: [String: [Double]], count: Int) -> [Double] {
        switch self {
        case .number(let number): return [Double](repeating: number, count: count)
        case .variable(let name): return columns[name] ?? [Double](repeating: .nan, count: count)
        case .negated(let inner): return inner.values(columns, count: count).map { -$0 }
        case .not(let inner): return inner.values(columns, count: count).map { $0 == 0 ? 1 : 0 }
        case .binary(let sign, let left, let right):
            return sign.combine(left.values(columns, count: count), right.values(columns, count: count))
        case .call(let function, let arguments):
            return function.apply(to: arguments.map { $0.values(columns, count: count) })
        }
    }
}

extension Expression.Operator {
    fileprivate func combine(_ left: [Double], _ right: [Double]) -> [Double] {
        switch self {
        case .or: Self.zip(left, right) { $0 != 0 || $1 != 0 ? 1 : 0 }
        case .and: Self.zip(left, right) { $0 != 0 && $1 != 0 ? 1 : 0 }
        case .equal: Self.zip(left, right) { $0 == $1 ? 1 : 0 }
        case .unequal: Self.zip(left, right) { $0 != $1 ? 1 : 0 }
        case .atMost: Self.zip(left, right) { $0 <= $1 ? 1 : 0 }
        case .atLeast: Self.zip(left, right) { $0 >= $1 ? 1 : 0 }
        case .below: Self.zip(left, right) { $0 < $1 ? 1 : 0 }
        case .above: Self.zip(left, right) { $0 > $1 ? 1 : 0 }
        case .plus: Self.zip(left, right, +)
        case .minus: Self.zip(left, right, -)
        case .times: Self.zip(left, right, *)
        case .over: Self.zip(left, right, /)
        case .modulo: Self.zip(left, right) { $0 - $1 * ($0 / $1).rounded(.down) }
        case .power: Self.zip(left, right, pow)
        }
    }

    @inline(__always)
    private static func zip(_ left: [Double], _ right: [Double], _ combine: (Double, Double) -> Double) -> [Double] {
        left.indices.map { combine(left[$0], right[$0]) }
    }
}

extension Expression.Function {
    fileprivate func apply(to columns: [[Double]]) -> [Double] {
        let first = columns[0]
        return switch self {
        case .min:
            columns.dropFirst().reduce(first) { left, right in left.indices.map { Swift.min(left[$0], right[$0]) } }
        case .max:
            columns.dropFirst().reduce(first) { left, right in left.indices.map { Swift.max(left[$0], right[$0]) } }
        case .abs: first.map { Swift.abs($0) }
        case .sqrt: first.map { $0.squareRoot() }
        case .exp: first.map { Foundation.exp($0) }
        case .log: first.map { Foundation.log($0) }
        case .sin: first.map { Foundation.sin($0) }
        case .cos: first.map { Foundation.cos($0) }
        case .tanh: first.map { Foundation.tanh($0) }
        case .floor: first.map { $0.rounded(.down) }
        case .ceil: first.map { $0.rounded(.up) }
        case .round: first.map { $0.rounded(.toNearestOrEven) }
        case .sign: first.map { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }
        case .choose: first.indices.map { first[$0] != 0 ? columns[1][$0] : columns[2][$0] }
        }
    }
}
