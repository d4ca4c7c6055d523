import Foundation

/// How likely a paired experiment is to find an effect that is there, before it is run.
public enum PairedPower: Sendable, Hashable {
    /// McNemar's exact test of changes between yes and no: the shares of items that change each way.
    case proportions(gained: Double, lost: Double)
    /// The t test of a mean difference, in standard deviations of the differences.
    case mean(standardized: Double)

    /// The probability of a two-sided p-value of at most `level`.
    ///
    /// For proportions the exact probability over the number of items that change (Duffy 1984); for a mean that of the
    /// noncentral t distribution.
    ///
    public func power(items: Int, level: Double = 0.05) -> Double {
        switch self {
        case .proportions(let gained, let lost): Self.mcNemar(items, gained, lost, level)
        case .mean(let effect): Self.tTest(items, effect, level)
        }
    }

    /// The fewest items from which on the power does not fall below `power`.
    ///
    /// - Parameter limit: No more are tried.
    /// - Returns: `nil` where more than `limit` are needed, as for no effect at all.
    public func items(for power: Double = 0.8, level: Double = 0.05, limit: Int = 20_000) -> Int? {
        guard hasEffect else { return nil }
        var high = min(16, limit)
        while high < limit, self.power(items: high, level: level) < power { high = min(2 * high, limit) }
        guard self.power(items: high, level: level) >= power else { return nil }
        var low = 1
        while low < high {
            let middle = (low + high) / 2
            if self.power(items: middle, level: level) >= power { high = middle } else { low = middle + 1 }
        }
        // An exact test's power goes up in teeth: bisection may have ended at one.
        let teeth = (low...min(limit, low + 24)).last { self.power(items: $0, level: level) < power }
        return teeth.map { min($0 + 1, limit) } ?? low
    }

    private var hasEffect: Bool {
        switch self {
        case .proportions(let gained, let lost): gained != lost
        case .mean(let effect): effect != 0
        }
    }

    /// By how much clusters inflate the number of items that are needed (Kish 1965).
    ///
    /// - Parameters:
    ///   - itemsPerCluster: At least 1.
    ///   - correlation: Of two items of a cluster, 0...1.
    public static func designEffect(itemsPerCluster: Double, correlation: Double) -> Double {
        1 + (itemsPerCluster - 1) * correlation
    }
}

// MARK: Proportions

extension PairedPower {
    private static func mcNemar(_ items: Int, _ gained: Double, _ lost: Double, _ level: Double) -> Double {
        let changing = gained + lost
        guard changing > 0 else { return 0 }
        let changes = BinomialDistribution(trials: items, probability: min(changing, 1))
        return (0...max(items, 0)).reduce(0) { power, count in
            let mass = changes.mass(count)
            guard mass > 1e-12 else { return power }
            return power + mass * rejection(of: count, share: gained / changing, level)
        }
    }

    /// The probability that so many changes are told from a fair coin's.
    private static func rejection(of changes: Int, share: Double, _ level: Double) -> Double {
        let fair = BinomialDistribution(trials: changes, probability: 0.5)
        // The most changes the rarer way that are still too few to be chance.
        var (critical, beyond) = (-1, changes / 2 + 1)
        while beyond - critical > 1 {
            let middle = (critical + beyond) / 2
            if 2 * fair.cumulative(middle) <= level { critical = middle } else { beyond = middle }
        }
        let up = BinomialDistribution(trials: changes, probability: share)
        let down = BinomialDistribution(trials: changes, probability: 1 - share)
        return up.cumulative(critical) + down.cumulative(critical)
    }
}

// MARK: Means

extension PairedPower {
    /// The noncentral t distribution beyond the critical value, as a mean over the spread that the sample shows.
    private static func tTest(_ items: Int, _ effect: Double, _ level: Double) -> Double {
        guard items > 1 else { return 0 }
        let degrees = Double(items - 1), shift = effect * Double(items).squareRoot()
        let critical = StudentDistribution(degrees: degrees).quantile(1 - level / 2)
        let half = 10 / (2 * degrees).squareRoot()
        let (low, high) = (max(0, 1 - half), 1 + max(half, 2 / degrees))
        let norm = log(2.0) + degrees / 2 * log(degrees / 2) - lgamma(degrees / 2)
        return simpson(from: low, to: high) { spread in
            let density = exp(norm + (degrees - 1) * log(max(spread, 1e-300)) - degrees * spread * spread / 2)
            let beyond =
                NormalDistribution.cumulative(shift - critical * spread)
                + NormalDistribution.cumulative(-shift - critical * spread)
            return density * beyond
        }
    }

    private static func simpson(from low: Double, to high: Double, _ function: (Double) -> Double) -> Double {
        let pieces = 400, width = (high - low) / Double(pieces)
        let sum = (0...pieces).reduce(0.0) { sum, place in
            let weight = place == 0 || place == pieces ? 1.0 : place.isMultiple(of: 2) ? 2 : 4
            return sum + weight * function(low + Double(place) * width)
        }
        return sum * width / 3
    }
}
