/// A text by its words, each of which may be left out or replaced.
struct EditableText: Sendable, Hashable {
    struct Word: Sendable, Hashable {
        /// The space before it.
        fileprivate(set) var space = ""
        /// Marks before it, such as an opening quote.
        fileprivate(set) var opening = ""
        /// The word without the marks around it.
        fileprivate(set) var core = ""
        /// Marks after it, such as a question mark.
        fileprivate(set) var closing = ""
    }

    let words: [Word]
    private let end: String

    init(_ text: String) {
        var words: [Word] = [], space = "", run = ""
        for character in text {
            guard character.isWhitespace else {
                run.append(character)
                continue
            }
            if !run.isEmpty {
                words.append(Word(run, after: space))
                (space, run) = ("", "")
            }
            space.append(character)
        }
        if !run.isEmpty { words.append(Word(run, after: space)) }
        self.words = words
        end = run.isEmpty ? space : ""
    }

    /// The text with some words, by place, replaced; one that is replaced by nothing takes the space before it along.
    func replacing(_ replacements: [Int: String]) -> String {
        var text = ""
        for (place, word) in words.enumerated() {
            let core = replacements[place] ?? word.core
            let isGone = core.isEmpty && word.opening.isEmpty
            let space = isGone || (text.isEmpty && place > 0) ? "" : word.space
            text += space + word.opening + core + word.closing
        }
        return text + end
    }
}

extension EditableText.Word {
    /// - Parameter run: Without spaces; where it has neither letter nor digit all of it is the word.
    fileprivate init(_ run: String, after space: String) {
        self.space = space
        let first = run.firstIndex { $0.isLetter || $0.isNumber }, last = run.lastIndex { $0.isLetter || $0.isNumber }
        guard let first, let last else {
            core = run
            return
        }
        opening = String(run[..<first])
        core = String(run[first...last])
        closing = String(run[run.index(after: last)...])
    }
}
