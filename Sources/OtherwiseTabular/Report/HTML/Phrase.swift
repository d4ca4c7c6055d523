/// Words of which some are the data's, to be set as a page or read out.
struct Phrase: Sendable, Hashable, ExpressibleByStringInterpolation {
    private(set) var pieces: [Piece] = []

    enum Piece: Sendable, Hashable {
        case words(String)
        /// The name of a feature.
        case name(String)
        /// A value or an outcome as it is.
        case now(String)
        /// A value or an outcome as it would be.
        case then(String)
    }

    init(_ pieces: [Piece] = []) { self.pieces = pieces }

    init(stringLiteral literal: String) { pieces = [.words(literal)] }

    init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

    /// Phrases as a list: `a`, `a and b`, `a, b and c`.
    init(listing phrases: [Phrase], last: String = "and") {
        for (index, phrase) in phrases.enumerated() {
            if index > 0 { pieces.append(.words(index == phrases.count - 1 ? " \(last) " : ", ")) }
            pieces += phrase.pieces
        }
    }

    /// The words alone, for a title or a screen reader.
    var text: String { pieces.map(\.text).joined() }

    var markup: Markup { "\(pieces.map(\.markup))" }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var pieces: [Piece] = []

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) { pieces.append(.words(literal)) }
        mutating func appendInterpolation(_ words: String) { pieces.append(.words(words)) }
        mutating func appendInterpolation(_ phrase: Phrase) { pieces += phrase.pieces }
        mutating func appendInterpolation(name: String) { pieces.append(.name(name)) }
        mutating func appendInterpolation(now: String) { pieces.append(.now(now)) }
        mutating func appendInterpolation(then: String) { pieces.append(.then(then)) }
    }
}

extension Phrase.Piece {
    fileprivate var text: String {
        switch self {
        case .words(let text), .name(let text), .now(let text), .then(let text): text
        }
    }

    fileprivate var markup: Markup {
        switch self {
        case .words(let text): "\(text)"
        case .name(let text): "<b class=\"name\">\(Markup.data(text))</b>"
        case .now(let text): "<span class=\"was\">\(Markup.data(text))</span>"
        case .then(let text): "<b class=\"would\">\(Markup.data(text))</b>"
        }
    }
}
