import Foundation

/// The letter that a text declares to be its answer.
///
/// A letter counts where it stands alone, heads the text, or is said to be the answer, to be better, or to be chosen. A
/// letter that others are compared with, that is denied, supposed or asked about does not. Where two are declared none
/// is: a guess would be an answer that the model did not give. Only what is called final goes before all else.
struct LetterVerdict {
    private let text: String

    /// - Parameter text: Without thinking.
    init(_ text: String) { self.text = text.withShortGaps }

    /// The place of the letter below `count`; `nil` where none or several are declared.
    func place(of count: Int) -> Int? {
        let final = places(Self.final).suffix(1).flatMap(\.self)
        let places = final.isEmpty ? declared : Set(final)
        return places.count == 1 ? places.first.flatMap { $0 < count ? $0 : nil } : nil
    }

    private var declared: Set<Int> {
        let said = (Self.said + [Self.small]).flatMap { places($0) }.flatMap(\.self)
        return Set(said + lines.compactMap(Self.alone) + headed)
    }

    private var lines: [String] {
        text.split(whereSeparator: \.isNewline).map(String.init).filter { !$0.allSatisfy(\.isWhitespace) }
    }

    // MARK: Patterns

    private static let open = #"[\s*_"'`(\[{$]*"#
    private static let noun = #"(?:answer|option|choice|response|verdict|letter)"#
    /// A letter that is no word: neither the article nor the pronoun, unless what follows shows that it is none.
    private static let letter =
        #"([B-HJ-Z](?![A-Za-z0-9'’+-])|[AI](?![A-Za-z0-9'’+-])(?![ \t]+(?!(?:because|since|as|for|is|was|would|must|should|and|or|"#
        + #"but|rather|over|instead|than|with|due|given|to|in|on|by|which|that|not)\b)[^\W\d_]*[a-z]))"#
    private static let link = #"[*_\s]*(?::|=|[-–—]|\b(?:is|would be|should be|must be|will be|remains)\b\s*:?)"#
    private static let named =
        #"\s*(?:\b(?:the|clearly|definitely|still|therefore|indeed|probably|most likely|letter|option|answer|choice|response)\b\s*)*"#

    /// `Final answer: B`.
    private static let final = #"(?i:\bfinal[\s*_]+\#(noun)\#(link)\#(open)\#(named))\#(open)\#(letter)"#
    private static let said = [
        // The answer is B; Verdict: B
        #"(?i:\b(?:\#(noun)|decision|judge?ment|conclusion|preference|solution)\#(link)\#(open)\#(named))\#(open)\#(letter)"#,
        // I choose B
        #"(?i:\b(?:choose|chose|choosing|pick|select|prefer|go with|going with|vote for|opt for|favou?r|decide for|settle on)\b\#(open)\#(named))\#(open)\#(letter)"#,
        // Option B is better
        #"\#(open)\b\#(letter)[\s*_"'`)\]}]+(?i:(?:is|would be|must be|should be)\s+(?:(?:the|clearly|definitely|indeed|probably|slightly|much|far|also)\s+)*"#
            + #"(?:correct|right|true|best|better|preferable|superior|answer|winner)\b)"#,
        // It is B.
        #"(?i:\b(?:it is|it['’]s|I think|I believe|I['’]d say|I would say)\s)\#(open)(?i:\#(named))\#(open)\#(letter)(?=[\s*_"'`)\]}]*(?:[.,;:!\n]|$))"#,
        #"\\boxed\{\s*(?:\\text\{\s*)?([A-Za-z])\s*\}"#, #"(?i)<answer>\s*([A-Z])\s*</answer>"#, #"\[\[([A-Z])\]\]"#,
    ]
    /// `answer: b` at the end of a line.
    private static let small = #"(?i:\b\#(noun)\#(link))\#(open)([a-z])(?=[\s*_"'`)\]}.]*(?:\n|$))"#
    /// `B`, `(B)`, `**B.**`, `Option B`.
    private static let whole = #"^[\s*_"'`(\[{]*(?:(?i:\#(noun))[\s*_:]+[*_"'`(\[{]*)?([A-Za-z])[\s*_"'`)\]}.:!]*$"#
    /// `B: the text of the option`, `Option B. It is shorter`.
    private static let head = #"^[\s*_"'`(\[{]*(?:(?i:\#(noun))\s+)?([A-Z])[*_]*(?:[)\].:]|,?\s+(?=because|since))"#

    // MARK: Finding

    /// The letters that each match of a pattern declares, with those between which it leaves the choice.
    private func places(_ pattern: String) -> [[Int]] {
        text.ranges(matching: pattern).filter { !ClaimContext($0.whole, about: $0.group, in: text).isNoClaim }.map {
            [Self.place(text[$0.group])].compactMap(\.self) + alternatives(to: $0.group)
        }
    }

    private static let joint = #"(?:or|and|nor|/|&|,|,\s*or|versus|vs\.?)"#
    private static let after = #"^[\s*_"'`)\]}]*\#(joint)\s*(?i:\#(noun)\s+)?[*_"'`(\[{]*([A-HJ-Z])(?![A-Za-z'’])"#
    private static let before = #"(?<![A-Za-z])([A-HJ-Z])[\s*_"'`)\]}]*\#(joint)\s*(?i:\#(noun)\s+)?[*_"'`(\[{]*$"#

    /// What follows in `B or A`, unless it is said to be wrong, and what stands before.
    private func alternatives(to letter: Range<String.Index>) -> [Int] {
        let rest = String(text[letter.upperBound...].prefix(ClaimContext.reach))
        let lead = String(text[..<letter.lowerBound].suffix(ClaimContext.reach))
        let following = rest.ranges(matching: Self.after).filter {
            !ClaimContext($0.whole, about: $0.group, in: rest).isRefuted
        }
        return following.compactMap { Self.place(rest[$0.group]) }
            + lead.ranges(matching: Self.before).compactMap { Self.place(lead[$0.group]) }
    }

    private static func alone(_ line: String) -> Int? {
        line.ranges(matching: whole).first.flatMap { place(line[$0.group]) }
    }

    /// The letter at the head of the first line or of the last; none where several lines have one, as lists of options do.
    private var headed: [Int] {
        let heads = lines.map(Self.head(of:))
        let inline = text.ranges(matching: #"(?<![A-Za-z])([A-Z])[:)]"#).compactMap { Self.place(text[$0.group]) }
        let all = Set(heads.compactMap(\.self))
        guard all.count == 1, Set(inline).subtracting(all).isEmpty else { return [] }
        return [heads.first, heads.last].compactMap { $0.flatMap(\.self) }
    }

    private static func head(of line: String) -> Int? {
        guard let range = line.ranges(matching: head).first?.group else { return nil }
        let isWrong = line[range.upperBound...].matches(
            #"^[\s*_)\].:]*(?i:(?:is |was )?(?:not|wrong|incorrect|false|no)\b)"#)
        return isWrong ? nil : place(line[range])
    }

    private static func place(_ letter: Substring) -> Int? { letter.first.flatMap(OptionLetter.place) }
}

extension String {
    /// Where a pattern occurs, and where its first group does.
    fileprivate func ranges(matching pattern: String) -> [(whole: Range<Index>, group: Range<Index>)] {
        guard let expression = try? NSRegularExpression(pattern: pattern) else { return [] }
        return expression.matches(in: self, range: NSRange(startIndex..., in: self)).compactMap { match in
            Range(match.range, in: self).flatMap { whole in
                Range(match.range(at: 1), in: self).map { (whole, $0) }
            }
        }
    }
}
