import ArgumentParser
import Foundation
import OtherwiseTesting
import Testing

/// Inputs of one language, damaged by chance. Each must be read, or be refused with an error of this project; a crash
/// or a hang ends the test process.
struct Fuzzing: Sendable {
    /// The number of damaged inputs per language: a few by default, 100,000 where the environment says so.
    static let count = ProcessInfo.processInfo.environment["OTHERWISE_FUZZ"].flatMap(Int.init) ?? 320
    static let shards = 4

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/fuzz")

    let language: String
    private let corpus: [[UInt8]]
    private let words: [String]

    /// - Parameters:
    ///   - language: A folder of files, each an input, or a text, each of whose lines is one.
    ///   - words: What means something in the language.
    init(_ language: String, words: [String]) throws {
        self.language = language
        self.words = words
        let path = Self.folder.appending(path: language)
        if language.hasSuffix(".txt") {
            corpus = try String(contentsOf: path, encoding: .utf8).split(separator: "\n").map { Array($0.utf8) }
        } else {
            corpus = try FileManager.default.contentsOfDirectory(atPath: path.path).sorted().map {
                Array(try Data(contentsOf: path.appending(path: $0)))
            }
        }
    }

    /// What came of the inputs of a shard.
    struct Tally: Sendable {
        var read = 0
        var refused = 0
        var slowest = Duration.zero
    }

    /// Reads the inputs of a shard, the damaged ones and, in the first, the whole ones.
    ///
    /// - Parameter share: For a language that is slow to read, the share of the inputs.
    func run(shard: Int, share: Int = 1, _ read: ([UInt8]) async throws -> Void) async -> Tally {
        var tally = Tally()
        var accidents = MutatedBytes(seed: UInt64(shard), words: words)
        if shard == 0 { for bytes in corpus { await attempt(bytes, read, &tally) } }
        for round in 0..<Self.count / Self.shards / share {
            await attempt(accidents.mutated(corpus[round % corpus.count]), read, &tally)
        }
        // Longer than any of them takes in a debug build on a busy machine, and far shorter than for ever.
        #expect(tally.slowest < .seconds(20), "\(language), shard \(shard)")
        if Self.count > 10_000 { print("\(language), shard \(shard): \(tally)") }
        return tally
    }

    private func attempt(_ bytes: [UInt8], _ read: ([UInt8]) async throws -> Void, _ tally: inout Tally) async {
        let start = ContinuousClock.now
        do {
            try await read(bytes)
            tally.read += 1
        } catch {
            tally.refused += 1
            let isOurs = String(reflecting: type(of: error)).hasPrefix("Otherwise") || error is ValidationError
            #expect(isOurs, "\(type(of: error)) for \(String(decoding: bytes, as: UTF8.self))")
            #expect(!"\(error)".isEmpty)
        }
        tally.slowest = max(tally.slowest, ContinuousClock.now - start)
    }
}
