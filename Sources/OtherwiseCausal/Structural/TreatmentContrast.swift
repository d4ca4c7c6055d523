public import OtherwiseCore

/// A cause with the two values that are compared, and an effect with the value that counts.
public struct TreatmentContrast: Sendable, Hashable {
    /// The cause.
    public let treatment: String
    /// The value whose effect is asked about.
    public let active: Value
    /// The value that it is compared with.
    public let baseline: Value
    /// The effect.
    public let outcome: String
    /// The value of the effect that counts.
    public let value: Value

    /// - Parameters:
    ///   - active: The value whose effect is asked about.
    ///   - baseline: The value that it is compared with.
    ///   - value: The value of the outcome that counts.
    public init(_ treatment: String, _ active: Value, against baseline: Value, outcome: String, is value: Value) {
        (self.treatment, self.active, self.baseline) = (treatment, active, baseline)
        (self.outcome, self.value) = (outcome, value)
    }

    /// `outcome = value` where the treatment is set.
    fileprivate func event(_ setting: Value, _ others: [String: CounterfactualVariable.Setting] = [:])
        -> CounterfactualEvent
    {
        let settings = others.merging([treatment: .value(setting)]) { first, _ in first }
        return CounterfactualEvent(CounterfactualVariable(outcome, under: settings), is: value)
    }
}

extension DiscreteCausalModel {
    /// `P(y_x) − P(y_x')`: the average effect on the probability of the outcome.
    public func averageEffect(of contrast: TreatmentContrast) throws(CausalModelError) -> Double {
        try probability(of: [contrast.event(contrast.active)]) - probability(of: [contrast.event(contrast.baseline)])
    }

    /// `P(y_x | x) − P(y_x' | x)`: the effect on those who had the treatment.
    public func effectOnTheTreated(of contrast: TreatmentContrast) throws(CausalModelError) -> Double {
        let treated = [CounterfactualEvent(contrast.treatment, is: contrast.active)]
        return try probability(of: [contrast.event(contrast.active)], given: treated)
            - probability(of: [contrast.event(contrast.baseline)], given: treated)
    }

    /// `P(y_{x, M_x'}) − P(y_x')`: the effect that does not pass through the mediators (Pearl 2001).
    public func naturalDirectEffect(
        of contrast: TreatmentContrast, besides mediators: Set<String>
    ) throws(CausalModelError) -> Double {
        let held = Self.natural(mediators, under: contrast.treatment, contrast.baseline)
        return try probability(of: [contrast.event(contrast.active, held)])
            - probability(of: [contrast.event(contrast.baseline)])
    }

    /// `P(y_{x', M_x}) − P(y_x')`: the effect of what the treatment does to the mediators alone (Pearl 2001).
    public func naturalIndirectEffect(
        of contrast: TreatmentContrast, through mediators: Set<String>
    ) throws(CausalModelError) -> Double {
        let moved = Self.natural(mediators, under: contrast.treatment, contrast.active)
        return try probability(of: [contrast.event(contrast.baseline, moved)])
            - probability(of: [contrast.event(contrast.baseline)])
    }

    private static func natural(
        _ mediators: Set<String>, under treatment: String, _ value: Value
    ) -> [String: CounterfactualVariable.Setting] {
        Dictionary(uniqueKeysWithValues: mediators.map { ($0, .asUnder([treatment: .value(value)])) })
    }

    /// How often a cause was needed, would have done, or both (Pearl 1999).
    ///
    /// The outcome counts as prevented when it takes any other value.
    public func probabilitiesOfCausation(
        of contrast: TreatmentContrast
    ) throws(CausalModelError) -> ProbabilitiesOfCausation {
        let active = CounterfactualEvent(contrast.treatment, is: contrast.active)
        let baseline = CounterfactualEvent(contrast.treatment, is: contrast.baseline)
        let occurs = CounterfactualEvent(contrast.outcome, is: contrast.value)
        let place = try position(of: contrast.outcome)
        let level = try variables[place].level(contrast.value)
        func sum(_ term: (CounterfactualEvent) throws(CausalModelError) -> Double) throws(CausalModelError) -> Double {
            var sum = 0.0
            for (other, name) in variables[place].levels.enumerated() where other != level {
                sum += try term(CounterfactualEvent(contrast.outcome, is: .category(name)))
            }
            return sum
        }
        func without(_ absent: CounterfactualEvent) -> CounterfactualEvent {
            CounterfactualEvent(contrast.outcome, is: absent.value, do: [contrast.treatment: contrast.baseline])
        }
        let necessity = try sum { absent throws(CausalModelError) in
            try probability(of: [without(absent)], given: [active, occurs])
        }
        let absence = try sum { absent throws(CausalModelError) in try probability(of: [absent, baseline]) }
        let sufficient = try sum { absent throws(CausalModelError) in
            try probability(of: [contrast.event(contrast.active), absent, baseline])
        }
        let both = try sum { absent throws(CausalModelError) in
            try probability(of: [contrast.event(contrast.active), without(absent)])
        }
        guard absence > 0 else {
            throw .impossibleEvidence([
                contrast.treatment: "\(contrast.baseline)", contrast.outcome: "not \(contrast.value)",
            ])
        }
        return ProbabilitiesOfCausation(necessity: necessity, sufficiency: sufficient / absence, both: both)
    }
}

/// How often a cause was needed for an effect, would have brought it about, or both.
public struct ProbabilitiesOfCausation: Sendable, Hashable, Codable {
    /// PN: of those with cause and effect, the share without the effect had the cause been absent.
    public let necessity: Double
    /// PS: of those with neither, the share with the effect had the cause been present.
    public let sufficiency: Double
    /// PNS: the share in whom the effect follows the cause, present or absent.
    public let both: Double
}
