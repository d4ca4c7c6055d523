/// A place of a prompt at which something else may stand.
public struct EditPlace: Sendable, Hashable, Codable {
    /// What kind of thing stands there.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// A word of the question, which may be left out or replaced.
        case word
        /// A field that variants of the audit, or the user, set otherwise.
        case fact
        /// The order in which the options are shown.
        case order
        /// The message of the system.
        case system
    }

    /// What kind of thing stands there.
    public let kind: Kind
    /// The place in words, different from those of all others: `word 3 of question`.
    public let name: String
    /// What stands there; empty for nothing.
    public let original: String
    /// What else may stand there, each different; empty leaves out what stands there.
    public let alternatives: [String]
}

/// One edit: what stood at a place, and what stands there instead.
public struct PromptEdit: Sendable, Hashable, Codable {
    /// What kind of thing stands there.
    public let kind: EditPlace.Kind
    /// The place in words.
    public let place: String
    /// What stood there; empty for nothing.
    public let from: String
    /// What stands there instead; empty for nothing.
    public let to: String
}

extension PromptEdit: CustomStringConvertible {
    /// The edit as an instruction, with its place.
    public var description: String {
        switch kind {
        case .word where to.isEmpty: "\(place): leave out '\(from)'"
        case .word, .fact: "\(place): '\(from)' → '\(to)'"
        case .order: "options in the order \(to)"
        case .system: to.isEmpty ? "let the system say nothing" : "let the system say '\(to)'"
        }
    }
}

/// What may be edited, and what may stand there.
public struct EditChoices: Sendable, Hashable {
    /// The kinds of places that may be edited.
    public var kinds: Set<EditPlace.Kind>
    /// What may stand in the place of a word, by the word in lower case; every word may be left out besides.
    public var words: [String: [String]]
    /// What fields may be set to, by name, beside what variants set them to.
    public var facts: [String: [String]]
    /// What the system may say instead; it may say nothing besides, where it says something.
    public var systems: [String]

    /// - Parameters:
    ///   - kinds: The kinds of places that may be edited.
    ///   - words: What may stand in the place of a word, by the word.
    ///   - facts: What fields may be set to, by name.
    ///   - systems: What the system may say instead.
    public init(
        kinds: Set<EditPlace.Kind> = Set(EditPlace.Kind.allCases), words: [String: [String]] = [:],
        facts: [String: [String]] = [:], systems: [String] = []
    ) {
        self.kinds = kinds
        self.words = Dictionary(words.map { ($0.lowercased(), $1) }, uniquingKeysWith: +)
        self.facts = facts
        self.systems = systems
    }
}
