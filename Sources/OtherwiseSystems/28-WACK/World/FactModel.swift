import OtherwiseCore
import OtherwiseModels
import OtherwiseNumerics

/// A transformer that was taught facts, asked as any language model is.
struct FactModel: Sendable {
    let transformer: FactTransformer
    let vocabulary: FactVocabulary

    /// - Throws: `ModelError.contextTooLong` for more tokens than it can read, or none; `ModelError.invalidValue` for one
    ///   that is not in its vocabulary.
    private func checked(_ tokens: [Token]) throws(ModelError) -> [Int] {
        guard (1...transformer.shape.positions).contains(tokens.count) else {
            throw ModelError(
                .contextTooLong, "\(tokens.count) tokens are to be read",
                hint: "Give 1 to \(transformer.shape.positions) of those it knows")
        }
        let ids = tokens.map { Int($0.id) }, known = 0..<transformer.shape.tokens
        guard let strange = ids.first(where: { !known.contains($0) }) else { return ids }
        throw ModelError(.invalidValue, "the token \(strange) is none of its own", hint: "Give one in \(known)")
    }
}

extension FactModel: TextGenerator {
    var identity: ModelIdentity { ModelIdentity(name: "a world of facts", digest: nil) }

    func text(after prompt: Prompt, _ settings: GenerationSettings) throws -> GeneratedText {
        guard case .text(let text) = prompt else {
            throw ModelError(.unsupported, "it reads no conversations", hint: "Give plain text")
        }
        try settings.check()
        try Task.checkCancellation()
        let ids = try checked(vocabulary.tokens(of: text, isStart: true, readsMarks: false))
        return written(after: ids, settings)
    }

    private func written(after read: [Int], _ settings: GenerationSettings) -> GeneratedText {
        var generator = SeededGenerator(seed: settings.sampling.seed)
        var written: [Int] = [], text = ""
        while written.count < settings.maximumTokens, read.count + written.count <= transformer.shape.positions {
            let next = next(after: read + written, settings.sampling, using: &generator)
            guard next != vocabulary.end else {
                return GeneratedText(text: text, tokenCount: written.count, ending: .end)
            }
            written.append(next)
            text = vocabulary.text(of: written.map { Token(Int32($0)) })
            if let stop = settings.stops.compactMap({ text.firstRange(of: $0) }).map(\.lowerBound).min() {
                return GeneratedText(text: String(text[..<stop]), tokenCount: written.count, ending: .stop)
            }
        }
        return GeneratedText(text: text, tokenCount: written.count, ending: .length)
    }

    private func next(after ids: [Int], _ sampling: Sampling, using generator: inout SeededGenerator) -> Int {
        let pass = transformer.pass(ids, length: ids.count, keeping: [ids.count - 1])
        return transformer.logits(pass).values.withUnsafeBufferPointer { sampling.token($0, using: &generator) }
    }
}

extension FactModel: ActivationModel {
    var layerCount: Int { transformer.shape.layers }
    var headCount: Int { transformer.shape.heads }
    var width: Int { transformer.shape.width }

    /// Runs it; nothing can be written into it.
    func run(
        _ tokens: [Token], under interventions: [ActivationIntervention], keeping sites: [ActivationSite]
    ) throws -> ActivationRun {
        guard interventions.isEmpty else {
            throw ModelError(.unsupported, "it can be read alone", hint: "Leave the interventions out")
        }
        let ids = try checked(tokens)
        let pass = transformer.pass(ids, length: ids.count, keeping: Array(ids.indices))
        let records = try sites.map { ($0, ActivationRecord(site: $0, vectors: try pass.matrix(at: $0).vectors)) }
        return ActivationRun(
            distributions: transformer.logits(pass).distributions,
            activations: Dictionary(records) { first, _ in first })
    }
}

extension FactTransformer.Pass {
    /// - Throws: `ModelError.unsupported` for attention and for a layer that there is not.
    fileprivate func matrix(at site: ActivationSite) throws(ModelError) -> FloatMatrix {
        switch site {
        case .embedding: return embedded
        case .output: return output.matrix
        case .residual(let layer) where layers.indices.contains(layer): return layers[layer].result
        case .heads(let layer) where layers.indices.contains(layer): return layers[layer].reading.read
        case .feedForward(let layer) where layers.indices.contains(layer): return layers[layer].added
        default: throw ModelError(.unsupported, "it shows nothing at \(site)", hint: "Ask for what its layers hold")
        }
    }
}

extension FloatMatrix {
    fileprivate var vectors: [[Float]] { (0..<rows).map { Array(values[range(ofRow: $0)]) } }

    fileprivate var distributions: [NextTokenDistribution] {
        values.withUnsafeBufferPointer { values in
            (0..<rows).map { NextTokenDistribution(logits: UnsafeBufferPointer(rebasing: values[range(ofRow: $0)])) }
        }
    }
}
