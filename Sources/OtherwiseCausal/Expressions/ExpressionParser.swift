extension Expression {
    /// Reads a formula such as `35 + 2 * education - if(age > 60, 5, 0)`.
    ///
    /// ```
    /// formula    = disjunct { "or" disjunct }
    /// disjunct   = negation { "and" negation }
    /// negation   = "not" negation | comparison
    /// comparison = sum [ ("==" | "!=" | "<=" | ">=" | "<" | ">") sum ]
    /// sum        = term { ("+" | "-") term }
    /// term       = factor { ("*" | "/" | "%") factor }
    /// factor     = "-" factor | power
    /// power      = atom [ "^" factor ]
    /// atom       = number | name | function "(" formula { "," formula } ")" | "(" formula ")"
    /// ```
    ///
    /// - Throws: `SyntaxError`, with a caret.
    public init(_ text: String) throws(SyntaxError) {
        var parser = ExpressionParser(cursor: try TokenCursor(text, .expression))
        guard parser.cursor.count <= ExpressionParser.lengthLimit else {
            throw parser.cursor.error("The formula has more than \(ExpressionParser.lengthLimit) words.")
        }
        self = try parser.formula()
        guard parser.cursor.isAtEnd else { throw parser.cursor.unexpected("an operator, or the end") }
    }
}

extension Lexicon {
    static let expression = Lexicon(
        symbols: ["+", "-", "*", "/", "%", "^", "(", ")", ",", "==", "!=", "<=", ">=", "<", ">"], lineComments: ["#"])
}

/// Reads formulas by recursive descent.
struct ExpressionParser {
    var cursor: TokenCursor
    private var depth = 0

    /// Deeper than any formula that a person writes, and no danger to the stack.
    private static let depthLimit = 100
    /// The same for chains such as `1 + 1 + …`, which nest as deep as they are long.
    static let lengthLimit = 2000

    init(cursor: TokenCursor) { self.cursor = cursor }

    mutating func formula() throws(SyntaxError) -> Expression {
        guard depth < Self.depthLimit else {
            throw cursor.error("The formula is nested more than \(Self.depthLimit) deep.")
        }
        depth += 1
        defer { depth -= 1 }
        var left = try conjunction()
        while cursor.takeWord("or") { left = .binary(.or, left, try conjunction()) }
        return left
    }

    private mutating func conjunction() throws(SyntaxError) -> Expression {
        var left = try negation()
        while cursor.takeWord("and") { left = .binary(.and, left, try negation()) }
        return left
    }

    private mutating func negation() throws(SyntaxError) -> Expression {
        var count = 0
        while cursor.takeWord("not") { count += 1 }
        let inner = try comparison()
        return (0..<count).reduce(inner) { inner, _ in .not(inner) }
    }

    private mutating func comparison() throws(SyntaxError) -> Expression {
        let left = try sum()
        guard let sign = take([.equal, .unequal, .atMost, .atLeast, .below, .above]) else { return left }
        return .binary(sign, left, try sum())
    }

    private mutating func sum() throws(SyntaxError) -> Expression {
        var left = try term()
        while let sign = take([.plus, .minus]) { left = .binary(sign, left, try term()) }
        return left
    }

    private mutating func term() throws(SyntaxError) -> Expression {
        var left = try factor()
        while let sign = take([.times, .over, .modulo]) { left = .binary(sign, left, try factor()) }
        return left
    }

    private mutating func factor() throws(SyntaxError) -> Expression {
        var count = 0
        while cursor.take("-") { count += 1 }
        let inner = try power()
        return (0..<count).reduce(inner) { inner, _ in .negated(inner) }
    }

    private mutating func power() throws(SyntaxError) -> Expression {
        let base = try atom()
        guard cursor.take("^") else { return base }
        guard depth < Self.depthLimit else { throw cursor.error("The formula is nested too deep.") }
        depth += 1
        defer { depth -= 1 }
        return .binary(.power, base, try factor())
    }

    private mutating func atom() throws(SyntaxError) -> Expression {
        if cursor.current.kind == .number { return .number(try cursor.number("a number")) }
        if cursor.take("(") {
            let inner = try formula()
            try cursor.expect(")")
            return inner
        }
        let name = try cursor.name("a number, a name or '('")
        guard name.kind == .name, cursor.isAt("(") else { return .variable(name.text) }
        guard let function = Expression.Function(rawValue: name.text.lowercased()) else {
            let known = Expression.Function.allCases.map(\.rawValue).joined(separator: ", ")
            throw cursor.error("There is no function '\(name.text)'. There are: \(known).", at: name)
        }
        return .call(function, try arguments(of: function, at: name))
    }

    private mutating func arguments(of function: Expression.Function, at name: Token) throws(SyntaxError)
        -> [Expression]
    {
        try cursor.expect("(")
        var arguments = [try formula()]
        while cursor.take(",") { arguments.append(try formula()) }
        try cursor.expect(")")
        guard function.arity.contains(arguments.count) else {
            throw cursor.error(
                "'\(name.text)' takes \(function.arity.lowerBound) arguments, not \(arguments.count).", at: name)
        }
        return arguments
    }

    private mutating func take(_ signs: [Expression.Operator]) -> Expression.Operator? {
        guard cursor.current.kind == .symbol, let sign = signs.first(where: { $0.rawValue == cursor.current.text })
        else { return nil }
        cursor.advance()
        return sign
    }
}
