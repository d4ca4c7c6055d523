import ArgumentParser
import OtherwiseCore

/// What `--want` says. Which goal it means depends on what the model decides.
///
/// For a classifier a class of exactly that name wins over the grammar: the classes of a census are literally
/// `>50K` and `<=50K`.
struct GoalArgument: ExpressibleByArgument, Sendable {
    let text: String

    init(argument: String) {
        text = argument.trimmingCharacters { $0.isWhitespace }
    }

    /// - Parameter probability: The least probability of the class, 0...1; `nil` for none.
    /// - Throws: `GoalError` that says what the model may be asked for.
    func goal(for output: ModelOutput, probability: Double? = nil) throws(GoalError) -> Goal {
        let goal =
            switch output {
            case .classes(let classes): try self.goal(among: classes)
            case .number: try numericGoal()
            }
        guard let probability else { return goal }
        guard case .outcome(let label) = goal else {
            throw GoalError(
                .probabilityOfNoClass, wanted: text, "--probability goes with a wanted class, and '\(text)' is none",
                hint: "Leave it out, or name a class")
        }
        return .probable(label, atLeast: probability)
    }

    private func goal(among classes: [String]) throws(GoalError) -> Goal {
        if classes.contains(text) { return .outcome(text) }
        for prefix in ["not ", "!"] where text.hasPrefix(prefix) {
            let label = text.dropFirst(prefix.count).trimmingCharacters { $0.isWhitespace }
            if classes.contains(label) { return .not(label) }
        }
        let list = classes.prefix(20).joined(separator: ", ") + (classes.count > 20 ? ", …" : "")
        throw GoalError(
            .unknownClass, wanted: text, "The model has no class '\(text)'",
            hint: "Ask for one of \(list), or for 'not' and one of them")
    }

    private func numericGoal() throws(GoalError) -> Goal {
        for (mark, isLow) in [(">=", true), ("≥", true), ("<=", false), ("≤", false)] where text.hasPrefix(mark) {
            guard let bound = number(text.dropFirst(mark.count)) else { break }
            return .within(isLow ? bound...(.infinity) : -.infinity...bound)
        }
        guard let dots = text.firstRange(of: "..") else { throw notANumber }
        let end = text[dots.upperBound...]
        guard let low = number(text[..<dots.lowerBound]), let high = number(end.hasPrefix(".") ? end.dropFirst() : end)
        else {
            throw notANumber
        }
        guard low <= high else {
            throw GoalError(
                .emptyRange, wanted: text, "The range '\(text)' ends before it begins",
                hint: "Write the lower bound first")
        }
        return .within(low...high)
    }

    private var notANumber: GoalError {
        GoalError(
            .classOfNumber, wanted: text, "The model returns a number, and '\(text)' does not say which are wanted",
            hint: "Write '>=200', '<=100' or '100..200'")
    }

    private func number(_ text: Substring) -> Double? {
        Double(text.trimmingCharacters { $0.isWhitespace }).flatMap { $0.isFinite ? $0 : nil }
    }
}

extension StringProtocol {
    /// The text without such characters at its ends.
    func trimmingCharacters(where isTrimmed: (Character) -> Bool) -> String {
        var rest = self[...]
        while let first = rest.first, isTrimmed(first) { rest.removeFirst() }
        while let last = rest.last, isTrimmed(last) { rest.removeLast() }
        return String(rest)
    }
}
