/// Yes or no, asked of each item under two conditions: how many changed which way.
public struct PairedProportions: Sendable, Hashable, Codable {
    /// How many items there are, at least as many as changed.
    public let items: Int
    /// Items that went from no to yes.
    public let gained: Int
    /// Items that went from yes to no.
    public let lost: Int

    /// - Parameters:
    ///   - items: How many items there are.
    ///   - gained: From no to yes.
    ///   - lost: From yes to no.
    public init(items: Int, gained: Int, lost: Int) {
        (self.items, self.gained, self.lost) = (items, gained, lost)
    }

    /// - Parameter pairs: First and second answer of each item.
    public init(_ pairs: some Collection<(Bool, Bool)>) {
        self.init(
            items: pairs.count, gained: pairs.count { !$0.0 && $0.1 }, lost: pairs.count { $0.0 && !$0.1 })
    }

    /// The share of yes in the second condition less that in the first.
    public var difference: Double { Double(gained - lost) / Double(items) }

    /// The p-value of McNemar's exact test, two-sided: changes are as likely one way as the other.
    public var mcNemar: Double { SignTest.pValue(positive: gained, negative: lost) }

    /// The interval of the difference for independent items: Wald's, with one more change each way (Bonett and Price
    /// 2012, equation 6). It has a width where nothing changed, too.
    ///
    /// - Parameter confidence: Above 0 and below 1.
    public func interval(confidence: Double = 0.95) -> ClosedRange<Double> {
        let total = Double(items + 2), up = Double(gained + 1) / total, down = Double(lost + 1) / total
        let deviation = ((up + down - (up - down) * (up - down)) / total).squareRoot()
        let reach = NormalDistribution.quantile(1 - (1 - confidence) / 2) * deviation
        return max(-1, up - down - reach)...min(1, up - down + reach)
    }
}

/// The exact sign test: what is not 0 is as likely above as below.
public enum SignTest {
    /// The two-sided p-value: twice the smaller binomial tail, at most 1, and never 0.
    ///
    /// - Parameters:
    ///   - positive: How many lie above 0.
    ///   - negative: How many lie below 0; what is 0 is left out.
    public static func pValue(positive: Int, negative: Int) -> Double {
        let trials = positive + negative
        let tail = BinomialDistribution(trials: trials, probability: 0.5).cumulative(min(positive, negative))
        return max(min(1, 2 * tail), .leastNonzeroMagnitude)
    }
}
