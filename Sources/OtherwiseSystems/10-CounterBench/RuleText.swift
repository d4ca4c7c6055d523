extension RuleQuestion {
    /// Reads a description in words and a question about it.
    ///
    /// ```
    /// description = { ["We know that"] clause { "," ["and"] clause } "." } ["We observed" literals "."]
    /// clause      = literals ["together"] ("causes" | "cause") literals
    /// literals    = literal { ("," | "and" | ", and" | "or") literal }
    /// literal     = ["not"] name
    /// question    = "Would" name ["not"] "occur if" literals ["instead of" literals] "?"
    ///             | "Assume" literal ", and based on this assumption, further suppose" literal ". Would" name "occur?"
    /// ```
    ///
    /// - Throws: `RuleError` with the clause that does not fit. Nothing is guessed.
    public init(description: String, question: String) throws {
        var rules: [Rule] = []
        var observed: [Literal] = []
        for sentence in description.split(separator: ".").map(Words.init) where !sentence.words.isEmpty {
            if let seen = sentence.after(["we", "observed"]) {
                observed += try seen.literals(joins: ["and"])
            } else {
                rules += try (sentence.after(["we", "know", "that"]) ?? sentence).rules()
            }
        }
        guard !rules.isEmpty else { throw RuleError("'\(description)' states no rule of the form 'A causes B'.") }
        let (supposed, target) = try Words(question.dropFirst(0)).question()
        self.init(rules: rules, observed: observed, supposed: supposed, target: target)
    }
}

/// A stretch of words and commas.
private struct Words {
    let words: [String]

    init(_ text: Substring) {
        var words: [String] = []
        for part in text.split(whereSeparator: \.isWhitespace) {
            var word = part
            var marks: [String] = []
            while let last = word.last, [",", "?", "."].contains(last) {
                if last != "?" { marks.insert(String(last), at: 0) }
                word = word.dropLast()
            }
            if !word.isEmpty { words.append(String(word)) }
            words += marks
        }
        self.words = words
    }

    private init(_ words: [String]) { self.words = words }

    private static let reserved: Set<String> = [
        "and", "or", "not", "together", "cause", "causes", "if", "instead", "of", "would", "occur", "we", "know",
        "that",
        "observed", ",", ".", "assume", "suppose", "further",
    ]

    private var text: String { words.joined(separator: " ").replacing(" ,", with: ",") }

    /// What follows an opening; `nil` where the words open in another way.
    func after(_ opening: [String]) -> Words? {
        words.count >= opening.count && zip(words, opening).allSatisfy { $0.lowercased() == $1 }
            ? Words(Array(words.dropFirst(opening.count))) : nil
    }

    /// Clauses: each begins behind the last comma before its verb.
    func rules() throws -> [Rule] {
        let verbs = words.indices.filter { ["causes", "cause"].contains(words[$0]) }
        guard let first = verbs.first else { throw RuleError("'\(text)' has no 'causes'.") }
        var starts = [0]
        for (verb, last) in zip(verbs.dropFirst(), verbs) {
            guard let comma = words[last..<verb].lastIndex(of: ",") else {
                throw RuleError("Where the clauses of '\(text)' end is not clear; put a comma between them.")
            }
            starts.append(comma + 1)
        }
        _ = first
        return try verbs.indices.flatMap { place in
            let end = place + 1 < starts.count ? starts[place + 1] - 1 : words.count
            return try Words(Array(words[starts[place]..<end])).clause(verb: verbs[place] - starts[place])
        }
    }

    private func clause(verb: Int) throws -> [Rule] {
        var left = Array(words[..<verb])
        if left.first == "and" { left.removeFirst() }
        if left.last == "together" { left.removeLast() }
        let joins = Set(left).intersection(["and", "or"])
        guard joins.count <= 1 else { throw RuleError("'\(text)' mixes 'and' with 'or'; say what goes together.") }
        let antecedent = try Words(left).literals(joins: joins)
        let consequents = try Words(Array(words[(verb + 1)...])).literals(joins: ["and"])
        return consequents.map { Rule(antecedent, joins == ["or"] ? .or : .and, causes: $0) }
    }

    /// `not A, B, and C`
    func literals(joins: Set<String>) throws -> [Literal] {
        var literals: [Literal] = []
        var isNegated = false, expectsName = true
        for word in words {
            if word == "not", expectsName, !isNegated {
                isNegated = true
            } else if word == "," || joins.contains(word), !isNegated, !literals.isEmpty {
                expectsName = true
            } else if expectsName, !Self.reserved.contains(word.lowercased()) {
                literals.append(Literal(word, is: !isNegated))
                (isNegated, expectsName) = (false, false)
            } else {
                throw RuleError("'\(text)' is no list of propositions: '\(word)' stands where it should not.")
            }
        }
        guard !literals.isEmpty, !expectsName else { throw RuleError("A proposition is missing in '\(text)'.") }
        return literals
    }

    /// What is supposed, and what is asked.
    func question() throws -> ([Literal], Literal) {
        if let nested = after(["assume"]) {
            guard let end = nested.words.firstIndex(of: "."),
                let further = nested.words[..<end].firstIndex(of: "further"),
                let comma = nested.words[..<further].firstIndex(of: ","), further + 1 < end,
                nested.words[further + 1] == "suppose"
            else { throw RuleError("'\(text)' is no question of a known form.") }
            let first = try Words(Array(nested.words[..<comma])).literals(joins: ["and"])
            let second = try Words(Array(nested.words[(further + 2)..<end])).literals(joins: ["and"])
            let (more, target) = try Words(Array(nested.words[(end + 1)...])).question()
            return (first + second + more, target)
        }
        guard let asked = after(["would"])?.words, let name = asked.first, !Self.reserved.contains(name.lowercased())
        else {
            throw RuleError("'\(text)' is no question of a known form.")
        }
        var rest = asked.dropFirst()
        let isNegated = rest.first == "not"
        if isNegated { rest = rest.dropFirst() }
        guard rest.first == "occur" else { throw RuleError("'\(text)' does not ask whether something would occur.") }
        rest = rest.dropFirst()
        let target = Literal(name, is: !isNegated)
        guard rest.first == "if" else {
            if rest.isEmpty { return ([], target) }
            throw RuleError("'\(text)' is no question of a known form.")
        }
        let supposed = rest.dropFirst().prefix { $0 != "instead" }
        return (try Words(Array(supposed)).literals(joins: ["and"]), target)
    }
}
