import OtherwiseCore

/// Turns levels into numbers in the formulas of a model.
///
/// A level counts by its place from 0. Beside the variable that has it, it may be written by its name, as in
/// `sector == public`; a name that a variable has is that variable. Where all names of a variable's levels are numbers,
/// it counts as these: `2 * dose` is 20 at the level 10.
struct LevelNumbering {
    /// By variable.
    let levels: [String: [String]]
    /// Of all variables.
    let names: Set<String>
    /// Whether the formula gives the place of a level, so that numbers and places could be taken for each other.
    let isFunction: Bool

    /// - Throws: `CausalModelError` for a number that no level has, for levels of which a function does not say whether it
    ///   means their numbers or their places, and for two variables that are compared and have other levels.
    func applied(to formula: Expression) throws -> Expression {
        switch formula {
        case .number: formula
        case .variable(let name): try number(of: name)
        case .negated(let inner): .negated(try applied(to: inner))
        case .not(let inner): .not(try applied(to: inner))
        case .binary(let sign, let left, let right) where [.equal, .unequal].contains(sign):
            try comparison(sign, left, right)
        case .binary(let sign, let left, let right): .binary(sign, try applied(to: left), try applied(to: right))
        case .call(let function, let arguments): .call(function, try arguments.map(applied))
        }
    }

    private func comparison(
        _ sign: Expression.Operator, _ left: Expression, _ right: Expression
    ) throws -> Expression {
        if let place = try place(of: right, beside: left) { return .binary(sign, left, .number(Double(place))) }
        if let place = try place(of: left, beside: right) { return .binary(sign, .number(Double(place)), right) }
        if case .variable(let one) = left, case .variable(let other) = right, levels[one] == levels[other] {
            return .binary(sign, left, right)
        }
        try requireComparable(left, right)
        return .binary(sign, try applied(to: left), try applied(to: right))
    }

    /// - Throws: `CausalModelError` for two variables whose levels differ and are not all numbers: the places of these say
    ///   nothing about each other.
    private func requireComparable(_ left: Expression, _ right: Expression) throws(CausalModelError) {
        guard case .variable(let one) = left, case .variable(let other) = right, let own = levels[one],
            let others = levels[other], own != others, (own + others).contains(where: { $0.finiteNumber == nil }),
            ![own, others].contains(where: Self.arePlaces)
        else { return }
        throw .inconsistent(
            "'\(one)' and '\(other)' have other levels, or in another order, so that their places say nothing. Compare each with a level: (\(one) == … and \(other) == …)."
        )
    }

    /// Whether levels are called by their places, as those of hidden causes are.
    private static func arePlaces(_ levels: [String]) -> Bool {
        levels.map(\.finiteNumber) == levels.indices.map { Double($0) }
    }

    /// The place of the level that an expression names beside the variable that has it; `nil` where it names none.
    private func place(of level: Expression, beside variable: Expression) throws -> Int? {
        guard case .variable(let name) = variable, let own = levels[name] else { return nil }
        if case .variable(let word) = level { return names.contains(word) ? nil : own.firstIndex(of: word) }
        guard let number = level.constant, own.contains(where: { $0.finiteNumber != nil }) else { return nil }
        guard let place = own.firstIndex(where: { $0.finiteNumber == number }) else {
            throw CausalModelError.unknownLevel(number.plain, of: name, levels: own)
        }
        return place
    }

    /// What a variable counts: its own number or place, or the number that its level has for a name.
    private func number(of name: String) throws -> Expression {
        let own = levels[name] ?? [], numbers = own.compactMap(\.finiteNumber)
        guard numbers.count == own.count, numbers != own.indices.map({ Double($0) }) else { return .variable(name) }
        guard !isFunction else {
            throw CausalModelError.inconsistent(
                "A function counts levels by their place from 0, and those of '\(name)' are other numbers. Compare it with one of them, as in \(name) == \(own[0])."
            )
        }
        return Self.sum(of: numbers[...], where: name)
    }

    /// `Σ number * (name == place)`, in halves, so that no number of levels nests deeply.
    private static func sum(of numbers: ArraySlice<Double>, where name: String) -> Expression {
        let start = numbers.startIndex
        guard numbers.count > 1 else {
            return .binary(
                .times, .number(numbers[start]), .binary(.equal, .variable(name), .number(Double(start))))
        }
        let middle = start + numbers.count / 2
        return .binary(
            .plus, sum(of: numbers[start..<middle], where: name), sum(of: numbers[middle...], where: name))
    }
}

extension Expression {
    /// The number that it is, with or without a sign.
    fileprivate var constant: Double? {
        switch self {
        case .number(let number): number
        case .negated(let inner): inner.constant.map(-)
        default: nil
        }
    }
}

extension String {
    /// The number that it is, if it is a finite one.
    var finiteNumber: Double? { Double(self).flatMap { $0.isFinite ? $0 : nil } }
}
