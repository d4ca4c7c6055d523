import OtherwiseNumerics

/// Whether treated and untreated units are alike enough to be compared.
public struct Overlap: Sendable, Hashable, Codable {
    /// Whose effect it is.
    public let population: Population
    /// The least and the greatest estimated probability of treatment.
    public let lowest: Double
    /// The greatest.
    public let highest: Double
    /// The share of units whose probability of treatment lies outside 0.1 to 0.9 (Crump et al. 2009); of the treated
    /// alone, and above 0.9 alone, where the effect on the treated is asked for. Of a treatment of more levels, whose
    /// probability of either of the two is below 0.2 over the number of levels.
    public let extremeShare: Double
    /// Those with the treatment.
    public let treated: Group
    /// Those without.
    public let untreated: Group
    /// Of the covariates, the worst balanced first.
    public let balance: [Balance]

    /// How many units a group has, and how many equally weighted ones would tell as much (Kish 1965).
    public struct Group: Sendable, Hashable, Codable {
        /// The number of units.
        public let count: Int
        /// The number of equally weighted units that would tell as much.
        public let effective: Double
    }

    /// The difference of the groups' means in standard deviations, as they are and as they are weighted.
    public struct Balance: Sendable, Hashable, Codable {
        /// The covariate.
        public let name: String
        /// The difference as the groups are.
        public let before: Double
        /// The difference as they are weighted.
        public let after: Double
    }

    /// More than one in ten units has hardly a counterpart, or a group tells less than a tenth of what its size suggests.
    public var isThin: Bool {
        extremeShare > 0.1
            || [treated, untreated].contains { $0.effective < 0.1 * Double(min(treated.count, untreated.count)) }
    }
}

extension Study {
    /// - Throws: `EstimationError.noOverlap` where the covariates tell treated and untreated apart.
    public func overlap(for population: Population = .everyone) throws(EstimationError) -> Overlap {
        if !isBinary, hasLevels {
            return try population == .treated ? comparedUnits().overlap(for: population) : levelOverlap()
        }
        let propensity = try propensity(.weighting).fitted
        let weights = PropensityWeights(treatment, propensity, for: population)
        let asked = (0..<count).filter { population == .everyone || treatment[$0] == 1 }
        let extreme = asked.count { propensity[$0] > 0.9 || (population == .everyone && propensity[$0] < 0.1) }
        let untreated = treatment.map { 1 - $0 }
        let balance = covariates.filter { $0.standardized != nil }.map { covariate in
            Overlap.Balance(
                name: covariate.name, before: distance(covariate, treatment, untreated),
                after: distance(covariate, weights.treated, weights.untreated))
        }
        return Overlap(
            population: population, lowest: propensity.min() ?? 0, highest: propensity.max() ?? 1,
            extremeShare: Double(extreme) / Double(asked.count),
            treated: Self.group(weights.treated), untreated: Self.group(weights.untreated),
            balance: balance.sorted { abs($0.after) > abs($1.after) })
    }

    /// Of everyone, where the treatment has more than two levels.
    private func levelOverlap() throws(EstimationError) -> Overlap {
        let propensity = try levelPropensity()
        let (active, reference) = (propensity.share(of: 1), propensity.share(of: 0))
        let (own, other) = (indicator(of: 1), indicator(of: 0))
        func weights(_ group: [Double], _ shares: [Double]) -> [Double] {
            zip(group, shares).map { $0 > 0 ? $0 / $1 : 0 }
        }
        let (treated, untreated) = (weights(own, active), weights(other, reference))
        let least = zip(active, reference).map(min)
        let balance = covariates.filter { $0.standardized != nil }.map { covariate in
            Overlap.Balance(
                name: covariate.name, before: distance(covariate, own, other),
                after: distance(covariate, treated, untreated))
        }
        let bound = 0.2 / Double(groups.count)
        return Overlap(
            population: .everyone, lowest: least.min() ?? 0, highest: max(active.max() ?? 1, reference.max() ?? 1),
            extremeShare: Double(least.count { $0 < bound }) / Double(count),
            treated: Self.group(treated), untreated: Self.group(untreated),
            balance: balance.sorted { abs($0.after) > abs($1.after) })
    }

    private static func group(_ weights: [Double]) -> Overlap.Group {
        let sum = weights.reduce(0, +)
        return Overlap.Group(count: weights.count { $0 > 0 }, effective: sum * sum / weights.dot(weights))
    }

    /// The difference of two weighted means, over the deviation in the pooled groups as they are.
    private func distance(_ covariate: Regressor, _ one: [Double], _ other: [Double]) -> Double {
        func mean(_ weights: [Double]) -> Double { weights.dot(covariate.values) / weights.reduce(0, +) }
        func variance(_ treated: Double) -> Double {
            let own = zip(covariate.values, treatment).filter { $0.1 == treated }.map(\.0)
            return own.centred.dot(own.centred) / Double(max(own.count - 1, 1))
        }
        let pooled = ((variance(1) + variance(0)) / 2).squareRoot()
        return pooled > 0 ? (mean(one) - mean(other)) / pooled : 0
    }
}
