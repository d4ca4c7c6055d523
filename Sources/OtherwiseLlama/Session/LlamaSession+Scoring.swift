#if Llama
import OtherwiseCore
public import OtherwiseModels

extension LlamaSession: LikelihoodModel {
    /// How likely each continuation is; what the prompts share is read once.
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
    func score(_ sequences: [ScoredSequence], under interventions: [ActivationIntervention]) throws -> [Likelihood] {
        var likelihoods = sequences.map { LikelihoodBuilder(count: $0.tokens.count - $0.start) }
        for group in try groups(sequences) {
            clear()
            try score(group, sequences, under: interventions, into: &likelihoods)
        }
        return likelihoods.map(\.likelihood)
    }

    private func score(
        _ group: [Int], _ sequences: [ScoredSequence], under interventions: [ActivationIntervention],
        into likelihoods: inout [LikelihoodBuilder]
    ) throws {
        var trie = SequenceTrie()
        for (slot, index) in group.enumerated() {
            trie.add(sequences[index].tokens, scoredStart: sequences[index].start, as: slot)
        }
        let editor = interventions.isEmpty ? nil : try ActivationEditor(model, interventions)
        try read(trie.placed, editor: editor) { node, logits in
            let normalizer = logits.logSumExp, best = logits.indexOfLargest
            for (slot, place, token) in trie.nodes[node].scored {
                let logProbability = Double(logits[Int(token.id)] - normalizer)
                likelihoods[group[slot]].set(place, logProbability, isBest: best == Int(token.id))
            }
        }
    }

    /// Indices of sequences that fit into the context together; those that begin alike stand side by side.
    private func groups(_ sequences: [ScoredSequence]) throws -> [[Int]] {
        var groups: [[Int]] = [], group: [Int] = [], trie = SequenceTrie()
        for index in sequences.indices.sorted(by: { sequences[$0] < sequences[$1] }) {
            let tokens = sequences[index].tokens
            guard tokens.count <= tokenCapacity else {
                throw ModelError.noRoom(in: model, tokenCapacity, tokens: tokens.count)
            }
            let isFull = trie.nodes.count + trie.growth(tokens) > tokenCapacity || group.count == sequenceCapacity
            if isFull {
                groups.append(group)
                (group, trie) = ([], SequenceTrie())
            }
            group.append(index)
            trie.add(tokens, scoredStart: sequences[index].start, as: 0)
        }
        return groups + (group.isEmpty ? [] : [group])
    }
}

extension ScoredSequence: Comparable {
    static func < (left: ScoredSequence, right: ScoredSequence) -> Bool {
        left.tokens.lexicographicallyPrecedes(right.tokens) { $0.id < $1.id }
    }

    static func == (left: ScoredSequence, right: ScoredSequence) -> Bool { left.tokens == right.tokens }
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
