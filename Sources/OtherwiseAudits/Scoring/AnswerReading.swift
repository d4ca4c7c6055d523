import Foundation

/// What is read in a text that a model wrote, without what it marked as thinking.
///
/// Only what is declared is read: an answer that is denied, compared with, or one of several is none.
enum AnswerReading {
    /// Raised whenever a text is read otherwise than before, so that verdicts that were kept are found anew.
    static let version = 2

    /// The place of the letter that is given as the answer, below `count`; `nil` where none or several are.
    static func letter(in text: String, of count: Int) -> Int? {
        LetterVerdict(text.withoutThinking).place(of: count)
    }

    /// The option that the text gives as the answer: it says nothing else, or it names that one option alone.
    ///
    /// What follows "Answer:" goes before all else, and what follows the last "Final answer:" before that.
    static func option(in text: String, of options: [String]) -> Int? {
        let text = text.withoutThinking, tails = tails(of: text)
        let read = Set(tails.compactMap { OptionVerdict(String($0)).place(among: options) })
        return tails.isEmpty ? OptionVerdict(text).place(among: options) : read.count == 1 ? read.first : nil
    }

    /// The line after the last "final answer:", or else after each "answer:".
    private static func tails(of text: String) -> [Substring] {
        for mark in [#"(?i)\bfinal\s+answer[*_\s]*:"#, #"(?i)\banswer[*_\s]*:"#] {
            var tails: [Substring] = [], rest = text[...]
            while let range = rest.range(of: mark, options: .regularExpression) {
                rest = rest[range.upperBound...]
                tails.append(rest.drop { $0.isWhitespace || $0 == "*" }.prefix { !$0.isNewline })
            }
            if !tails.isEmpty { return mark.contains("final") ? tails.suffix(1) : tails }
        }
        return []
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
