#if Llama
import CLlama
import OtherwiseCore
import OtherwiseModels

/// One of llama.cpp's contexts: a cache of what was read, and the memory to read more.
///
/// It is not Sendable and its methods are synchronous, so that whoever holds it has it alone for a whole call.
final class LlamaContext {
    let model: LlamaModel
    /// Cells of the cache: tokens that can be held at once, one that several sequences share counted once.
    let tokenCapacity: Int
    /// Tokens read in one step.
    let batchCapacity: Int
    /// Sequences held at once: a factual and a counterfactual one.
    private static let sequences = 2
    /// Set while a call is under way.
    var cancellation: Cancellation? {
        get { watch.cancellation }
        set { watch.cancellation = newValue }
    }
    private let watch: ContextWatch
    private let handle: OpaquePointer
    private var table: CLlama_Table { model.library.table.pointee }

    init(_ model: LlamaModel, _ settings: LlamaSettings) throws(ModelError) {
        let capacity = settings.capacity(of: model)
        let watch = ContextWatch()
        // llama.cpp ends the process over a batch larger than the context, or more sequences than a batch has tokens.
        let batch = min(settings.batchTokens, capacity), sequences = min(Self.sequences, batch)
        var raw = CLlama_ContextSettings(
            tokens: UInt32(capacity), batch: UInt32(batch), sequences: UInt32(sequences),
            threads: Int32(settings.threads), observer: watch.observer)
        let (handle, problem) = withMessage { model.library.table.pointee.makeContext(model.handle, &raw, $0, $1) }
        guard let handle else {
            throw ModelError(
                .tooLarge, "a context of \(capacity) tokens cannot be made (\(problem))", hint: "Ask for fewer tokens"
            ).inModel(model.identity.name)
        }
        (self.model, self.handle, self.watch) = (model, handle, watch)
        (tokenCapacity, batchCapacity) = (capacity, batch)
    }

    deinit { table.freeContext(handle) }

    /// Reads tokens, as many at a time as a batch holds, and calls `seen` with the logits of each that wants them.
    ///
    /// - Parameters:
    ///   - tokens: Each after those of its sequences that come before it.
    ///   - editor: Reads and writes activations on the way.
    ///   - seen: The token's index and its logits, `[vocabulary]`, valid during the call.
    func read(
        _ tokens: [PlacedToken], editor: ActivationEditor? = nil,
        seen: (Int, UnsafeBufferPointer<Float>) throws -> Void
    ) throws {
        watch.editor = editor
        defer { watch.editor = nil }
        // No single token is left over: it would be computed otherwise than beside another.
        let size = batchCapacity > 2 && tokens.count % batchCapacity == 1 ? batchCapacity - 1 : batchCapacity
        for start in stride(from: 0, to: tokens.count, by: size) {
            let batch = tokens[start..<min(start + size, tokens.count)]
            editor?.begin(batch)
            try decode(batch)
            try editor?.check()
            for index in batch.indices where batch[index].wantsLogits {
                try seen(index, logits(index - start))
            }
        }
    }

    /// Forgets all that was read.
    func clear() { table.forgetAll(handle) }

    /// Forgets what was read into the first sequence from a position on, or all where the model cannot forget a part.
    ///
    /// - Returns: How many tokens are still held.
    func forget(from position: Int) -> Int {
        if table.forget(handle, 0, Int32(position), -1) { return position }
        clear()
        return 0
    }

    private func decode(_ batch: ArraySlice<PlacedToken>) throws {
        let sequences = batch.flatMap(\.sequences)
        let outcome = sequences.withUnsafeBufferPointer { sequences in
            var next = sequences.baseAddress
            let raw = batch.map { token in
                defer { next = next.map { $0 + token.sequences.count } }
                return CLlama_BatchToken(
                    token: token.token.id, position: Int32(token.position), sequences: next,
                    sequenceCount: Int32(token.sequences.count), wantsLogits: token.wantsLogits)
            }
            return table.decode(handle, raw, Int32(raw.count))
        }
        switch CLlama_Decoding(rawValue: UInt32(bitPattern: outcome)) {
        case CLlama_decoded: return
        case CLlama_aborted: throw CancellationError()
        case CLlama_noRoom: throw ModelError.noRoom(in: model, tokenCapacity)
        default:
            throw ModelError(
                .refused, "llama.cpp failed to read \(batch.count) tokens (\(outcome))", hint: "Use a smaller batch"
            ).inModel(model.identity.name)
        }
    }

    private func logits(_ index: Int) -> UnsafeBufferPointer<Float> {
        UnsafeBufferPointer(start: table.logits(handle, Int32(index)), count: model.vocabularySize)
    }
}

/// One token to be read.
struct PlacedToken {
    let token: Token
    /// Counted from 0 at the start of its sequences.
    let position: Int
    /// The sequences it is part of, at the same position in each.
    let sequences: [Int32]
    var wantsLogits: Bool
}

extension ModelError {
    static func noRoom(in model: LlamaModel, _ capacity: Int, tokens: Int? = nil) -> ModelError {
        let problem = tokens.map { "there are \($0) tokens; the context holds \(capacity)" }
        return ModelError(
            .contextTooLong, problem ?? "the tokens do not fit into the context of \(capacity)",
            hint: "Shorten the prompt, or ask for a larger context; the model was trained for \(model.contextLength)"
        ).inModel(model.identity.name)
    }
}
#endif
