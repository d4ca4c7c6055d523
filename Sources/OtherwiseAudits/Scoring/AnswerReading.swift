import Foundation

/// What is read in a text that a model wrote.
///
/// A letter counts where it stands alone or is called the answer: never the first A of the text, which may be an article.
enum AnswerReading {
    /// The place of the letter that is given as the answer, below `count`; `nil` where none or several are.
    static func letter(in text: String, of count: Int) -> Int? {
        if let alone = wholeMatch(text, of: count) { return alone }
        let named = letters(in: text, matching: named).filter { $0 < count }
        if let last = named.last { return last }
        let lines = text.split(whereSeparator: \.isNewline).compactMap { wholeMatch(String($0), of: count) }
        return Set(lines).count == 1 ? lines.first : nil
    }

    /// `B`, `(B)`, `**B.**`, or `B: the text of the option`.
    private static let alone = #"^[\s\*"'`(\[]*([A-Za-z])[\s\*"'`)\].:]*$"#
    private static let headed = #"^[\s\*"'`(\[]*([A-Z])[)\].:][\s\S]*$"#
    /// `the answer is B`, `Final answer: (B)`, `Option B is better`.
    private static let named =
        #"(?:[Aa]nswer(?:\s+is)?\s*:?|[Cc]hoice(?:\s+is)?\s*:?|[Oo]ption|[Vv]erdict\s*:?)\s*[\*"'`(\[]*([A-Z])(?![A-Za-z'])"#

    private static func wholeMatch(_ text: String, of count: Int) -> Int? {
        let places = letters(in: text, matching: alone) + letters(in: text, matching: headed)
        return places.first { $0 < count }
    }

    private static func letters(in text: String, matching pattern: String) -> [Int] {
        guard let expression = try? NSRegularExpression(pattern: pattern) else { return [] }
        let whole = NSRange(text.startIndex..., in: text)
        return expression.matches(in: text, range: whole).compactMap { match in
            Range(match.range(at: 1), in: text).flatMap { text[$0].first }.flatMap(OptionLetter.place)
        }
    }

    /// The option that the text gives as the answer: it says nothing else, or it names that one option alone.
    ///
    /// What follows the last "Final answer:" or "Answer:" goes before all else.
    static func option(in text: String, of options: [String]) -> Int? {
        let tail = tail(of: text), literal = tail.trimmedAnswer
        if let exact = options.firstIndex(where: { $0.trimmedAnswer == literal }) { return exact }
        let answer = tail.normalizedAnswer, options = options.map(\.normalizedAnswer)
        // Formulas may differ in nothing but marks.
        guard Set(options).count == options.count else { return nil }
        if let exact = options.firstIndex(of: answer) { return exact }
        let spaced = " \(answer) "
        let named = options.indices.filter { !options[$0].isEmpty && spaced.contains(" \(options[$0]) ") }
        // An option that is part of another one that is named is not named itself.
        let outer = named.filter { place in
            !named.contains { $0 != place && " \(options[$0]) ".contains(" \(options[place]) ") }
        }
        return outer.count == 1 ? outer.first : nil
    }

    private static func tail(of text: String) -> Substring {
        guard let mark = text.range(of: "answer:", options: [.caseInsensitive, .backwards]) else { return text[...] }
        return text[mark.upperBound...].drop(while: \.isWhitespace).prefix { !$0.isNewline }
    }
}

extension StringProtocol {
    /// The text in lower case, without the space around it and a full stop at its end.
    var trimmedAnswer: String {
        let trimmed = lowercased().trimmingCharacters(in: .whitespacesAndNewlines)
        return trimmed.hasSuffix(".") ? String(trimmed.dropLast()) : trimmed
    }

    /// The words alone: lower case, without marks and English articles (Rajpurkar et al. 2016); numbers keep their sign.
    var normalizedAnswer: String {
        var plain = "", previous: Unicode.Scalar = " "
        let scalars = Array(lowercased().unicodeScalars)
        for (place, scalar) in scalars.enumerated() {
            let next = place + 1 < scalars.count ? scalars[place + 1] : " "
            let isSign = scalar == "-" && next.isNumeral && !previous.isWord
            let isPoint = scalar == "." && next.isNumeral && previous.isNumeral
            plain.unicodeScalars.append(scalar.isWord || isSign || isPoint ? scalar : " ")
            previous = scalar
        }
        return plain.split(separator: " ").filter { !["a", "an", "the"].contains($0) }.joined(separator: " ")
    }
}

extension Unicode.Scalar {
    fileprivate var isNumeral: Bool { properties.numericType != nil }
    fileprivate var isWord: Bool { properties.isAlphabetic || isNumeral }
}
