extension Program {
    /// The program told as instructions in words, for a reader who sees no code.
    public var inWords: String {
        "Someone starts with the number x.\n" + Self.words(body, margin: "")
    }

    private static func words(_ statements: [Statement], margin: String) -> String {
        statements.map { words($0, margin: margin) }.joined()
    }

    private static func words(_ statement: Statement, margin: String) -> String {
        switch statement {
        case .assign(let name, let formula): return "\(margin)They set \(name) to \(formula.words).\n"
        case .give(let formula): return "\(margin)They report \(formula.words).\n"
        case .loop(let condition, let body):
            return "\(margin)As long as \(condition.words):\n" + words(body, margin: margin + "  ")
        case .count(let name, let from, let to, let body):
            return "\(margin)For \(name) from \(from.words) up to but not including \(to.words):\n"
                + words(body, margin: margin + "  ")
        case .choose(let branches, let otherwise):
            let parts = branches.enumerated().map { place, branch in
                "\(margin)\(place == 0 ? "If" : "Otherwise, if") \(branch.condition.words):\n"
                    + words(branch.body, margin: margin + "  ")
            }
            return parts.joined()
                + (otherwise.isEmpty ? "" : "\(margin)Otherwise:\n" + words(otherwise, margin: margin + "  "))
        }
    }
}

extension Program.Formula {
    fileprivate var words: String {
        switch self {
        case .number(let number): "\(number)"
        case .variable(let name): name
        case .negated(let inner): "the opposite of \(inner.words)"
        case .not(let inner): "it is not so that \(inner.words)"
        case .binary(let sign, let left, let right): "\(left.part) \(sign.words) \(right.part)"
        }
    }

    private var part: String {
        if case .binary = self { "(\(words))" } else { words }
    }
}

extension Program.Operator {
    fileprivate var words: String {
        switch self {
        case .or: "or"
        case .and: "and"
        case .equal: "equals"
        case .unequal: "differs from"
        case .atMost: "is at most"
        case .atLeast: "is at least"
        case .below: "is less than"
        case .above: "is more than"
        case .plus: "plus"
        case .minus: "minus"
        case .times: "times"
        case .over: "divided, rounding down, by"
        case .modulo: "modulo"
        }
    }
}
