/// One word of a text.
struct Token: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case name, quoted, number, symbol, newline
        /// A character that the language does not know.
        case unknown
        case end
    }

    let kind: Kind
    /// The word itself; of a quoted word, what stands between the quotes.
    let text: String
    let range: Range<Int>
}

/// What the words of a language look like.
struct Lexicon: Sendable {
    /// Signs of one or more characters; where two fit, the longer one counts.
    let symbols: [[Unicode.Scalar]]
    /// What starts a comment that ends with its line.
    let lineComments: [[Unicode.Scalar]]
    let hasBlockComments: Bool
    /// Signs that may stand inside a name, though not begin it.
    let nameSigns: Set<Unicode.Scalar>
    let hasNewlines: Bool

    init(
        symbols: [String], lineComments: [String] = [], hasBlockComments: Bool = false, nameSigns: String = "",
        hasNewlines: Bool = false
    ) {
        self.symbols = symbols.map { Array($0.unicodeScalars) }.sorted { $0.count > $1.count }
        self.lineComments = lineComments.map { Array($0.unicodeScalars) }
        self.hasBlockComments = hasBlockComments
        self.nameSigns = Set(nameSigns.unicodeScalars)
        self.hasNewlines = hasNewlines
    }
}

/// Cuts a text into words.
struct Lexer {
    private let source: SourceText
    private let lexicon: Lexicon
    private var place = 0

    static func tokens(of source: SourceText, _ lexicon: Lexicon) throws(SyntaxError) -> [Token] {
        var lexer = Lexer(source: source, lexicon: lexicon)
        var tokens: [Token] = []
        repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
        return tokens
    }

    private init(source: SourceText, lexicon: Lexicon) {
        (self.source, self.lexicon) = (source, lexicon)
    }

    private var scalars: [Unicode.Scalar] { source.scalars }

    private mutating func next() throws(SyntaxError) -> Token {
        try skipBlanks()
        guard place < scalars.count else { return Token(kind: .end, text: "", range: place..<place) }
        let start = place, first = scalars[place]
        if first == "\n" { return token(.newline, to: place + 1) }
        if first == "\"" { return try quoted() }
        if first.isDigit || (first == "." && place + 1 < scalars.count && scalars[place + 1].isDigit) {
            return number()
        }
        if let symbol = lexicon.symbols.first(where: { scalars[start...].starts(with: $0) }) {
            return token(.symbol, to: start + symbol.count)
        }
        return first.startsName ? token(.name, to: endOfName(from: start)) : token(.unknown, to: start + 1)
    }

    private mutating func token(_ kind: Token.Kind, to end: Int) -> Token {
        defer { place = end }
        return Token(kind: kind, text: source[place..<end], range: place..<end)
    }

    private mutating func skipBlanks() throws(SyntaxError) {
        while place < scalars.count {
            let rest = scalars[place...]
            if scalars[place].properties.isWhitespace, !(lexicon.hasNewlines && scalars[place] == "\n") {
                place += 1
            } else if lexicon.lineComments.contains(where: rest.starts(with:)) {
                place = rest.firstIndex(of: "\n") ?? scalars.count
            } else if lexicon.hasBlockComments, rest.starts(with: ["/", "*"]) {
                try skipBlockComment()
            } else {
                return
            }
        }
    }

    private mutating func skipBlockComment() throws(SyntaxError) {
        var end = place + 2
        while end + 1 < scalars.count, !(scalars[end] == "*" && scalars[end + 1] == "/") { end += 1 }
        guard end + 1 < scalars.count else {
            throw source.error("This comment is not closed. End it with '*/'.", at: place)
        }
        place = end + 2
    }

    private func endOfName(from start: Int) -> Int {
        scalars[start...].firstIndex { !$0.continuesName && !lexicon.nameSigns.contains($0) } ?? scalars.count
    }

    /// A number; with letters right behind it, a name that begins with a digit.
    private mutating func number() -> Token {
        var end = place
        func skipDigits() { while end < scalars.count, scalars[end].isDigit { end += 1 } }
        skipDigits()
        if end < scalars.count, scalars[end] == "." {
            end += 1
            skipDigits()
        }
        if end < scalars.count, scalars[end] == "e" || scalars[end] == "E" {
            var digits = end + 1
            if digits < scalars.count, scalars[digits] == "-" || scalars[digits] == "+" { digits += 1 }
            if digits < scalars.count, scalars[digits].isDigit {
                end = digits
                skipDigits()
            }
        }
        guard end < scalars.count, scalars[end].startsName else { return token(.number, to: end) }
        return token(.name, to: endOfName(from: end))
    }

    private mutating func quoted() throws(SyntaxError) -> Token {
        let start = place
        var text = String.UnicodeScalarView()
        place += 1
        while place < scalars.count, scalars[place] != "\"" {
            if scalars[place] == "\\", place + 1 < scalars.count, ["\"", "\\"].contains(scalars[place + 1]) {
                place += 1
            }
            text.append(scalars[place])
            place += 1
        }
        guard place < scalars.count else { throw source.error("This quote is not closed.", at: start) }
        place += 1
        return Token(kind: .quoted, text: String(text), range: start..<place)
    }
}
