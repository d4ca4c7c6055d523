import OtherwiseModels

/// The words of a world of facts: those that can be answered, the mark after which one is, and keys.
///
/// Names of a kind have one length, so that none contains another.
struct FactVocabulary: Tokenizer, Hashable {
    private static let markName = "answer:"

    private let valueNames, keyNames: [String]
    private let ids: [String: Int]

    init(values: Int, keys: Int) {
        valueNames = Self.names("value", values)
        keyNames = Self.names("key", keys)
        let all =
            valueNames.enumerated().map { ($1, $0) } + [(Self.markName, values + 1)]
            + keyNames.enumerated().map { ($1, $0 + values + 2) }
        ids = Dictionary(all) { first, _ in first }
    }

    private static func names(_ kind: String, _ count: Int) -> [String] {
        let digits = String(count).count
        return (0..<count).map { number in
            let text = String(number)
            return kind + String(repeating: "0", count: digits - text.count) + text
        }
    }

    /// Values, the end of an answer, the mark and keys.
    var count: Int { valueNames.count + keyNames.count + 2 }

    /// Values and the end of an answer.
    var answerCount: Int { valueNames.count + 1 }

    /// What comes after an answer.
    var end: Int { valueNames.count }

    /// What stands before an answer.
    var mark: Int { valueNames.count + 1 }

    func token(ofValue value: Int) -> Int { value }

    func token(ofKey key: Int) -> Int { valueNames.count + 2 + key }

    func name(ofValue value: Int) -> String { valueNames[value] }

    func name(ofKey key: Int) -> String { keyNames[key] }

    /// The tokens of the words that are known; others are left out.
    func tokens(of text: String, isStart: Bool, readsMarks: Bool) -> [Token] {
        text.split(whereSeparator: \.isWhitespace).compactMap { ids[String($0)] }.map { Token(Int32($0)) }
    }

    /// Values and keys; all else becomes nothing.
    func text(of tokens: [Token]) -> String {
        tokens.compactMap { token in
            let (value, key) = (Int(token.id), Int(token.id) - valueNames.count - 2)
            return valueNames.indices.contains(value)
                ? valueNames[value] : keyNames.indices.contains(key) ? keyNames[key] : nil
        }.joined(separator: " ")
    }
}
