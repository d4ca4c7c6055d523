import Foundation

/// How likely each token of the vocabulary is to come next.
public struct NextTokenDistribution: Sendable, Hashable {
    /// Logarithms of probabilities in nats, `[vocabulary]`.
    public let logProbabilities: [Float]

    /// - Parameter logits: `[vocabulary]`, not empty; shifted so that the probabilities add up to 1.
    package init(logits: UnsafeBufferPointer<Float>) {
        let normalizer = logits.logSumExp
        logProbabilities = logits.map { $0 - normalizer }
    }

    /// The most likely token.
    public var best: Token { Token(Int32(logProbabilities.withUnsafeBufferPointer(\.indexOfLargest))) }

    /// The logarithm of a token's probability in nats; minus infinity for one outside the vocabulary.
    public subscript(token: Token) -> Double {
        let index = Int(token.id)
        return logProbabilities.indices.contains(index) ? Double(logProbabilities[index]) : -.infinity
    }

    /// The Kullback–Leibler divergence of `other` from this distribution, in nats: 0 where they agree.
    ///
    /// - Parameter other: Over the same vocabulary; infinite where the vocabularies differ.
    public func divergence(of other: NextTokenDistribution) -> Double {
        guard logProbabilities.count == other.logProbabilities.count else { return .infinity }
        let sum = zip(logProbabilities, other.logProbabilities).reduce(0.0) { sum, pair in
            let probability = exp(Double(pair.0))
            return probability > 0 ? sum + probability * (Double(pair.0) - Double(pair.1)) : sum
        }
        return max(0, sum)
    }
}

extension UnsafeBufferPointer<Float> {
    /// log Σ exp, without overflow.
    package var logSumExp: Float {
        let largest = self[indexOfLargest]
        guard largest.isFinite else { return largest }
        return largest + Float(log(reduce(0.0) { $0 + Double(exp($1 - largest)) }))
    }
}
