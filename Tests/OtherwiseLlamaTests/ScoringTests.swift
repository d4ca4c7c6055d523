#if Llama
import Foundation
import OtherwiseLlama
import OtherwiseModels
import Testing

@Suite(.needsSmallModel) struct ScoringTests {
    private let france = Prompt.text("The capital of France is")

    @Test func `the true continuation is likelier than a false one`() async throws {
        let session = try SmallModel.session()
        let likelihoods = try await session.likelihoods(
            of: [" Paris", " Berlin", " banana"].map { Continuation(of: france, $0) })
        #expect(likelihoods[0].logProbability > likelihoods[1].logProbability)
        #expect(likelihoods[1].logProbability > likelihoods[2].logProbability)
        #expect(likelihoods[0].isGreedy && !likelihoods[2].isGreedy)
    }

    @Test func `sharing a beginning changes no likelihood`() async throws {
        let session = try SmallModel.session()
        let prefix = "Once upon a time there was a king who had three daughters. The eldest"
        let endings = [" was kind.", " was kind, but poor.", " ran away to sea.", " slept.", "", " was kind."]
        let continuations =
            endings.map { Continuation(of: .text(prefix), $0) }
            + [Continuation(of: .text("Once upon a time there was"), " a king"), Continuation(of: france, " Paris")]
        let together = try await session.likelihoods(of: continuations)
        let reversed = try await session.likelihoods(of: continuations.reversed())
        #expect(together == reversed.reversed())
        for (continuation, shared) in zip(continuations, together) {
            #expect(try await session.likelihoods(of: [continuation]) == [shared])
        }
        #expect(together[4].tokens.isEmpty && together[4].logProbability == 0)
    }

    @Test func `a beginning longer than a batch changes none either`() async throws {
        let session = try SmallModel.session { $0.batchTokens = 16 }
        let story = session.model.tokens(of: String(repeating: "The king had three daughters, and no son. ", count: 6))
        // Up to 16 tokens and one beyond two batches.
        for count in [15, 16, 17, 33, 40] {
            let prompt = Prompt.text(session.model.text(of: Array(story.prefix(count))))
            let continuations = [" The", " One day the king", " His"].map { Continuation(of: prompt, $0) }
            let together = try await session.likelihoods(of: continuations)
            for (continuation, shared) in zip(continuations, together) {
                #expect(try await session.likelihoods(of: [continuation]) == [shared], "\(count)")
            }
        }
    }

    @Test func `the chain rule holds: a whole is as likely as its parts one after the other`() async throws {
        let session = try SmallModel.session()
        let whole = try await session.likelihoods(of: [Continuation(of: france, " Paris. It is")])[0]
        let tokens = try session.model.tokens(of: france)
        let first = try await session.nextToken(after: france)
        let next = session.model.tokens(of: " Paris. It is")
        #expect(abs(first[next[0]] - whole.tokens[0]) < 0.02)
        let run = try await session.run(tokens + next, under: [], keeping: [])
        for (place, token) in next.enumerated() {
            let expected = run.distributions[tokens.count - 1 + place][token]
            #expect(abs(expected - whole.tokens[place]) < 0.02)
        }
    }

    @Test func `probabilities add up to 1`() async throws {
        let distribution = try await SmallModel.session().nextToken(after: france)
        let sum = distribution.logProbabilities.reduce(0.0) { $0 + exp(Double($1)) }
        #expect(abs(sum - 1) < 1e-4)
    }

    @Test func `more prompts than a context holds at once are all scored, and no otherwise`() async throws {
        let session = try SmallModel.session {
            $0.contextTokens = 64
            $0.batchTokens = 16
        }
        let continuations = (0..<10).map { Continuation(of: .text("Number \($0) in a long list of many is"), " odd") }
        let likelihoods = try await session.likelihoods(of: continuations)
        #expect(likelihoods == (try await SmallModel.session().likelihoods(of: continuations)))
    }

    @Test func `what is too long, empty or out of range is refused`() async throws {
        let session = try SmallModel.session { $0.contextTokens = 16 }
        let long = Prompt.text(String(repeating: "word ", count: 40))
        let tooLong = await modelError { _ = try await session.likelihoods(of: [Continuation(of: long, " x")]) }
        #expect(tooLong?.code == .contextTooLong)
        let empty = await modelError { _ = try await session.likelihoods(of: [Continuation(of: .chat([]), " x")]) }
        #expect(empty == nil || empty?.code == .invalidValue)
        let threads = await modelError { _ = try SmallModel.session { $0.threads = 0 } }
        #expect(threads?.code == .invalidValue)
    }
}
#endif
