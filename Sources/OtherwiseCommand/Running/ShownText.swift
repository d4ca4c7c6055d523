import OtherwiseCore
import OtherwiseTabular

/// Text for a terminal: names and values come from files, and what a terminal would obey in them is shown as `�`.
extension String {
    /// The text in one line.
    var shownInOneLine: String { inOneLine("\u{FFFD}") }

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
