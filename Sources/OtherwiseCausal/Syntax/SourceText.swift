import OtherwiseCore

/// A text that is being read, so that a fault can be shown where it stands.
struct SourceText: Sendable {
    let scalars: [Unicode.Scalar]

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    subscript(range: Range<Int>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[range])
        return String(text)
    }

    /// Whether nothing but blanks stands before a scalar in its line.
    func beginsLine(at offset: Int) -> Bool {
        let before = scalars[..<offset].last { $0.isLineEnd || !$0.properties.isWhitespace }
        return before?.isLineEnd ?? true
    }

    /// The error that marks the scalar at `offset`.
    func error(_ message: String, at offset: Int) -> SyntaxError {
        let place = min(offset, scalars.count)
        let start = scalars[..<place].lastIndex(of: "\n").map { $0 + 1 } ?? 0
        let end = scalars[place...].firstIndex(where: \.isLineEnd) ?? scalars.count
        let before = shown(start..<place), after = shown(place..<max(place, end))
        let kept = before.suffix(Self.reach)
        return SyntaxError(
            message: message, line: 1 + scalars[..<start].count { $0 == "\n" }, column: before.count + 1,
            excerpt: String(kept + after.prefix(Self.reach)), indentation: kept.count)
    }

    /// How many characters on each side of a fault are shown.
    private static let reach = 60

    /// Tabs and other control characters would move the caret.
    private func shown(_ range: Range<Int>) -> String { self[range].inOneLine(" ") }
}

extension Unicode.Scalar {
    var isLineEnd: Bool { self == "\n" || self == "\r" }
    var isDigit: Bool { ("0"..."9").contains(self) }
    var startsName: Bool { self == "_" || properties.isAlphabetic }
    var continuesName: Bool { startsName || isDigit || properties.generalCategory == .nonspacingMark }
}
