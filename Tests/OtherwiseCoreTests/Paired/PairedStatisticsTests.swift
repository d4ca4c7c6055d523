import OtherwiseNumerics
import Testing

@Suite struct `Statistics of paired experiments` {
    private static let differences = [0.3, -0.1, 0.8, 0.25, -0.4, 0.6, 0.05, 0.9, -0.2, 0.7]

    /// `scipy.stats.binomtest(k, n).pvalue`.
    @Test func `McNemar's exact test is the binomial test of SciPy`() {
        for (gained, lost, pValue) in [
            (14, 3, 0.012725830078125), (3, 14, 0.012725830078125), (0, 6, 0.03125), (40, 60, 0.05688793364098089),
            (0, 0, 1), (5, 5, 1),
        ] {
            #expect(abs(PairedProportions(items: 200, gained: gained, lost: lost).mcNemar - pValue) < 1e-12)
        }
        let counted = PairedProportions([(false, true), (true, false), (true, true), (false, true)])
        #expect(counted == PairedProportions(items: 4, gained: 2, lost: 1))
        #expect(counted.difference == 0.25)
    }

    /// `scipy.stats.permutation_test((d,), numpy.sum, permutation_type='samples').pvalue`.
    @Test func `few clusters are flipped in all ways, many by chance`() {
        var generator = SeededGenerator(seed: 0)
        let one = PairedSample(Self.differences).signFlipTest(using: &generator)
        #expect(one == 0.08203125)
        // Doubling every item within its cluster brings nothing new.
        let twice = PairedSample(Self.differences + Self.differences, clusters: Array(0..<10) + Array(0..<10))
        #expect(twice.signFlipTest(using: &generator) == one)
        // With weights of one size it is the sign test: 14 of 17 the same way, exactly where they are whole numbers.
        let signs = PairedSample((0..<17).map { $0 < 14 ? 1 : -1 })
        #expect(abs(signs.signFlipTest(using: &generator) - 0.012725830078125) < 1e-12)
        let alike = PairedSample([Double](repeating: 2, count: 40))
        #expect(alike.signFlipTest(using: &generator) == 2 / Double(1 << 40))
        let drawn = PairedSample(signs.differences.map { $0 / 3 }).signFlipTest(using: &generator)
        #expect(abs(drawn - 0.012725830078125) < 4 * (0.0127 * 0.9873 / 9999).squareRoot())
        #expect(PairedSample([0, 0, 0]).signFlipTest(using: &generator) == 1)
    }

    /// The sums of the binomial coefficients as whole numbers, divided once.
    @Test func `flips of many whole numbers are counted exactly, also far out where shares are left out`() {
        // Of 2000 alike the totals at the ends are beyond the least number; places between those of 3s have no share.
        for size in [1, 3] {
            for (gained, pValue) in [(1060, 0.007777118901978714), (1500, 1.474397522976895e-115)] {
                let sums = (0..<2000).map { $0 < gained ? size : -size }
                #expect(abs(WholeSignFlips.pValue(of: sums) / pValue - 1) < 1e-11, "\(size), \(gained)")
            }
            #expect(WholeSignFlips.pValue(of: [Int](repeating: size, count: 2000)) == .leastNonzeroMagnitude)
        }
        // One great sum, with others that come to 0: half of the flips, and half of those in which the others do again.
        let great = [5000] + (0..<2000).map { $0 % 2 == 0 ? 1 : -1 }
        #expect(abs(WholeSignFlips.pValue(of: great) - 0.5089195055729272) < 1e-12)
    }

    /// statsmodels: `OLS(d, ones).fit(cov_type='cluster', cov_kwds={'groups': g, 'use_correction': False}).bse`, times
    /// the root of 5 / 4 for five clusters.
    @Test func `the standard error is robust to clusters`() {
        let clustered = PairedSample(Self.differences, clusters: ["a", "a", "a", "b", "b", "c", "d", "d", "e", "e"])
        #expect(clustered.clusterCount == 5)
        #expect(abs(clustered.mean - 0.29) < 1e-12)
        #expect(abs(clustered.standardError - 0.09932270636667126) < 1e-12)
        let alone = PairedSample(Self.differences)
        #expect(abs(alone.standardError - 0.14236104336041747) < 1e-8)
    }

