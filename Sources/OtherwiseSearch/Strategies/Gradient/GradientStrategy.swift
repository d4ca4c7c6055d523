import Foundation
package import OtherwiseCore

/// Descent along the model's gradient: the log-odds of the wanted class are raised, or the distance from the wanted range
/// is lowered, while the change is held down, by its square (Wachter, Mittelstadt and Russell 2017) and by its sum and
/// half its square, which leaves most features alone (elastic net; Chen et al. 2018, Dhurandhar et al. 2018). Then
/// trimmed.
///
/// All prices of distance are followed at once. Numbers move, categories stay.
package struct GradientStrategy: Strategy {
    package let name = "gradient descent on the outcome and distance, trimmed"
    private let model: any DifferentiableModel

    /// What a unit of distance costs, against a unit of log-odds.
    private static let prices = [0.03, 0.1, 0.3, 1, 3]
    private static let (steps, rate, margin) = (150, 0.02, 0.1)

    package init(_ model: any DifferentiableModel) { self.model = model }

    package func answers(to query: Query, count: Int, budget: SearchBudget) async throws -> SearchResult {
        var scorer = try await CandidateScorer(model, query: query, budget: budget)
        let gradient = GoalGradient(model, goal: query.goal, unit: scorer.unit)
        let base = query.factual.values
        let space = NumberSpace(query, base: base)
        let start = space.coordinates(of: base)
        var descents = Self.prices.flatMap { price in
            [Descent(start, price: price, isSparse: false), Descent(start, price: price, isSparse: true)]
        }
        var found = AnswerPool(query)
        for _ in 0..<Self.steps where !scorer.isSpent && !space.positions.isEmpty {
            let rows = descents.map { space.values(at: $0.point, in: base) }
            let scores = try await gradient.scores(of: rows, in: space, schema: query.factual.schema)
            for (place, value) in scores.values.enumerated() {
                let slope = Self.slope(of: value, gradient: scores.gradients[place], until: gradient.sureScore)
                descents[place].step(slope, from: start, rate: Self.rate)
                descents[place].point = space.bounded(descents[place].point, in: base)
            }
            let settled = descents.map { space.settled($0.point, in: base) }
            for candidate in try await scorer.scored(settled) where candidate.isAnswer { found.add(candidate) }
        }
        var pool = AnswerPool(query)
        for answer in found.answers.prefix(2 * count + 2) {
            pool.add(try await scorer.bringingNearer(scorer.puttingBack(answer), reaches: query.reaches))
        }
        return pool.result(count: count, scorer)
    }

    /// The gradient of the log-odds while they lack the margin, nothing beyond; zero where it is not finite.
    ///
    /// A score beyond 0...1 is no probability, and is raised as it is.
    private static func slope(of score: Double, gradient: [Double], until sure: Double) -> [Double] {
        guard (0...1).contains(score) else {
            return gradient.map { $0.isFinite && score < margin ? $0 : 0 }
        }
        let odds = score / (1 - score)
        guard odds < sure / (1 - sure) * exp(margin) else { return gradient.map { _ in 0 } }
        let scale = 1 / max(score * (1 - score), 1e-30)
        return gradient.map { ($0 * scale).isFinite ? $0 * scale : 0 }
    }
}

/// One descent by Adam (Kingma and Ba 2015).
private struct Descent {
    var point: [Double]
    private let price: Double
    /// Whether distance is priced by its sum and half its square rather than by its square.
    private let isSparse: Bool
    private var mean: [Double]
    private var square: [Double]
    private var count = 0.0

    init(_ start: [Double], price: Double, isSparse: Bool) {
        point = start
        self.price = price
        self.isSparse = isSparse
        mean = start.map { _ in 0 }
        square = start.map { _ in 0 }
    }

    /// - Parameter slope: The gradient of what is to grow.
    mutating func step(_ slope: [Double], from start: [Double], rate: Double) {
        count += 1
        for place in point.indices {
            let pull = (isSparse ? 1 : 2) * price * (point[place] - start[place])
            let descent = pull - slope[place]
            mean[place] = 0.9 * mean[place] + 0.1 * descent
            square[place] = 0.999 * square[place] + 0.001 * descent * descent
            let scale = (square[place] / (1 - pow(0.999, count))).squareRoot() + 1e-8
            point[place] -= rate * mean[place] / (1 - pow(0.9, count)) / scale
            if isSparse { point[place] = start[place] + shrunk(point[place] - start[place], by: rate * price / scale) }
        }
    }

    private func shrunk(_ change: Double, by amount: Double) -> Double {
        change > amount ? change - amount : change < -amount ? change + amount : 0
    }
}
