import Foundation
package import OtherwiseNumerics

/// How the next token is chosen.
public struct Sampling: Sendable, Hashable {
    /// 0 takes the most likely token; 1 draws from the model's own distribution.
    public var temperature: Double
    /// Only the most likely tokens that together reach this probability are drawn (Holtzman et al. 2020); in (0, 1].
    public var nucleus: Double
    /// Only tokens at least this share as likely as the most likely are drawn; in [0, 1].
    public var leastShare: Double
    /// The seed of the draws.
    public var seed: UInt64

    /// - Parameters:
    ///   - temperature: As the property, and so are the others.
    ///   - nucleus: 1 for no limit.
    ///   - leastShare: 0 for no limit.
    ///   - seed: The seed of the draws.
    public init(temperature: Double, nucleus: Double = 1, leastShare: Double = 0, seed: UInt64 = 0) {
        self.temperature = temperature
        self.nucleus = nucleus
        self.leastShare = leastShare
        self.seed = seed
    }

    /// The most likely token each time; of equals the one with the smallest number.
    public static let greedy = Sampling(temperature: 0)

    /// - Throws: `ModelError.invalidValue` naming the setting that is out of its range.
    public func check() throws(ModelError) {
        let ranges = [
            ("temperature", temperature, 0.0...100), ("nucleus", nucleus, Double.leastNonzeroMagnitude...1),
            ("leastShare", leastShare, 0...1),
        ]
        for (name, value, range) in ranges where !range.contains(value) {
            throw ModelError(.invalidValue, "the \(name) of sampling is \(value)", hint: "Give \(range.described)")
        }
    }

    /// Draws a token's number from its logits, `[vocabulary]`.
    package func token(_ logits: UnsafeBufferPointer<Float>, using generator: inout SeededGenerator) -> Int {
        let best = logits.indexOfLargest
        guard temperature > 0 else { return best }
        let kept = candidates(logits, best: logits[best])
        var remaining = Double.random(in: 0..<1, using: &generator) * kept.reduce(0) { $0 + $1.weight }
        for candidate in kept {
            remaining -= candidate.weight
            if remaining < 0 { return candidate.token }
        }
        return best
    }

    private typealias Candidate = (token: Int, weight: Double)

    /// The tokens that may be drawn, with weights relative to the most likely; the most likely first when cut.
    private func candidates(_ logits: UnsafeBufferPointer<Float>, best: Float) -> [Candidate] {
        let all: [Candidate] = logits.indices.lazy
            .map { ($0, exp(Double(logits[$0] - best) / temperature)) }
            .filter { $0.1 >= leastShare && $0.1 > 0 }
        guard nucleus < 1 else { return all }
        let sorted = all.sorted { $0.weight > $1.weight }
        var missing = nucleus * sorted.reduce(0) { $0 + $1.weight }
        let count = sorted.firstIndex {
            missing -= $0.weight
            return missing <= 0
        }
        return Array(sorted[...(count ?? sorted.count - 1)])
    }
}

extension ClosedRange<Double> {
    fileprivate var described: String {
        lowerBound == .leastNonzeroMagnitude
            ? "a number above 0, up to \(upperBound)" : "\(lowerBound) to \(upperBound)"
    }
}

extension UnsafeBufferPointer<Float> {
    /// The first of the largest; 0 where there is none.
    package var indexOfLargest: Int {
        var best = 0
        for index in indices.dropFirst() where self[index] > self[best] { best = index }
        return best
    }
}
