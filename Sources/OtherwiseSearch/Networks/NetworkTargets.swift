import Foundation
package import OtherwiseModels

/// Conditions on raw scores that together are one way to reach a goal, with the room that rounding needs.
package struct NetworkTargets: Sendable, Hashable {
    package var targets: [LinearTarget]
    /// That a class has at least some share of a softmax, beside the targets; `nil` for none.
    package var share: SoftmaxShare?
    /// What the model's head may round by, in the unit of a raw score.
    package var headRounding: Double
    /// How far above each target an answer stays: a few units in the last place of what is summed.
    package private(set) var clearances: [Double]

    /// A few units in the last place of a `Float`, relative to the sum of magnitudes.
    private static let clearance = 4e-7

    package init(_ targets: [LinearTarget], share: SoftmaxShare? = nil, headRounding: Double = 0) {
        self.targets = targets
        self.share = share
        self.headRounding = headRounding
        clearances = targets.map { _ in 0 }
    }

    /// - Parameter sizes: For each raw score the sum of the magnitudes of what is added up to it.
    func clearing(_ sizes: [Double]) -> NetworkTargets {
        var settled = self
        settled.clearances = targets.map { target in
            headRounding
                + Self.clearance
                * zip(target.weights, sizes).reduce(abs(target.threshold)) { $0 + abs($1.0) * $1.1 }
        }
        return settled
    }

    /// How far below a target the model itself, rounding at every step, might still accept.
    ///
    /// - Parameter errors: How far each raw score may be off.
    func rounding(of target: LinearTarget, errors: [Double]) -> Double {
        zip(target.weights, errors).reduce(headRounding + FeatureNetwork.unitRoundoff * abs(target.threshold)) {
            $0 + abs($1.0) * $1.1
        }
    }

    /// Whether all conditions hold by their clearance; rounding of the comparison itself apart.
    func isCleared(by scores: [Double]) -> Bool { shortfall(of: scores, relative: 1 - 1e-6) <= 0 }

    /// How far scores fall short of the cleared targets, in sum; 0 when they reach all.
    func shortfall(of scores: [Double], relative: Double = 1) -> Double {
        var sum = 0.0
        for (index, target) in targets.enumerated() {
            sum += max(0, target.threshold + relative * clearances[index] - target.score(of: scores))
        }
        if let share { sum += max(0, relative * (clearances.max() ?? 0) - share.surplus(of: scores)) }
        return sum
    }
}

/// That class `position` has at least the share `floor` of a softmax over the raw scores.
///
/// ```
/// score[position] − log Σ over other classes of e^score ≥ log(floor / (1 − floor))
/// ```
package struct SoftmaxShare: Sendable, Hashable {
    package var position: Int
    /// Between 0 and 1, both excluded.
    package var floor: Double

    package init(position: Int, floor: Double) {
        self.position = position
        self.floor = floor
    }

    private var logOdds: Double { log(floor) - log1p(-floor) }

    /// The left side less the right one.
    package func surplus(of scores: [Double]) -> Double { scores[position] - logarithm(of: scores) - logOdds }

    /// A linear condition that every point keeps which has the share, exact at `scores`: a tangent of the convex
    /// logarithm of the sum.
    func tangent(at scores: [Double]) -> LinearTarget {
        let logarithm = logarithm(of: scores)
        var weights = scores.indices.map { $0 == position ? 0 : -exp(scores[$0] - logarithm) }
        let constant = logarithm + zip(weights, scores).reduce(0) { $0 + $1.0 * $1.1 }
        weights[position] = 1
        return LinearTarget(weights: weights, threshold: logOdds + constant)
    }

    private func logarithm(of scores: [Double]) -> Double {
        let others = scores.indices.filter { $0 != position }.map { scores[$0] }
        let largest = others.max() ?? 0
        return largest + log(others.reduce(0) { $0 + exp($1 - largest) })
    }
}
