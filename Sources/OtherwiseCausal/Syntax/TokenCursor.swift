/// Goes through the words of a text, one after the other.
struct TokenCursor {
    let source: SourceText
    private let tokens: [Token]
    private var place = 0

    init(_ text: String, _ lexicon: Lexicon) throws(SyntaxError) {
        source = SourceText(text)
        tokens = try Lexer.tokens(of: source, lexicon)
    }

    /// The next word; at the end of the text, `.end` for ever.
    var current: Token { tokens[place] }
    /// The word after the next.
    var following: Token { tokens[min(place + 1, tokens.count - 1)] }
    /// The number of words.
    var count: Int { tokens.count }
    var isAtEnd: Bool { current.kind == .end }

    @discardableResult
    mutating func advance() -> Token {
        defer { place = min(place + 1, tokens.count - 1) }
        return tokens[place]
    }

    func isAt(_ symbol: String) -> Bool { current.kind == .symbol && current.text == symbol }

    /// Whether the next word is `word`, whatever its case.
    func isAtWord(_ word: String) -> Bool { current.kind == .name && current.text.lowercased() == word }

    /// Goes past `symbol` if it is next.
    mutating func take(_ symbol: String) -> Bool {
        guard isAt(symbol) else { return false }
        advance()
        return true
    }

    /// Goes past `word` if it is next.
    mutating func takeWord(_ word: String) -> Bool {
        guard isAtWord(word) else { return false }
        advance()
        return true
    }

    mutating func expect(_ symbol: String) throws(SyntaxError) {
        guard take(symbol) else { throw unexpected("'\(symbol)'") }
    }

    /// A name, plain or in quotes.
    mutating func name(_ role: String) throws(SyntaxError) -> Token {
        guard current.kind == .name || current.kind == .quoted else { throw unexpected(role) }
        return advance()
    }

    /// A number, with its sign.
    mutating func number(_ role: String) throws(SyntaxError) -> Double {
        let isNegative = take("-")
        if !isNegative { _ = take("+") }
        guard current.kind == .number, let number = Double(current.text), number.isFinite else {
            throw unexpected(role)
        }
        advance()
        return isNegative ? -number : number
    }

    /// The error that something else stands where `expected` should.
    func unexpected(_ expected: String) -> SyntaxError {
        let found: String =
            switch current.kind {
            case .end: "the text ends"
            case .newline: "the line ends"
            case .quoted: "\"\(current.text)\" was found"
            default: "'\(current.text)' was found"
            }
        return error("Expected \(expected); \(found).")
    }

    func error(_ message: String) -> SyntaxError { error(message, at: current) }

    func error(_ message: String, at token: Token) -> SyntaxError {
        source.error(message, at: token.range.lowerBound)
    }
}
