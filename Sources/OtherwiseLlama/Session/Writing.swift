#if Llama
import OtherwiseCore
import OtherwiseModels
import OtherwiseNumerics

extension LlamaContext {
    /// Writes after each prompt on its own. Those that begin alike come one after the other, and keep what they share.
    ///
    /// The last two tokens of a prompt are read anew even where an earlier one had them: llama.cpp adds up in another order
    /// for a single token, and a text shall not depend on what was written before it.
    func texts(for requests: [(prompt: [Token], settings: GenerationSettings)]) throws -> [GeneratedText] {
        var texts: [Int: GeneratedText] = [:], held: [Token] = []
        for index in requests.indices.sorted(by: { requests[$0].prompt.precedes(requests[$1].prompt) }) {
            let (prompt, settings) = requests[index]
            let shared = forget(from: max(0, min(prompt.countShared(with: held), prompt.count - 2)))
            texts[index] = try write(after: [prompt], held: shared, settings, editor: nil) { $0[0] }
            held = prompt
        }
        return requests.indices.compactMap { texts[$0] }
    }

    /// Writes the same tokens after each of the prompts.
    ///
    /// - Parameters:
    ///   - prompts: At least one.
    ///   - held: How many tokens of each were read before.
    ///   - watcher: Sees every token as it is chosen, and the text as it grows.
    ///   - combine: The logits to choose from, `[vocabulary]`, out of those after each prompt.
    func write(
        after prompts: [[Token]], held: Int = 0, _ settings: GenerationSettings, editor: ActivationEditor?,
        watcher: WritingWatcher? = nil, combine: ([[Float]]) -> [Float]
    ) throws -> GeneratedText {
        var writing = Writing(model, settings, room: try room(after: prompts))
        var lengths = prompts.map(\.count)
        var next = prompts.map { Array($0.dropFirst(held)) }
        while true {
            let logits = try last(next, ending: lengths, editor: editor)
            let combined = combine(logits), token = writing.add(combined)
            watcher?.see(combined, writing.written)
            guard let token else {
                watcher?.end(writing.written)
                return writing.result
            }
            next = Array(repeating: [token], count: prompts.count)
            lengths = lengths.map { $0 + 1 }
        }
    }

    /// Tokens that can be written before the context is full.
    ///
    /// - Throws: `ModelError` where a prompt is empty or the prompts fill the context.
    private func room(after prompts: [[Token]]) throws(ModelError) -> Int {
        let count = prompts.reduce(0) { $0 + $1.count }
        guard !prompts.contains(where: \.isEmpty) else {
            throw ModelError(
                .invalidValue, "the prompt is empty", hint: "Give the model at least one token to start from"
            ).inModel(model.identity.name)
        }
        guard count < tokenCapacity else { throw .noRoom(in: model, tokenCapacity, tokens: count) }
        return (tokenCapacity - count) / prompts.count
    }

    /// Reads tokens into each sequence; the logits after the last of each, `[sequences][vocabulary]`.
    private func last(_ tokens: [[Token]], ending lengths: [Int], editor: ActivationEditor?) throws -> [[Float]] {
        var placed: [PlacedToken] = []
        for (sequence, own) in tokens.enumerated() {
            for (index, token) in own.enumerated() {
                placed.append(
                    PlacedToken(
                        token: token, position: lengths[sequence] - own.count + index, sequences: [Int32(sequence)],
                        wantsLogits: index == own.count - 1))
            }
        }
        var logits: [[Float]] = []
        try read(placed, editor: editor) { logits.append(Array($1)) }
        return logits
    }
}

/// A text that grows token by token until something ends it.
private struct Writing {
    private let model: LlamaModel
    private let settings: GenerationSettings
    private let limit: Int
    private let stops: [[UInt8]]
    private var generator: SeededGenerator
    private var bytes: [UInt8] = []
    private var last: Token?
    private var count = 0
    private var ending = GeneratedText.Ending.length

    init(_ model: LlamaModel, _ settings: GenerationSettings, room: Int) {
        self.model = model
        self.settings = settings
        limit = min(settings.maximumTokens, room)
        stops = settings.stops.map { Array($0.utf8) }
        generator = SeededGenerator(seed: settings.sampling.seed)
    }

    /// The text so far, and the token that was added last; `nil` for the mark of the end.
    var written: (bytes: [UInt8], token: Token?) { (bytes, last) }

    var result: GeneratedText {
        GeneratedText(text: String(decoding: bytes, as: UTF8.self), tokenCount: count, ending: ending)
    }

    /// Chooses the next token and adds it; `nil` where the text has ended.
    mutating func add(_ logits: [Float]) -> Token? {
        let chosen = logits.withUnsafeBufferPointer { settings.sampling.token($0, using: &generator) }
        let token = Token(Int32(chosen))
        guard !model.endsText(token) else {
            (ending, last) = (.end, nil)
            return nil
        }
        last = token
        count += 1
        let added = model.bytes(of: token)
        bytes += added
        if cut(added.count) {
            ending = .stop
            return nil
        }
        return count < limit ? token : nil
    }

    /// Cuts the text before the first stop that the last bytes completed.
    private mutating func cut(_ added: Int) -> Bool {
        let starts = stops.compactMap { stop in
            bytes.dropFirst(max(0, bytes.count - added - stop.count + 1)).firstStart(of: stop)
        }
        guard let start = starts.min() else { return false }
        bytes.removeSubrange(start...)
        return true
    }
}

extension [Token] {
    /// How many tokens both begin with.
    fileprivate func countShared(with other: [Token]) -> Int { zip(self, other).prefix { $0 == $1 }.count }

    /// Whether it comes before another where those that begin alike stand side by side.
    func precedes(_ other: [Token]) -> Bool { lexicographicallyPrecedes(other) { $0.id < $1.id } }
}

extension ArraySlice<UInt8> {
    /// Where `pattern`, which is not empty, first begins.
    fileprivate func firstStart(of pattern: [UInt8]) -> Int? {
        guard count >= pattern.count else { return nil }
        return (startIndex...endIndex - pattern.count).first { self[$0...].starts(with: pattern) }
    }
}
#endif
