extension String {
    /// The text with white space of several characters as one, a line's end where it holds one, and with marks of
    /// emphasis, quotes and brackets without end cut: patterns that pass over them take time that grows with the cube of
    /// their number.
    var withShortGaps: String {
        var text = "", gap = 0
        for character in self {
            let isSpace = character.isWhitespace
            gap = isSpace || Self.marks.contains(character) ? gap + 1 : 0
            if isSpace, let last = text.last, last.isWhitespace {
                if character.isNewline, !last.isNewline {
                    text.replaceSubrange(text.index(before: text.endIndex)..., with: "\n")
                }
            } else if gap <= 16 || isSpace {
                text.append(isSpace ? (character.isNewline ? "\n" : " ") : character)
            }
        }
        return text
    }

    private static let marks: Set<Character> = ["*", "_", "\"", "'", "`", "(", "[", "{", "$"]
}
