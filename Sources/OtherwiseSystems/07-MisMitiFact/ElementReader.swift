import Foundation

/// Finds the numbers and names of a sentence.
public struct ElementReader: Sendable {
    /// Words that are capital at the start of a sentence and name nothing.
    private let common: Set<String>
    /// Words that are capital inside of sentences.
    private let capital: Set<Substring>

    /// - Parameter known: Texts, such as the evidence; what they write small is no name where a sentence begins with it.
    public init(known: [String] = []) {
        let words = known.flatMap { $0.split { !$0.isLetter } }
        capital = Set(known.flatMap { $0.split { !$0.isLetter }.dropFirst().filter { $0.first?.isUppercase ?? false } })
        common = Self.function.union(words.filter { $0.first?.isLowercase ?? false }.map { $0.lowercased() })
    }

    /// In the order of the text.
    public func elements(of sentence: String) -> [TextElement] {
        let numerals = Self.numerals(of: sentence)
        let names = names(of: sentence, besides: numerals.map(\.range))
        return (numerals + names).sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// The sentences of a text, each with the place where it begins, in characters.
    public static func sentences(of text: String) -> [(start: Int, text: String)] {
        var sentences: [(start: Int, text: String)] = [], start = 0
        let characters = Array(text)
        for place in characters.indices where ".!?".contains(characters[place]) {
            let next = place + 1
            guard next == characters.count || characters[next].isWhitespace, !isAbbreviation(characters[start..<place])
            else { continue }
            sentences.append((start, String(characters[start..<next])))
            start = next
        }
        if start < characters.count { sentences.append((start, String(characters[start...]))) }
        return sentences.filter { $0.text.contains { !$0.isWhitespace } }
    }

    private static func isAbbreviation(_ before: ArraySlice<Character>) -> Bool {
        let word = String(before.reversed().prefix { $0.isLetter }.reversed())
        return titles.contains(word.lowercased())
    }

    private static let titles: Set<String> = ["dr", "mr", "mrs", "ms", "prof", "president", "minister", "mayor"]
    private static let function: Set<String> = [
        "a", "about", "after", "all", "an", "and", "as", "at", "before", "between", "but", "by", "during", "every",
        "for",
        "from", "he", "her", "his", "if", "in", "into", "it", "its", "more", "most", "no", "not", "of", "on", "one",
        "only",
        "or", "our", "over", "she", "since", "some", "such", "that", "the", "their", "then", "there", "these", "they",
        "this", "to", "under", "until", "we", "what", "when", "where", "which", "while", "who", "with", "you",
    ]
}

// MARK: Names

extension ElementReader {
    private func names(of sentence: String, besides taken: [Range<Int>]) -> [TextElement] {
        // "of" joins a name only to what needs one: "University of Oslo", but not "the Nobel Prize of Sweden".
        sentence.matches(of: Self.name).compactMap { match in
            let start = sentence.distance(from: sentence.startIndex, to: match.range.lowerBound)
            return element(
                match.output.1 ?? match.output.0, start: match.output.1 == nil ? start : start + 1, sentence, taken)
        }
    }

    private func element(
        _ found: Substring, start: Int, _ sentence: String, _ taken: [Range<Int>]
    ) -> TextElement? {
        var words = found.split(separator: " ").map(String.init), start = start
        let isFirst = !sentence.prefix(start).contains { $0.isLetter || $0.isNumber }
        while let word = words.first?.lowercased(), Self.titles.contains(word) || (isFirst && common.contains(word)) {
            start += words.removeFirst().count + 1
        }
        let next = sentence.dropFirst(start + (words.first?.count ?? 0)).split { !$0.isLetter }.first.map(String.init)
        // "Voters in", "Opened on": a lone word before a preposition names nothing, unless it is known to.
        if isFirst, words.count == 1, !capital.contains(words[0][...]), Self.function.contains(next ?? "") {
            return nil
        }
        guard var last = words.popLast() else { return nil }
        for ending in ["'s", "’s", "'", "’"] where last.hasSuffix(ending) {
            last = String(last.dropLast(ending.count))
            break
        }
        let text = (words + [last]).joined(separator: " ")
        let range = start..<start + text.count
        guard !text.isEmpty, !taken.contains(where: { $0.overlaps(range) }), !Self.months.contains(text.lowercased())
        else { return nil }
        return TextElement(kind: .entity, range: range, text: text, normalised: text.lowercased())
    }
}

// MARK: Numbers

extension ElementReader {
    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]
    private static let spelled = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
    ]
    private static let scales = ["thousand": 1e3, "million": 1e6, "billion": 1e9]
    private static let currencies = ["$": "dollars", "€": "euros", "£": "pounds"]

    private static func numerals(of sentence: String) -> [TextElement] {
        var elements: [TextElement] = sentence.matches(of: date).compactMap { match in
            let (_, day, month, year) = match.output
            guard let place = months.firstIndex(of: month.lowercased()), let day = Double(day), let year = Double(year)
            else { return nil }
            let value = year * 10_000 + Double(place + 1) * 100 + day
            return element(.date, match.range, value, "", sentence)
        }
        for match in sentence.matches(of: number) {
            let (_, sign, whole, decimals, ordinal, scale, percent, unit) = match.output
            if let before = sentence[..<whole.startIndex].last, before.isLetter || before.isNumber { continue }
            let digits = whole.replacing(",", with: "") + (decimals ?? "")
            guard let plain = Double(digits) else { continue }
            let value = plain * (scale.flatMap { scales[String($0)] } ?? 1)
            let end =
                [percent?.endIndex, scale?.endIndex, ordinal?.endIndex, decimals?.endIndex, whole.endIndex].compactMap(
                    \.self
                ).max() ?? whole.endIndex
            let currency =
                currencies[String(sign)] ?? unit.map(String.init).flatMap { currencies.values.contains($0) ? $0 : nil }
            let isYear =
                whole.count == 4 && !whole.contains(",") && decimals == nil && scale == nil
                && (1000...2100).contains(plain)
            let kind: TextElement.Kind =
                percent != nil
                ? .percent : currency != nil ? .money : ordinal != nil ? .ordinal : isYear ? .year : .count
            let range = sign.startIndex..<end
            let its = element(kind, range, value, currency ?? (kind == .count ? String(unit ?? "") : ""), sentence)
            if !elements.contains(where: { $0.range.overlaps(its.range) }) { elements.append(its) }
        }
        return elements + spelledNumbers(of: sentence)
    }

    private static func spelledNumbers(of sentence: String) -> [TextElement] {
        sentence.matches(of: spelledNumber).compactMap { match in
            guard let value = spelled.firstIndex(of: String(match.output.1)), value != 1 else { return nil }
            return element(
                .count, match.output.1.startIndex..<match.output.1.endIndex, Double(value), String(match.output.2),
                sentence)
        }
    }

    private static func element(
        _ kind: TextElement.Kind, _ range: Range<String.Index>, _ value: Double, _ unit: String, _ sentence: String
    ) -> TextElement {
        let start = sentence.distance(from: sentence.startIndex, to: range.lowerBound)
        let text = String(sentence[range])
        return TextElement(
            kind: kind, range: start..<start + text.count, text: text,
            normalised: "\(value) \(kind == .money ? unit : "")",
            value: value, unit: unit)
    }
}
