import OtherwiseNumerics
import Testing

/// The expected numbers are those of SciPy 1.x: `scipy.stats.beta.cdf`, `t.ppf`, `t.cdf`, `binom.cdf`.
@Suite struct `Distributions behind the tests` {
    @Test func `shares of the beta distribution are those of SciPy`() {
        for (x, alpha, beta, share) in [
            (0.3, 2.0, 5.0, 0.5798250000000003), (0.9, 0.5, 0.5, 0.7951672353008665),
            (0.02, 3, 200, 0.7706531762613916), (0, 1, 1, 0), (1, 2, 2, 1),
        ] {
            #expect(abs(BetaDistribution(alpha: alpha, beta: beta).cumulative(x) - share) < 1e-12)
        }
    }

    @Test func `quantiles and shares of Student's distribution are those of SciPy`() {
        for (share, degrees, value) in [
            (0.975, 1.0, 12.706204736174694), (0.975, 9, 2.262157162798205), (0.9, 2.5, 1.7302509288071766),
            (0.01, 30, -2.4572615424005915),
        ] {
            #expect(abs(StudentDistribution(degrees: degrees).quantile(share) - value) < 1e-9)
        }
        for (x, degrees, share) in [
            (1.5, 3.0, 0.8847080673775886), (-2, 12, 0.03432750701904298), (0, 5, 0.5),
        ] {
            #expect(abs(StudentDistribution(degrees: degrees).cumulative(x) - share) < 1e-12)
        }
    }

    @Test func `shares of the binomial distribution are those of SciPy, and meet its ends`() {
        for (successes, trials, probability, share) in [
            (3, 10, 0.3, 0.6496107184000002), (480, 1000, 0.5, 0.10872414660207075), (990, 1000, 0.2, 1),
            (2, 2000, 0.01, 4.196449275828857e-07), (-1, 5, 0.5, 0), (5, 5, 0.5, 1), (0, 5, 0, 1), (4, 5, 1, 0),
        ] {
            let found = BinomialDistribution(trials: trials, probability: probability).cumulative(successes)
            #expect(abs(found - share) < 1e-10 * max(share, 1e-6))
        }
        let all = BinomialDistribution(trials: 40, probability: 0.3)
        #expect(abs((0...40).reduce(0) { $0 + all.mass($1) } - 1) < 1e-12)
    }
}
