import ArgumentParser
import OtherwiseCore
import OtherwiseText

/// What may be edited in a prompt.
struct EditOptions: ParsableArguments {
    @Option(
        name: .customLong("edits"),
        help: ArgumentHelp(
            "The kinds of edits: word, fact, order, system. (default: all)", valueName: "kinds"),
        transform: Self.kinds)
    var kinds: Set<EditPlace.Kind>?

    @Option(
        help: ArgumentHelp(
            "A word and what may stand in its place, besides being left out: \"good=bad|fine\". May be given again.",
            valueName: "word=a|b"), transform: Self.choice)
    var word: [Choice] = []

    @Option(
        help: ArgumentHelp(
            "A field and what it may be set to; with --ask the first is what stands there: \"day=Monday|Sunday\". May be given again.",
            valueName: "field=a|b"), transform: Self.choice)
    var fact: [Choice] = []

    @Option(
        help: ArgumentHelp("What the system may say instead. May be given again.", valueName: "text"))
    var otherSystem: [String] = []

    /// A name and texts for it.
    struct Choice: Sendable {
        let name: String
        let texts: [String]
    }

    /// What stands in each field of a question that is written on the command line.
    var standing: [String: String] {
        Dictionary(fact.compactMap { choice in choice.texts.first.map { (choice.name, $0) } }) { first, _ in first }
    }

    var choices: EditChoices {
        EditChoices(
            kinds: kinds ?? Set(EditPlace.Kind.allCases), words: Self.joined(word), facts: Self.joined(fact),
            systems: otherSystem)
    }

    /// - Parameters:
    ///   - places: That may be edited, in any of the prompts.
    ///   - fields: That stand in the question whether they are edited or not.
    /// - Throws: `ValidationError` naming an option that edits none of them.
    func checkUse(in places: [EditPlace], besides fields: [String]) throws {
        func isUsed(_ kind: EditPlace.Kind, _ isPlace: (EditPlace) -> Bool) -> Bool {
            places.contains { $0.kind == kind && isPlace($0) }
        }
        for choice in word where !isUsed(.word, { $0.original.lowercased() == choice.name.lowercased() }) {
            let words = places.filter { $0.kind == .word }.map(\.original)
            let near = words.nearest(to: choice.name).map { " Did you mean '\($0)'?" } ?? ""
            throw ValidationError("--word: '\(choice.name)' is no word that may be edited.\(near)")
        }
        for choice in fact where !fields.contains(choice.name) && !isUsed(.fact, { $0.name == choice.name }) {
            throw ValidationError("--fact: no question has a field {\(choice.name)} that may be edited.")
        }
        guard !otherSystem.isEmpty, !isUsed(.system, { !$0.alternatives.filter(otherSystem.contains).isEmpty }) else {
            return
        }
        throw ValidationError("--other-system: no question has a system that may be edited so.")
    }

    private static func joined(_ choices: [Choice]) -> [String: [String]] {
        Dictionary(choices.map { ($0.name, $0.texts) }, uniquingKeysWith: +)
    }

    private static func choice(_ text: String) throws -> Choice {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else {
            throw ValidationError("'\(text)' is not of the form name=a|b.")
        }
        return Choice(
            name: String(parts[0]),
            texts: parts[1].split(separator: "|", omittingEmptySubsequences: false).map(String.init))
    }

    private static func kinds(_ text: String) throws -> Set<EditPlace.Kind> {
        Set(
            try NameList.names(text).map { name in
                guard let kind = EditPlace.Kind(rawValue: name) else {
                    throw ValidationError(
                        "'\(name)' is no kind of edit. There are \(EditPlace.Kind.allCases.map(\.rawValue).joined(separator: ", "))."
                    )
                }
                return kind
            })
    }
}
