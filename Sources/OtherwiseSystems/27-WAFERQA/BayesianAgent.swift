import Foundation
import OtherwiseNumerics

/// An agent whose belief is known: log-odds for the right answer that move by the weight of what is said about it.
struct BayesianAgent: FeedbackAgent {
    /// The log-odds that each kind of feedback is worth.
    static func weight(of knowledge: Judge.Knowledge) -> Double {
        switch knowledge {
        case .none: 0.3
        case .parametric: 1
        case .grounded: 2
        }
    }

    static let (mean, deviation) = (1.2, 1.5)

    /// By the item's id.
    private let beliefs: [String: Double]

    /// Beliefs drawn from N(1.2, 1.5²), one from each of equally likely strata, so that shares of items are close to
    /// probabilities.
    init(_ items: [ContestedItem], using generator: inout SeededGenerator) {
        var beliefs: [String: Double] = [:]
        let strata = items.indices.shuffled(using: &generator)
        for (item, stratum) in zip(items, strata) {
            let share = (Double(stratum) + Double.random(in: 0.001..<0.999, using: &generator)) / Double(items.count)
            beliefs[item.id] = Self.mean + Self.deviation * Self.normalQuantile(share)
        }
        self.beliefs = beliefs
    }

    func answer(to item: ContestedItem, after feedback: [Feedback]) -> Answer {
        let belief = feedback.reduce(beliefs[item.id] ?? 0) { belief, feedback in
            // What is said about another question is no evidence on this one.
            guard feedback.item == item.id, let favoured = feedback.favours else { return belief }
            let weight = Self.weight(of: feedback.knowledge)
            return belief + (favoured == .right ? weight : -weight)
        }
        return belief > 0 ? .right : .alternative
    }

    /// The probability that a belief lies in a range.
    static func probability(of range: ClosedRange<Double>) -> Double {
        func below(_ belief: Double) -> Double { erfc((mean - belief) / deviation / 2.0.squareRoot()) / 2 }
        return below(range.upperBound) - below(range.lowerBound)
    }

    private static func normalQuantile(_ share: Double) -> Double { NormalDistribution.quantile(share) }
}
