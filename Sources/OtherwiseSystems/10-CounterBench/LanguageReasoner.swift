import Foundation
import OtherwiseModels
import OtherwiseNumerics

/// A language model that states one step at a time: each statement is drawn anew, so that one that was taken back can come
/// out otherwise.
struct LanguageReasoner: StepReasoner {
    private let model: any TextGenerator
    private let concurrency: Int
    private var generator: SeededGenerator
    /// What was stated in reply to each prompt, in the order of the draws; `nil` where it could not be read.
    private var statements: [String: [Bool?]] = [:]
    /// How many of them were taken.
    private var taken: [String: Int] = [:]
    /// Steps of which nothing could be read in three tries; their values are drawn by chance.
    private(set) var unread = 0

    private static let tries = 3
    private static let tokens = 12
    /// Statements drawn at a time: after the first, one costs a local model next to nothing.
    private static let draws = 6

    init(_ model: any TextGenerator, concurrency: Int = 1, seed: UInt64) {
        (self.model, self.concurrency, generator) = (model, concurrency, SeededGenerator(seed: seed))
    }

    /// States the same again from the first statement on, so that two who verify differ in nothing else.
    mutating func startAgain() { taken = [:] }

    mutating func value(of name: String, by rule: Rule, given values: [String: Bool]) async throws -> Bool {
        let known = rule.antecedent.map { "\($0.name) is \(values[$0.name] ?? false ? "true" : "false")." }
        let prompt = """
            Rule: \(rule.inWords). Nothing else does.
            \(known.joined(separator: " "))
            Is \(name) true or false? Answer with one word.
            """
        for _ in 0..<Self.tries {
            if let value = try await statement(after: prompt) { return value }
        }
        unread += 1
        return Bool.random(using: &generator)
    }

    private mutating func statement(after prompt: String) async throws -> Bool? {
        let place = taken[prompt, default: 0]
        taken[prompt] = place + 1
        if place == statements[prompt, default: []].count {
            statements[prompt, default: []] += try await drawn(after: prompt)
        }
        return statements[prompt]?[place]
    }

    private mutating func drawn(after prompt: String) async throws -> [Bool?] {
        let requests = (0..<Self.draws).map { _ in
            TextRequest(
                after: .user(prompt),
                GenerationSettings(
                    maximumTokens: Self.tokens, sampling: Sampling(temperature: 1, seed: generator.next())))
        }
        return try await model.texts(for: requests, concurrency: concurrency).map { Self.reading($0.text) }
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