    @Test func `what did not vary has no bootstrap interval, one cluster neither`() {
        var generator = SeededGenerator(seed: 0)
        #expect(PairedSample([0, 0, 0]).interval(using: &generator) == nil)
        #expect(PairedSample([1, 2, 3], clusters: [7, 7, 7]).interval(using: &generator) == nil)
        #expect(PairedSample([1, .nan, 3]).interval(using: &generator) == nil)
        #expect(PairedSample([]).interval(using: &generator) == nil)
    }

    /// The equation by hand, with `scipy.stats.norm.ppf(0.975)`.
    @Test func `the interval of paired proportions is Bonett and Price's`() {
        let interval = PairedProportions(items: 60, gained: 14, lost: 4).interval()
        #expect(abs(interval.lowerBound - 0.02573612127842742) < 1e-9)
        #expect(abs(interval.upperBound - 0.296844523882863) < 1e-9)
        let silent = PairedProportions(items: 60, gained: 0, lost: 0).interval()
        #expect(silent.lowerBound < -0.03 && silent.upperBound > 0.03)
    }

    /// `statsmodels.stats.multitest.multipletests(p, method='holm')`, and `'fdr_bh'`.
    @Test func `corrections for many tests are those of statsmodels`() {
        let pValues = [0.01, 0.04, 0.03, 0.005, 0.2, 0.04]
        let holm = MultipleTesting.holm.adjusted(pValues)
        for (found, expected) in zip(holm, [0.05, 0.12, 0.12, 0.03, 0.2, 0.12]) {
            #expect(abs(found - expected) < 1e-12)
        }
        let shares = MultipleTesting.benjaminiHochberg.adjusted(pValues)
        for (found, expected) in zip(shares, [0.03, 0.048, 0.048, 0.03, 0.2, 0.048]) {
            #expect(abs(found - expected) < 1e-12)
        }
        #expect(MultipleTesting.uncorrected.adjusted(pValues) == pValues)
        // One that could not be computed is no test.
        let gaps = MultipleTesting.holm.adjusted([0.01, .nan, 0.03])
        #expect(gaps[0] == 0.02 && gaps[1].isNaN && gaps[2] == 0.03)
    }
}

@Suite struct `Power of paired experiments` {
    /// By the noncentral t distribution: `nct.sf(c, n - 1, e * n ** .5) + nct.cdf(-c, …)` with `c = t.ppf(.975, n - 1)`
    /// of `scipy.stats`, which is `statsmodels.stats.power.TTestPower().power(e, n, .05)`.
    @Test func `the power of a mean is that of the noncentral t distribution`() {
        for (items, effect, power) in [
            (34, 0.5, 0.8077775012792738), (10, 1, 0.8030968566327219), (3, 1.5, 0.31638186155915066),
            (2, 1, 0.09280915505633605), (200, 0.1, 0.2906576176614805),
        ] {
            #expect(abs(PairedPower.mean(standardized: effect).power(items: items) - power) < 1e-6)
        }
        #expect(PairedPower.mean(standardized: 0.3).items() == 90)
        #expect(PairedPower.mean(standardized: 0).items() == nil)
    }

    /// All numbers of changes and of directions, weighted by `scipy.stats.binom.pmf`.
    @Test func `the power of McNemar's test is summed exactly`() {
        for (items, gained, lost, power) in [
            (100, 0.25, 0.1, 0.6742876416358099), (50, 0.3, 0.02, 0.9707672984136945),
            (10, 0.3, 0.02, 0.04257391026936142), (300, 0.1, 0.05, 0.563627320772377),
        ] {
            let found = PairedPower.proportions(gained: gained, lost: lost).power(items: items)
            #expect(abs(found - power) < 1e-9)
        }
        #expect(PairedPower.proportions(gained: 0.25, lost: 0.1).items() == 129)
        #expect(PairedPower.proportions(gained: 0.1, lost: 0.1).items() == nil)
        #expect(PairedPower.proportions(gained: 0.01, lost: 0.0099).items(limit: 1000) == nil)
        #expect(PairedPower.designEffect(itemsPerCluster: 5, correlation: 0.25) == 2)
    }

