/// A proposition, or its negation.
public struct Literal: Sendable, Hashable {
    /// The proposition.
    public let name: String
    /// Whether it is said to hold.
    public let isTrue: Bool

    /// A proposition, or with `false` its negation.
    public init(_ name: String, is isTrue: Bool = true) { (self.name, self.isTrue) = (name, isTrue) }
}

/// "A and not B together cause C": the consequent holds exactly when the antecedent does.
public struct Rule: Sendable, Hashable {
    /// How causes act together.
    public enum Join: Sendable, Hashable { case and, or }

    /// The causes.
    public let antecedent: [Literal]
    /// How they act together.
    public let join: Join
    /// Of "causes not C" the consequent is `not C`: C is the negation of the antecedent.
    public let consequent: Literal

    /// A rule as its parts.
    public init(_ antecedent: [Literal], _ join: Join = .and, causes consequent: Literal) {
        (self.antecedent, self.join, self.consequent) = (antecedent, join, consequent)
    }

    /// The value of the consequent's proposition; `nil` while what is known does not settle it (Kleene 1938).
    func value(_ values: [String: Bool]) -> Bool? {
        let terms = antecedent.map { literal in values[literal.name].map { $0 == literal.isTrue } }
        let decisive = join == .or
        guard !terms.contains(decisive) else { return decisive == consequent.isTrue }
        return terms.contains(nil) ? nil : decisive != consequent.isTrue
    }
}

/// Rules with what was observed, what is supposed instead, and what is asked.
public struct RuleQuestion: Sendable, Hashable {
    /// What causes what.
    public let rules: [Rule]
    /// What was seen in the factual world.
    public let observed: [Literal]
    /// Suppositions; of two about one proposition the later one counts.
    public let supposed: [Literal]
    /// What is asked: whether it would hold.
    public let target: Literal

    /// A question as its parts.
    public init(rules: [Rule], observed: [Literal] = [], supposed: [Literal], target: Literal) {
        (self.rules, self.observed, self.supposed, self.target) = (rules, observed, supposed, target)
    }
}

/// The answer to a question about rules.
public enum RuleAnswer: String, Sendable, Hashable, Codable {
    case yes, no
    /// The worlds that agree with the observation disagree about the target.
    case undetermined
}

/// The exact answer, and how it came about.
public struct RuleSolution: Sendable, Hashable {
    /// What would be.
    public let answer: RuleAnswer
    /// The observation cannot be under the rules; the answer ignores it.
    public let hasInconsistentEvidence: Bool
    /// The values of the propositions without causes in each world that agrees with the observation.
    public let worlds: [[String: Bool]]
}

extension RuleQuestion {
    /// More worlds than are gone through: two to the power of this number of propositions without causes.
    private static let rootLimit = 16

    /// The exact answer: abduction finds the worlds that agree with the observation and with the contrary of the
    /// first supposition; the suppositions cut their propositions from their causes; the rules give the target.
    ///
    /// - Throws: `RuleError` for a target that no rule mentions, two rules about one proposition, or a cycle that
    ///   leaves a value open.
    public func solution() throws -> RuleSolution {
        try validate()
        var worlds = try possibleWorlds()
        let agreeing =
            try observed.isEmpty
            ? worlds
            : worlds.filter { world in
                let values = try settled(world, supposing: []).values
                return observed.allSatisfy { values[$0.name] == $0.isTrue }
            }
        if !agreeing.isEmpty { worlds = agreeing }
        let answers = Set(
            try worlds.map { world in
                try settled(world, supposing: supposed).values[target.name] == target.isTrue
            })
        return RuleSolution(
            answer: answers.count > 1 ? .undetermined : answers.contains(true) ? .yes : .no,
            hasInconsistentEvidence: agreeing.isEmpty, worlds: worlds)
    }

    /// The answer of whoever leaves things as they are: the contrary of the suppositions holds, and what nothing is said
    /// of does not.
    func factualAnswer() throws -> RuleAnswer {
        try validate()
        // The first world is the one in which all that is open is false.
        var world = try possibleWorlds().first ?? [:]
        for literal in supposed.reversed() where world[literal.name] != nil { world[literal.name] = !literal.isTrue }
        let values = try settled(world, supposing: []).values
        return values[target.name] == target.isTrue ? .yes : .no
    }

    /// Every proposition that a world settles, and the rules in the order in which they did.
    func settled(
        _ world: [String: Bool], supposing supposed: [Literal]
    ) throws(RuleError) -> (values: [String: Bool], order: [Rule]) {
        let set = Dictionary(supposed.map { ($0.name, $0.isTrue) }) { _, later in later }
        var values = world.merging(set) { _, supposed in supposed }
        var waiting = rules.filter { set[$0.consequent.name] == nil }
        var order: [Rule] = []
        while !waiting.isEmpty {
            let ready = waiting.filter { $0.value(values) != nil }
            guard !ready.isEmpty else {
                let names = waiting.map(\.consequent.name).joined(separator: ", ")
                throw RuleError("\(names) cause one another in a cycle that leaves their values open.")
            }
            for rule in ready { values[rule.consequent.name] = rule.value(values) }
            order += ready
            waiting.removeAll { values[$0.consequent.name] != nil }
        }
        return (values, order)
    }

    /// The rules that the target rests on once the suppositions hold, causes first.
    func order(in world: [String: Bool]) throws(RuleError) -> [Rule] {
        let order = try settled(world, supposing: supposed).order
        var needed: Set = [target.name]
        return order.reversed().filter { rule in
            guard needed.contains(rule.consequent.name) else { return false }
            needed.formUnion(rule.antecedent.map(\.name))
            return true
        }.reversed()
    }

    /// All values of the propositions without causes; of a supposition among them only the contrary is factual.
    private func possibleWorlds() throws(RuleError) -> [[String: Bool]] {
        let caused = Set(rules.map(\.consequent.name))
        var seen: Set<String> = []
        let mentioned = rules.flatMap { $0.antecedent.map(\.name) } + (supposed + observed).map(\.name)
        let roots = mentioned.filter { !caused.contains($0) && seen.insert($0).inserted }
        guard roots.count <= Self.rootLimit else {
            throw RuleError("\(roots.count) propositions have no causes; at most \(Self.rootLimit) are gone through.")
        }
        return roots.reduce([[:]]) { partial, name in
            let fixed = supposed.first.flatMap { $0.name == name ? !$0.isTrue : nil }
            return partial.flatMap { values in
                (fixed.map { [$0] } ?? [false, true]).map { values.merging([name: $0]) { _, new in new } }
            }
        }
    }

    private func validate() throws(RuleError) {
        var caused: Set<String> = []
        for rule in rules where !caused.insert(rule.consequent.name).inserted {
            throw RuleError("Two rules say when '\(rule.consequent.name)' holds; which counts is not said.")
        }
        guard rules.contains(where: { ($0.antecedent + [$0.consequent]).contains { $0.name == target.name } }) else {
            throw RuleError("No rule mentions '\(target.name)', which is asked about.")
        }
    }
}

/// A text or a set of rules that cannot be taken as it stands.
public struct RuleError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, in a sentence.
    public let description: String

    /// - Parameter description: What is wrong, in a sentence.
    public init(_ description: String) { self.description = description }
}
