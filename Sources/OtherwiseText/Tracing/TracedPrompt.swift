public import OtherwiseAudits

/// A prompt, and the same with other words in it, whose runs through a model are compared activation by activation.
public struct TracedPrompt: Sendable, Hashable {
    /// The prompt as it stands.
    public let factual: String
    /// The prompt with the other words.
    public let counterfactual: String

    /// A word, or several, and what stands in their place.
    public struct Replacement: Sendable, Hashable {
        /// What stands in the prompt.
        public let word: String
        /// What takes its place.
        public let other: String

        /// - Parameters:
        ///   - word: What stands in the prompt.
        ///   - other: What takes its place.
        public init(_ word: String, _ other: String) { (self.word, self.other) = (word, other) }
    }

    /// - Parameter replacements: Made everywhere in the text where the word stands whole, all at once: what is put in is
    ///   not replaced again.
    /// - Throws: `AuditError.badDesign` for no word, and for one that does not stand in the text or that is replaced by
    ///   itself.
    public init(_ text: String, replacing replacements: [Replacement]) throws(AuditError) {
        guard !replacements.isEmpty else { throw .nothingReplaced }
        var rest = text[...], changed = "", found: Set<String> = []
        while let first = rest.first {
            guard let here = replacements.first(where: { text.stands($0.word, at: rest.startIndex) }) else {
                changed.append(first)
                rest = rest.dropFirst()
                continue
            }
            found.insert(here.word)
            changed += here.other
            rest = rest.dropFirst(here.word.count)
        }
        if let lost = replacements.first(where: { !found.contains($0.word) }) { throw .notThere(lost.word, text) }
        if let idle = replacements.first(where: { $0.word == $0.other }) { throw .same(idle.word) }
        (factual, counterfactual) = (text, changed)
    }
}

extension String {
    /// Whether a word stands whole at a place. Words of scripts that are written without spaces are found wherever they
    /// stand.
    fileprivate func stands(_ word: String, at start: Index) -> Bool {
        guard !word.isEmpty, self[start...].hasPrefix(word) else { return false }
        let end = index(start, offsetBy: word.count)
        return !isInside(start) && !isInside(end)
    }

    /// Whether letters or digits of one word meet at a place.
    private func isInside(_ place: Index) -> Bool {
        guard place > startIndex, place < endIndex else { return false }
        return self[index(before: place)].isOfWord && self[place].isOfWord
    }
}

extension Character {
    fileprivate var isOfWord: Bool { (isLetter || isNumber) && !isWrittenWithoutSpaces }

    /// Whether it is of a script whose words stand without spaces: Thai, Lao, Myanmar, Khmer, Japanese or Chinese.
    private var isWrittenWithoutSpaces: Bool {
        let blocks: [ClosedRange<UInt32>] = [
            0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xF900...0xFAFF, 0x20000...0x3FFFF,
        ]
        return unicodeScalars.first.map { scalar in blocks.contains { $0.contains(scalar.value) } } ?? false
    }
}

extension AuditError {
    fileprivate static let nothingReplaced = AuditError(
        .badDesign, "no word of the prompt is replaced", hint: "Say which, and by what: the two runs are compared")

    fileprivate static func notThere(_ word: String, _ text: String) -> AuditError {
        let words = text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        let near = words.first { $0.lowercased() == word.lowercased() }.map { "it has '\($0)'" }
        let known = near ?? "its words are \(words.prefix(12).joined(separator: ", "))"
        return AuditError(
            .badDesign, "'\(word)' does not stand in the prompt; \(known)", hint: "Name a word as it stands there")
    }

    fileprivate static func same(_ word: String) -> AuditError {
        AuditError(.badDesign, "'\(word)' is replaced by itself", hint: "Give another word of as many tokens")
    }
}
