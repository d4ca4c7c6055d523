import Foundation
import OtherwiseModels
import OtherwiseNumerics

/// A language model that states one step at a time: each statement is drawn anew, so that one that was taken back can come
/// out otherwise.
struct LanguageReasoner: StepReasoner {
    private let model: any TextGenerator
    private var generator: SeededGenerator
    /// Steps of which nothing could be read in three tries; their values are drawn by chance.
    private(set) var unread = 0

    private static let tries = 3
    private static let tokens = 12

    init(_ model: any TextGenerator, seed: UInt64) { (self.model, generator) = (model, SeededGenerator(seed: seed)) }

    mutating func value(of name: String, by rule: Rule, given values: [String: Bool]) async throws -> Bool {
        let known = rule.antecedent.map { "\($0.name) is \(values[$0.name] ?? false ? "true" : "false")." }
        let prompt = Prompt.user(
            """
            Rule: \(rule.inWords). Nothing else does.
            \(known.joined(separator: " "))
            Is \(name) true or false? Answer with one word.
            """)
        for _ in 0..<Self.tries {
            let sampling = Sampling(temperature: 1, seed: generator.next())
            let reply = try await model.text(
                after: prompt, GenerationSettings(maximumTokens: Self.tokens, sampling: sampling))
            if let value = Self.reading(reply.text) { return value }
        }
        unread += 1
        return Bool.random(using: &generator)
    }

    /// The one of both words that the reply has; `nil` for neither and for both.
    static func reading(_ reply: String) -> Bool? {
        let words = Set(reply.lowercased().split { !$0.isLetter }.map(String.init))
        return words.contains("true") == words.contains("false") ? nil : words.contains("true")
    }
}

extension Rule {
    /// `Ziklo and not Blaf together cause Trune`.
    var inWords: String {
        func word(_ literal: Literal) -> String { (literal.isTrue ? "" : "not ") + literal.name }
        let causes = antecedent.map(word).joined(separator: join == .and ? " and " : " or ")
        let verb = antecedent.count > 1 && join == .and ? "together cause" : "causes"
        return "\(causes) \(verb) \(word(consequent))"
    }
}
