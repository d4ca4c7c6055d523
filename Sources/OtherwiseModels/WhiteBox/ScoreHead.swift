import Foundation
package import OtherwiseCore

/// What raw scores amount to: the way from a goal back to conditions on them.
package struct ScoreHead: Sendable, Hashable {
    package let decision: Scorer.Decision
    package let postTransform: PostTransform
    /// Whether the model's scores are the transformed raw scores and nothing more.
    package let scoresAreDirect: Bool
    package let outputs: Int

    package init(decision: Scorer.Decision, postTransform: PostTransform, scoresAreDirect: Bool, outputs: Int) {
        self.decision = decision
        self.postTransform = postTransform
        self.scoresAreDirect = scoresAreDirect
        self.outputs = outputs
    }

    /// Conditions on the raw scores under which a goal is reached.
    package struct Condition: Sendable, Hashable {
        /// The goal needs all targets of one of these.
        package var alternatives: [[LinearTarget]]
        /// Whether they are also enough, rounding apart.
        package var isSufficient: Bool
    }

    /// - Returns: `nil` for a goal that this head cannot express; the goal fits the model's output.
    package func condition(for goal: Goal) -> Condition? {
        switch (goal, decision) {
        case (.within(let range), .values):
            return Condition(alternatives: [targets(for: range)], isSufficient: true)
        case (.outcome(let label), .above), (.outcome(let label), .largest):
            return position(of: label).map { Condition(alternatives: [wins($0)], isSufficient: true) }
        case (.not(let label), .above), (.not(let label), .largest):
            guard let position = position(of: label) else { return nil }
            let others = (0..<labels.count).filter { $0 != position }
            // Some other class beats this one; which of the others wins does not matter.
            return Condition(alternatives: others.map { [beats($0, position)] }, isSufficient: true)
        case (.probable(let label, let floor), .above), (.probable(let label, let floor), .largest):
            return position(of: label).flatMap { probable($0, floor: floor) }
        default: return nil
        }
    }

    private var labels: [String] {
        switch decision {
        case .above(_, _, let labels), .largest(let labels), .other(let labels): labels.texts
        case .values: []
        }
    }

    private func position(of label: String) -> Int? { labels.firstIndex(of: label) }

    private func unit(_ output: Int, _ weight: Double = 1) -> [Double] {
        (0..<outputs).map { $0 == output ? weight : 0 }
    }

    private func targets(for range: ClosedRange<Double>) -> [LinearTarget] {
        var targets: [LinearTarget] = []
        if range.lowerBound > -.infinity { targets.append(LinearTarget(weights: unit(0), threshold: range.lowerBound)) }
        if range.upperBound < .infinity {
            targets.append(LinearTarget(weights: unit(0, -1), threshold: -range.upperBound))
        }
        return targets
    }

    /// The class at `position` is the outcome.
    private func wins(_ position: Int) -> [LinearTarget] {
        (0..<labels.count).filter { $0 != position }.map { beats(position, $0) }
    }

    /// One class is preferred to another. Ties are left to the model.
    private func beats(_ winner: Int, _ loser: Int, by margin: Double = 0) -> LinearTarget {
        guard case .above(let threshold, let output, _) = decision else {
            return LinearTarget(
                weights: (0..<outputs).map { $0 == winner ? 1 : $0 == loser ? -1 : 0 }, threshold: margin)
        }
        let sign: Double = winner == 1 ? 1 : -1
        return LinearTarget(weights: unit(output, sign), threshold: sign * Double(threshold))
    }

    private func probable(_ position: Int, floor: Double) -> Condition? {
        guard scoresAreDirect, floor > 0, floor <= 1 else {
            return Condition(alternatives: [wins(position)], isSufficient: false)
        }
        switch (decision, postTransform) {
        case (.above(_, let output, _), .logistic):
            let sign: Double = position == 1 ? 1 : -1
            let target = LinearTarget(weights: unit(output, sign), threshold: Self.logOdds(floor))
            return Condition(alternatives: [wins(position) + [target]], isSufficient: floor <= Self.steep)
        case (.above(let threshold, let output, _), .none) where threshold == 0.5:
            let target =
                position == 1
                ? LinearTarget(weights: unit(output), threshold: floor)
                : LinearTarget(weights: unit(output, -1), threshold: floor - 1)
            return Condition(alternatives: [wins(position) + [target]], isSufficient: true)
        case (.above(_, let output, _), .none):
            let sign: Double = position == 1 ? 1 : -1
            return Condition(
                alternatives: [wins(position) + [LinearTarget(weights: unit(output, sign), threshold: floor)]],
                isSufficient: true)
        case (.largest, .none):
            return Condition(
                alternatives: [wins(position) + [LinearTarget(weights: unit(position), threshold: floor)]],
                isSufficient: true)
        case (.largest, .softmax):
            // p(c) ≥ f needs p(c) / p(d) ≥ f / (1 − f) for every other class d; with two classes it is also enough.
            let margin = max(0, Self.logOdds(floor))
            let others = (0..<labels.count).filter { $0 != position }
            return Condition(
                alternatives: [others.map { beats(position, $0, by: margin) }],
                isSufficient: labels.count == 2 && floor <= Self.steep)
        default: return Condition(alternatives: [wins(position)], isSufficient: false)
        }
    }

    /// Beyond this probability the last places of single precision are worth more than rounding of raw scores.
    private static let steep = 0.999

    /// The log-odds that a probability cannot do without: beyond `steep`, where a model rounds up to 1 what is less, with
    /// room for sixteen last places.
    private static func logOdds(_ probability: Double) -> Double {
        let needed = probability > steep ? probability - 16 * 0x1p-24 : probability
        return log(needed) - log1p(-needed)
    }

    /// What the head may round by, as seen from a raw score: a few units in the last place of a probability, which may
    /// have been divided by the sum of all, over the slope of its transformation there.
    package func rounding(of goal: Goal) -> Double {
        let unit = FeatureNetwork.unitRoundoff
        guard case .probable(_, let floor) = goal, floor > 0, floor < 1 else {
            return postTransform == .none ? 0 : Self.transformRounding
        }
        let places = Double(8 + 2 * outputs)
        return postTransform == .none ? 2 * unit : Self.transformRounding + places * unit / (floor * (1 - floor))
    }

    /// What a transformation of scores may round by near where they tie.
    package static let transformRounding = 16 * FeatureNetwork.unitRoundoff

    /// For a probability that is a share of a softmax over more than two classes: the class, and the share wanted.
    package func softmaxShare(for goal: Goal) -> (position: Int, floor: Double)? {
        guard case .probable(let label, let floor) = goal, case .largest = decision, postTransform == .softmax,
            scoresAreDirect, labels.count > 2, floor > 0, floor < 1
        else { return nil }
        return position(of: label).map { ($0, floor) }
    }
}