    /// Simulated: 4,000 experiments, and 4 standard errors of a share.
    @Test func `as many experiments find the effect as the power says`() {
        var generator = SeededGenerator(seed: 3)
        let found = (0..<4000).count { _ in
            var (gained, lost) = (0, 0)
            for _ in 0..<100 {
                let draw = Double.random(in: 0..<1, using: &generator)
                if draw < 0.25 { gained += 1 } else if draw < 0.35 { lost += 1 }
            }
            return PairedProportions(items: 100, gained: gained, lost: lost).mcNemar <= 0.05
        }
        #expect(abs(Double(found) / 4000 - 0.6743) < 4 * (0.67 * 0.33 / 4000).squareRoot())
    }
}

/// How often intervals hold the truth, and tests reject what is true; 4 standard errors of a share of 400 are 0.044.
@Suite struct `Coverage of paired intervals` {
    /// Items of a cluster share half of their variance; the clusters differ in size.
    private static func sample(clusters: Int, mean: Double, _ generator: inout SeededGenerator) -> PairedSample {
        var differences: [Double] = [], places: [Int] = []
        for cluster in 0..<clusters {
            let size = 2 + cluster % 5, draws = generator.normals(size + 1)
            for draw in draws.dropFirst() {
                differences.append(mean + (draws[0] + draw) / 2.0.squareRoot())
                places.append(cluster)
            }
        }
        return PairedSample(differences, clusters: places)
    }

    @Test(arguments: [8, 30]) func `intervals by clusters hold the mean as often as they say`(_ clusters: Int) {
        var generator = SeededGenerator(seed: UInt64(clusters))
        var (held, heldAsIfIndependent) = (0, 0)
        for _ in 0..<400 {
            let sample = Self.sample(clusters: clusters, mean: 0.4, &generator)
            let bootstrap = Bootstrap(resamples: 200)
            if sample.interval(bootstrap, using: &generator)?.contains(0.4) == true { held += 1 }
            let alone = PairedSample(sample.differences).interval(bootstrap, using: &generator)
            if alone?.contains(0.4) == true { heldAsIfIndependent += 1 }
        }
        #expect(abs(Double(held) / 400 - 0.95) < 0.044, "\(held) of 400")
        // The control: taking items of a template for independent ones pretends to know more.
        #expect(heldAsIfIndependent < 340)
    }

    @Test func `flipping clusters rejects what is true as rarely as it says, flipping items far too often`() {
        var generator = SeededGenerator(seed: 5)
        var (rejected, rejectedByItem) = (0, 0)
        for _ in 0..<400 {
            let sample = Self.sample(clusters: 20, mean: 0, &generator)
            if sample.signFlipTest(flips: 199, using: &generator) <= 0.05 { rejected += 1 }
            let alone = PairedSample(sample.differences)
            if alone.signFlipTest(flips: 199, using: &generator) <= 0.05 { rejectedByItem += 1 }
        }
        #expect(abs(Double(rejected) / 400 - 0.05) < 0.044)
        #expect(rejectedByItem > 48)
    }

    @Test(arguments: [(0.02, 0.02), (0.2, 0.05), (0, 0.01)])
    func `intervals of paired proportions hold the difference`(_ gained: Double, _ lost: Double) {
        var generator = SeededGenerator(seed: 9)
        let held = (0..<1000).count { _ in
            var counts = (gained: 0, lost: 0)
            for _ in 0..<80 {
                let draw = Double.random(in: 0..<1, using: &generator)
                if draw < gained { counts.gained += 1 } else if draw < gained + lost { counts.lost += 1 }
            }
            let pairs = PairedProportions(items: 80, gained: counts.gained, lost: counts.lost)
            return pairs.interval().contains(gained - lost)
        }
        #expect(held >= 922)
    }
}
