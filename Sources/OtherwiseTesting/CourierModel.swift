public import OtherwiseModels

/// Cuts text into letters, each a token.
public struct LetterTokenizer: Tokenizer {
    /// One that is as any other.
    public init() {}

    /// The letters; no mark is among them.
    public func tokens(of text: String, isStart: Bool, readsMarks: Bool) -> [Token] {
        text.unicodeScalars.map { Token(Int32($0.value)) }
    }

    /// The letters again.
    public func text(of tokens: [Token]) -> String {
        tokens.compactMap { Unicode.Scalar(UInt32($0.id)).map { "\($0)" } }.joined()
    }
}

/// A language model of four layers, for tests that need to know where an answer is carried.
///
/// It says the second letter again: after layer 1 what stood there is at the end, and it is read off the last layer there.
public struct CourierModel: ActivationModel {
    /// The second letter moves before the third.
    public let layerCount = 4
    /// There is no attention.
    public let headCount = 1
    /// A state is the letter.
    public let width = 1

    /// One that is as any other.
    public init() {}

    /// Runs it; only patches are understood.
    public func run(
        _ tokens: [Token], under interventions: [ActivationIntervention], keeping sites: [ActivationSite]
    ) -> ActivationRun {
        var state = tokens.map { [Float($0.id)] }, records: [ActivationSite: ActivationRecord] = [:]
        for layer in 0..<layerCount {
            let site = ActivationSite.residual(layer: layer)
            if layer == 2, state.count > 1 { (state[state.count - 1], state[1]) = (state[1], [0]) }
            for case .patch(let seen) in interventions.filter({ $0.site == site }).map(\.change) {
                for position in interventions.first?.positions ?? [] { state[position] = seen.vectors[position] }
            }
            if sites.contains(site) { records[site] = ActivationRecord(site: site, vectors: state) }
        }
        let logits = (0..<128).map { Float($0) == state[state.count - 1][0] ? Float(9) : 0 }
        let expected = logits.withUnsafeBufferPointer { NextTokenDistribution(logits: $0) }
        return ActivationRun(distributions: tokens.map { _ in expected }, activations: records)
    }
}
