import Foundation
import OtherwiseLlama
import OtherwiseModels

/// Three ratios: scoring branches of one prefix together against one by one, writing after prompts that begin alike
/// together against one by one, and writing against llama.cpp on its own.
@main struct LanguageBenchmark {
    static let threads = 1
    static let rounds = 7

    static func main() async throws {
        guard let path = LlamaModel.smallModelPath() else { throw Missing() }
        let model = try LlamaModel(path: path)
        try await compareBranching(model)
        try await compareSeveral(model)
        if let own = CommandLine.arguments.dropFirst().first { try await compareWriting(model, path, own) }
    }

    private static func session(_ model: LlamaModel) throws -> LlamaSession {
        var settings = LlamaSettings()
        settings.threads = threads
        settings.contextTokens = 2048
        return try LlamaSession(model, settings)
    }

    /// Eight continuations of a prefix of 400 tokens.
    private static func compareBranching(_ model: LlamaModel) async throws {
        let session = try session(model)
        let sentence = "The committee met on a rainy morning and read the report aloud, page after page. "
        let tokens = model.tokens(of: String(repeating: sentence, count: 40)).prefix(400)
        let prompt = Prompt.text(model.text(of: Array(tokens)))
        let branches = (1...8).map {
            Continuation(of: prompt, " Then member number \($0) stood up and said that it was late.")
        }
        var together: [Double] = [], apart: [Double] = [], largest = 0.0
        for _ in 0..<rounds {
            let start = ContinuousClock.now
            let shared = try await session.likelihoods(of: branches)
            let middle = ContinuousClock.now
            for (branch, likelihood) in zip(branches, shared) {
                let alone = try await session.likelihoods(of: [branch])[0]
                largest = max(largest, abs(alone.meanLogProbability - likelihood.meanLogProbability))
            }
            together.append((middle - start) / .seconds(1))
            apart.append((ContinuousClock.now - middle) / .seconds(1))
        }
        print("branching, 8 branches of a 400-token prefix: \(median(apart)) s apart, \(median(together)) s together,")
        print("  ratio \(median(apart) / median(together)); largest difference \(largest) nats a token")
    }

    /// Short answers to 16 questions after the same three examples.
    private static func compareSeveral(_ model: LlamaModel) async throws {
        let session = try session(model), settings = GenerationSettings(maximumTokens: 5)
        let examples = [
            ("what do bees make", "Honey"), ("which animal barks", "Dog"), ("in which country is rome", "Italy"),
        ]
        let start = examples.map { "question: \($0.0)?\nanswer: \($0.1)\n" }.joined()
        let things = ["the sea", "a guitar", "gold", "an atom", "rain", "a desert", "the moon", "a volcano"]
        let prompts = things.flatMap { ["what is \($0) made of", "who was the first to paint \($0)"] }
            .map { Prompt.text("\(start)question: \($0)?\nanswer:") }
        var together: [Double] = [], apart: [Double] = []
        for _ in 0..<rounds {
            let start = ContinuousClock.now
            let shared = try await session.texts(after: prompts, settings, concurrency: 1)
            let middle = ContinuousClock.now
            var alone: [GeneratedText] = []
            for prompt in prompts { alone.append(try await session.text(after: prompt, settings)) }
            precondition(alone == shared)
            together.append((middle - start) / .seconds(1))
            apart.append((ContinuousClock.now - middle) / .seconds(1))
        }
        print("writing 5 tokens after 16 prompts: \(median(apart)) s apart, \(median(together)) s together,")
        print("  ratio \(median(apart) / median(together))")
    }

    private static func compareWriting(_ model: LlamaModel, _ path: String, _ own: String) async throws {
        let session = try session(model)
        let text = "Once upon a time, in a village by the sea, there lived a fisherman who"
        let count = 128
        var ours: [Double] = [], theirs: [Double] = []
        for _ in 0..<rounds {
            theirs.append(try ownSpeed(own, [path, text, "\(count)", "\(threads)"]))
            ours.append(try await speed(session, text, count))
        }
        print("writing \(count) tokens: \(median(ours)) tokens/s, llama.cpp \(median(theirs)) tokens/s,")
        print("  ratio \(median(ours) / median(theirs))")
    }

    /// Tokens a second, the reading of the prompt and the first token taken off.
    private static func speed(_ session: LlamaSession, _ text: String, _ count: Int) async throws -> Double {
        func seconds(_ count: Int) async throws -> (Double, Int) {
            let start = ContinuousClock.now
            let written = try await session.text(after: .text(text), GenerationSettings(maximumTokens: count))
            return ((ContinuousClock.now - start) / .seconds(1), written.tokenCount)
        }
        let first = try await seconds(1), whole = try await seconds(count + 1)
        return Double(whole.1 - first.1) / (whole.0 - first.0)
    }

    private static func ownSpeed(_ program: String, _ arguments: [String]) throws -> Double {
        let process = Process(), output = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return Double(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? .nan
    }

    private static func median(_ numbers: [Double]) -> Double { numbers.sorted()[numbers.count / 2] }
}

struct Missing: Error, CustomStringConvertible {
    let description = "The benchmark wants the model that `make engines` fetches"
}
