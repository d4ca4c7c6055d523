import OtherwiseTabular

/// Text for a terminal.
///
/// Names and values come from files, and a terminal obeys what it is sent: control characters are shown as `�`, and so are
/// those that turn the direction of what follows, which would let a text look like another.
extension String {
    /// The text in one line.
    var shownInOneLine: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.isControl ? "\u{FFFD}" : $0 }))
    }

    /// The text with its line ends and the codes of `TextStyle`.
    var shown: String {
        split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let pieces = line.split(separator: "\u{1B}", omittingEmptySubsequences: false)
            return pieces.dropFirst().reduce(pieces.first.map { String($0).shownInOneLine } ?? "") { shown, piece in
                let isStyle = TextStyle.codes.contains { piece.hasPrefix($0) }
                return shown + (isStyle ? "\u{1B}" : "\u{FFFD}") + String(piece).shownInOneLine
            }
        }.joined(separator: "\n")
    }
}

extension Unicode.Scalar {
    fileprivate var isControl: Bool { properties.generalCategory == .control || turnsDirection }

    /// Embeddings, overrides and isolates of Unicode's bidirectional algorithm (UAX 9), and what ends them.
    private var turnsDirection: Bool {
        ("\u{202A}"..."\u{202E}").contains(self) || ("\u{2066}"..."\u{2069}").contains(self)
    }
}
