import Foundation
import OtherwiseModels
import OtherwiseTesting
import Synchronization
import Testing

@testable import OtherwiseEndpoints

/// A model of words with known log-probabilities, behind a server that scores what it is sent, or lies about it.
private struct WordServer: Sendable {
    enum Lie: CaseIterable {
        case ignoresEcho, noScores, nullScores, someNull, constant, positive, unrepeatable, looksAhead, otherTokens,
            noAlternatives
    }

    let loopback: LoopbackServer

    /// The words of a text, each with the space before it.
    static func words(_ text: String) -> [String] {
        text.split(separator: #/(?= )/#).map(String.init)
    }

    /// Depends on the word and the one before it.
    static func logProbability(_ words: [String], _ place: Int) -> Double? {
        place == 0 ? nil : -Double(words[place].count) / 4 - Double(words[place - 1].utf8.first ?? 0) / 100
    }

    init(_ lie: Lie? = nil, mark: String? = nil) throws {
        let turn = Mutex(0)
        loopback = try LoopbackServer { request in
            guard let question = try? JSONDecoder().decode(FaultyServer.Question.self, from: Data(request.body.utf8))
            else { return .status(400, "") }
            let number = turn.withLock {
                $0 += 1
                return $0
            }
            return .json(Self.body(question.text, lie, mark: mark, number))
        }
    }

    private static func body(_ text: String, _ lie: Lie?, mark: String?, _ turn: Int) -> String {
        var words = words(text)
        var scores = words.indices.map { logProbability(words, $0) }
        switch lie {
        case .nullScores: scores = scores.map { _ in nil }
        case .someNull: scores[4] = nil
        case .constant: scores = scores.map { $0.map { _ in -1.5 } }
        case .positive: scores = scores.map { $0.map { -$0 } }
        case .unrepeatable: scores = scores.map { $0.map { $0 - Double(turn) / 3 } }
        case .looksAhead: scores = scores.map { $0.map { $0 - Double(text.count) / 10 } }
        case .otherTokens: words = words.map { $0.trimmingCharacters(in: .whitespaces) }
        case .ignoresEcho, .noScores, .noAlternatives, nil: break
        }
        if let mark {
            words.insert(mark, at: 0)
            scores.insert(nil, at: 0)
            scores[1] = -3
        }
        let tops: [[String: Double]?] = zip(words, scores).map { word, score in
            score.map { [word: $0, "other": word.count > 5 ? -9 : -0.01] }
        }
        let lists = Lists(
            tokens: words + [" end"], token_logprobs: scores + [-0.1],
            top_logprobs: lie == .noAlternatives ? [] : tops + [[" end": -0.1]])
        let choice = Choice(
            text: lie == .ignoresEcho ? " end" : text + " end", finish_reason: "length",
            logprobs: lie == .noScores ? nil : lists)
        return String(decoding: (try? JSONEncoder().encode(Body(choices: [choice]))) ?? Data(), as: UTF8.self)
    }

    private struct Body: Encodable { let choices: [Choice] }
    private struct Choice: Encodable {
        let text: String
        let finish_reason: String
        let logprobs: Lists?
    }
    private struct Lists: Encodable {
        let tokens: [String]
        let token_logprobs: [Double?]
        let top_logprobs: [[String: Double]?]
    }

    func model() -> EndpointModel {
        EndpointModel(EndpointModelTests.endpoint(loopback), EndpointModelTests.settings())
    }
}

@Suite("Log-probabilities of a server", .timeLimit(.minutes(10)))
struct ScoringTests {
    @Test(
        "A server that scores what it is sent is believed, with and without a mark of the beginning",
        arguments: [nil, "<s>"])
    func honest(mark: String?) async throws {
        let server = try WordServer(mark: mark)
        let scorer = try await EndpointScorer(checking: server.model())
        let prompt = "Zürich lies in 👩‍👩‍👧 the", text = " north of Switzerland"
        let words = WordServer.words(prompt + text)
        let likelihoods = try await scorer.likelihoods(of: [
            Continuation(of: .text(prompt), text), Continuation(of: .text(prompt), " it"),
        ])
        let expected = (words.count - 3..<words.count).compactMap { WordServer.logProbability(words, $0) }
        #expect(likelihoods[0].tokens == expected && !likelihoods[0].isGreedy)
        #expect(likelihoods[1].tokens.count == 1)
    }

    private static let reasons: [(WordServer.Lie, String)] = [
        (.ignoresEcho, "ignores `echo`"), (.noScores, "without any"), (.nullScores, "are null"), (.someNull, "1 of"),
        (.constant, "the same, -1.5"), (.positive, "no logarithm"), (.unrepeatable, "asked twice"),
        (.looksAhead, "how it goes on"), (.otherTokens, "do not make up"), (.noAlternatives, "the likeliest token"),
    ]

    @Test("A server that lies about them is refused, with the reason")
    func liars() async throws {
        #expect(Set(Self.reasons.map(\.0)) == Set(WordServer.Lie.allCases))
        for (lie, reason) in Self.reasons {
            let server = try WordServer(lie)
            let error = await modelError { _ = try await EndpointScorer(checking: server.model()) }
            #expect(error?.code == .unsupported, "\(lie)")
            #expect(error?.problem.contains(reason) == true, "\(lie): \(String(describing: error))")
        }
    }

    @Test("Conversations, empty prompts and tokens across the boundary are refused")
    func refused() async throws {
        let server = try WordServer(), scorer = try await EndpointScorer(checking: server.model())
        func error(_ prompt: Prompt, _ text: String) async -> ModelError? {
            await modelError { _ = try await scorer.likelihoods(of: [Continuation(of: prompt, text)]) }
        }
        #expect(await error(.user("a"), " b")?.code == .unsupported)
        #expect(await error(.text(""), " b")?.code == .invalidValue)
        let across = await error(.text("ab cd"), "ef")
        #expect(across?.code == .unsupported && across?.problem.contains("' cdef'") == true)
        #expect(
            try await scorer.likelihoods(of: [Continuation(of: .text("a"), "")]) == [
                Likelihood(tokens: [], isGreedy: true)
            ])
    }
}
