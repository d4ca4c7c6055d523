#if Llama
import OtherwiseCore
public import OtherwiseModels

extension LlamaSession: LikelihoodModel {
    /// How likely each continuation is; what the prompts share is read once, and each is as likely as if it were alone.
    ///
    /// - Throws: `ModelError` for an empty prompt and for a text that is too long; `CancellationError`.
    public func likelihoods(of continuations: [Continuation]) async throws -> [Likelihood] {
        try await likelihoods(of: continuations, under: [])
    }

    /// How likely each continuation is, with interventions made inside the model. What the prompts share is read once.
    public nonisolated func likelihoods(
        of continuations: [Continuation], under interventions: [ActivationIntervention]
    ) async throws -> [Likelihood] {
        let sequences = try continuations.map { try ScoredSequence($0, model) }
        return try await withContext { context in
            try context.score(sequences, under: interventions)
        }
    }
}

/// The tokens of a prompt and of what follows.
struct ScoredSequence {
    let tokens: [Token]
    /// Where what follows begins; at least 1.
    let start: Int

    /// - Throws: `ModelError.invalidValue` for a prompt without a token, after which nothing can be expected.
    init(_ continuation: Continuation, _ model: LlamaModel) throws(ModelError) {
        let prompt = try model.tokens(of: continuation.prompt)
        guard !prompt.isEmpty else {
            throw ModelError(
                .invalidValue, "the prompt before \(continuation.text.debugDescription) is empty",
                hint: "Give the model at least one token to start from"
            ).inModel(model.identity.name)
        }
        tokens = prompt + model.tokens(of: continuation.text)
        start = prompt.count
    }
}

extension LlamaContext {
    /// Reads branch by branch what the sequences do not share, each where it would stand if it were alone.
    ///
    /// Two tokens or more are read at a time, even where one of them is known: llama.cpp adds up in another order for a
    /// single one, and a likelihood shall not depend on what else is asked.
    func score(_ sequences: [ScoredSequence], under interventions: [ActivationIntervention]) throws -> [Likelihood] {
        for sequence in sequences where sequence.tokens.count > tokenCapacity {
            throw ModelError.noRoom(in: model, tokenCapacity, tokens: sequence.tokens.count)
        }
        var likelihoods = sequences.map { LikelihoodBuilder(count: $0.tokens.count - $0.start) }
        let editor = interventions.isEmpty ? nil : try ActivationEditor(model, interventions)
        let trie = SequenceTrie(sequences)
        for branch in trie.branches {
            try read(branch, of: trie, editor) { node, logits in
                let normalizer = logits.logSumExp, best = logits.indexOfLargest
                for (sequence, place, token) in node.scored {
                    let logProbability = Double(logits[Int(token.id)] - normalizer)
                    likelihoods[sequence].set(place, logProbability, isBest: best == Int(token.id))
                }
            }
        }
        return likelihoods.map(\.likelihood)
    }

    private func read(
        _ branch: Range<Int>, of trie: SequenceTrie, _ editor: ActivationEditor?,
        seen: (SequenceTrie.Node, UnsafeBufferPointer<Float>) throws -> Void
    ) throws {
        let start = trie.nodes[branch.lowerBound].depth
        let held = forget(from: max(0, branch.count == 1 ? start - 1 : start))
        let nodes = trie.nodes(above: branch.lowerBound, from: held) + branch
        let placed = nodes.map { index in
            PlacedToken(
                token: trie.nodes[index].token, position: trie.nodes[index].depth, sequences: [0],
                wantsLogits: branch.contains(index) && !trie.nodes[index].scored.isEmpty)
        }
        try read(placed, editor: editor) { try seen(trie.nodes[nodes[$0]], $1) }
    }
}

private struct LikelihoodBuilder {
    private var tokens: [Double]
    private var isGreedy = true

    init(count: Int) { tokens = Array(repeating: 0, count: count) }

    mutating func set(_ place: Int, _ logProbability: Double, isBest: Bool) {
        tokens[place] = logProbability
        if !isBest { isGreedy = false }
    }

    var likelihood: Likelihood { Likelihood(tokens: tokens, isGreedy: isGreedy) }
}
#endif
