extension Program: CustomStringConvertible {
    /// The program in Python's form, indented by four blanks; it runs there as it runs here.
    public var description: String {
        "def \(name)(\(parameters.joined(separator: ", "))):\n" + Self.text(of: body, indent: 1)
    }

    private static func text(of statements: [Statement], indent: Int) -> String {
        statements.map { text(of: $0, indent: indent) }.joined()
    }

    private static func text(of statement: Statement, indent: Int) -> String {
        let margin = String(repeating: "    ", count: indent)
        func block(_ head: String, _ body: [Statement]) -> String {
            "\(margin)\(head):\n" + (body.isEmpty ? "\(margin)    pass\n" : text(of: body, indent: indent + 1))
        }
        switch statement {
        case .assign(let name, let formula): return "\(margin)\(name) = \(formula)\n"
        case .give(let formula): return "\(margin)return \(formula)\n"
        case .loop(let condition, let body): return block("while \(condition)", body)
        case .count(let name, let from, let to, let body): return block("for \(name) in range(\(from), \(to))", body)
        case .choose(let branches, let otherwise):
            let chosen = branches.enumerated().map { place, branch in
                block("\(place == 0 ? "if" : "elif") \(branch.condition)", branch.body)
            }
            return chosen.joined() + (otherwise.isEmpty ? "" : block("else", otherwise))
        }
    }
}

extension Program.Formula: CustomStringConvertible {
    /// The formula in Python's form, with parentheses wherever there could be doubt.
    public var description: String {
        switch self {
        case .binary(let sign, let left, let right): "\(left.operand) \(sign.rawValue) \(right.operand)"
        case .negated(let inner): "-\(inner.operand)"
        case .not(let inner): "not \(inner.operand)"
        default: operand
        }
    }

    private var operand: String {
        switch self {
        case .number(let number): number < 0 ? "(\(number))" : "\(number)"
        case .variable(let name): name
        default: "(\(self))"
        }
    }
}
