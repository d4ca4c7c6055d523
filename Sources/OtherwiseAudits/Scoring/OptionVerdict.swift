import Foundation

/// The option whose text another text gives as its answer.
struct OptionVerdict {
    private let text: String
    private let clauses: [[String]]

    /// - Parameter text: Without thinking.
    init(_ text: String) {
        self.text = text
        let marks = #"[,;:!?\n\r]|\.(?![0-9])|[–—]|\b(?i:but)\b"#
        clauses = text.replacingOccurrences(of: marks, with: "\n", options: .regularExpression)
            .split(separator: "\n").map { $0.normalizedAnswer.split(separator: " ").map(String.init) }
    }

    /// The place of the option that the text says and nothing else, or that it alone names.
    func place(among options: [String]) -> Int? {
        let literal = text.trimmedAnswer
        if let exact = options.firstIndex(where: { $0.trimmedAnswer == literal }) { return exact }
        let answer = text.normalizedAnswer, options = options.map(\.normalizedAnswer)
        // Formulas may differ in nothing but marks.
        guard Set(options).count == options.count else { return nil }
        if let exact = options.firstIndex(of: answer) { return exact }
        let named = named(options)
        return named.count == 1 ? named.first : nil
    }

    private func named(_ options: [String]) -> [Int] {
        let spaced = " \(text.normalizedAnswer) "
        let named = options.indices.filter { !options[$0].isEmpty && spaced.contains(" \(options[$0]) ") }
        // An option that is part of another one that is named is not named itself.
        let outer = named.filter { place in
            !named.contains { $0 != place && " \(options[$0]) ".contains(" \(options[place]) ") }
        }
        let places = outer.filter { Self.particles.contains(options[$0]) ? false : isClaimed(options[$0]) }
        let particles = named.filter { Self.particles.contains(options[$0]) && isSaid(options[$0]) }
        return Array(Set(places + particles))
    }

    // MARK: Words that are said for other reasons, too

    /// Words that stand in sentences of any meaning: "I have no idea".
    private static let particles: Set<String> = [
        "yes", "no", "true", "false", "right", "wrong", "correct", "incorrect", "maybe", "none", "neither", "both",
        "either", "not",
    ]

    /// Whether it is the first clause, and no other particle is a clause.
    private func isSaid(_ particle: String) -> Bool {
        let alone = clauses.filter { $0.count == 1 }.map { $0[0] }.filter(Self.particles.contains)
        return clauses.first == [particle] && Set(alone).count == 1
    }

    // MARK: Denials

    private static let denials: Set<String> = [
        "not", "no", "never", "neither", "nor", "cannot", "without", "hardly", "unlikely", "wrong", "if", "whether",
        "unless", "dont", "t",
    ]
    private static let comparisons: Set<String> = ["than", "over", "unlike", "versus", "vs", "except"]
    private static let refutations: Set<String> = [
        "not", "wrong", "incorrect", "false", "worse", "isn", "wasn", "cannot", "never",
    ]

    /// Whether the option is named somewhere without being denied; options that reach over clauses always are.
    private func isClaimed(_ option: String) -> Bool {
        let words = option.split(separator: " ").map(String.init)
        let found = clauses.flatMap { clause in
            clause.indices.filter { clause[$0...].starts(with: words) }.map {
                (clause[..<$0], clause[($0 + words.count)...])
            }
        }
        return found.isEmpty || found.contains { !Self.isDenied(after: $0, before: $1) }
    }

    private static func isDenied(after lead: ArraySlice<String>, before rest: ArraySlice<String>) -> Bool {
        let isRefuted = rest.prefix(3).contains(where: refutations.contains)
        return isRefuted || lead.contains(where: denials.contains) || lead.suffix(2).elementsEqual(["instead", "of"])
            || lead.last.map(comparisons.contains) == true
    }
}
