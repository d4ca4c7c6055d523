import Foundation
import OtherwiseNumerics

/// A sentence with its elements and what is said around each of them.
struct ReadSentence: Sendable {
    let text: String
    let elements: [ElementContext]
    let words: Set<String>
    let row: SparseRow

    private static let grams = HashedNGrams(columnCount: 512)

    init(_ text: String, _ reader: ElementReader) {
        self.text = text
        let found = reader.elements(of: text)
        words = Self.words(text)
        row = Self.grams.row(text)
        let characters = Array(text)
        elements = found.map { element in
            let before = String(characters[..<element.range.lowerBound]),
                after = String(characters[element.range.upperBound...])
            return ElementContext(
                element: element, others: found.filter { $0.range != element.range },
                words: Self.words("\(before) \(after)"), near: Self.near(before, after),
                row: Self.grams.row("\(before) \(after)"))
        }
    }

    /// Words that say something, without numbers.
    private static func words(_ text: String) -> Set<String> {
        Set(text.lowercased().split { !$0.isLetter }.filter { $0.count > 3 }.map { String($0.prefix(6)) })
    }

    /// The three words on either side, by side.
    private static func near(_ before: String, _ after: String) -> Set<String> {
        func words(_ text: String) -> [String] { text.lowercased().split { !$0.isLetter }.map(String.init) }
        return Set(words(before).suffix(3).map { "< \($0)" } + words(after).prefix(3).map { "> \($0)" })
    }
}

/// An element and what its sentence says besides.
struct ElementContext: Sendable {
    let element: TextElement
    /// The other elements of the sentence.
    let others: [TextElement]
    let words: Set<String>
    let near: Set<String>
    let row: SparseRow
    private let letters: SparseRow

    private static let grams = HashedNGrams(columnCount: 256)

    init(element: TextElement, others: [TextElement], words: Set<String>, near: Set<String>, row: SparseRow) {
        (self.element, self.others, self.words, self.near, self.row) = (element, others, words, near, row)
        letters = Self.grams.row(element.normalised)
    }

    static let featureCount = 11
    /// The first features tell what should stand in the place, whatever stands there; the last what does stand there.
    static let contextCount = 9
    /// The feature that is greatest where the sentences say the same.
    static let alignment = 3

    /// How well each element of the evidence fits in the place of this one, in numbers that a critic learns to weigh.
    func features(_ candidates: [ElementContext]) -> [[Double]] {
        let alignments = candidates.map { candidate in
            [
                Self.share(words, candidate.words), row.cosine(candidate.row),
                Double(others.count { own in candidate.others.contains { $0.isSame(as: own) } })
                    / Double(max(others.count, 1)),
            ]
        }
        let sums = alignments.map { $0.reduce(0, +) }
        let best = sums.max() ?? 0
        return candidates.indices.map { place in
            let candidate = candidates[place], its = candidate.element
            return alignments[place] + [
                sums[place] - best, sums[place] == best ? 1 : 0, Self.share(near, candidate.near),
                !its.unit.isEmpty && its.unit == element.unit ? 1 : 0, its.nameType == element.nameType ? 1 : 0,
                others.contains { $0.isSame(as: its) } ? 1 : 0, its.isSame(as: element) ? 1 : 0, likeness(candidate),
            ]
        }
    }

    /// 1 for the same, 0 for nothing in common: by the size of numbers, by the letters of names.
    private func likeness(_ other: ElementContext) -> Double {
        guard let value = element.value, let its = other.element.value else { return letters.cosine(other.letters) }
        let size = max(abs(value), abs(its))
        return size > 0 ? 1 - min(abs(value - its) / size, 1) : 1
    }

    static func share(_ one: Set<String>, _ other: Set<String>) -> Double {
        Double(one.intersection(other).count) / Double(max(min(one.count, other.count), 1))
    }
}

extension TextElement {
    /// Whether one may stand for the other at all.
    func isInterchangeable(with other: TextElement) -> Bool { kind == other.kind }

    /// What a name seems to name, by its last word and how many there are.
    enum NameType: Sendable { case none, organisation, structure, award, acronym, single, several }

    var nameType: NameType {
        guard kind == .entity else { return .none }
        let words = normalised.split(separator: " ").map(String.init)
        if let last = words.last, words.count > 1, let type = Self.heads[last] { return type }
        if words.count == 1 { return text.count < 6 && text == text.uppercased() ? .acronym : .single }
        return .several
    }

    private static let heads: [String: NameType] = {
        let lists: [(NameType, String)] = [
            (
                .organisation,
                "agency association authority bank board bureau centre center college commission committee company corporation council court department federation foundation fund group hospital institute institution league ministry museum network office organisation organization party police school service society trust union university"
            ),
            (
                .structure,
                "airport bridge building canal castle cathedral church dam gate hall house palace park station square street tower tunnel"
            ),
            (.award, "award cup medal order prize trophy"),
        ]
        return Dictionary(
            lists.flatMap { type, words in words.split(separator: " ").map { (String($0), type) } }
        ) { first, _ in first }
    }()
}
