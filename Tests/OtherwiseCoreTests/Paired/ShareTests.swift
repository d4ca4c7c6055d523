import OtherwiseNumerics
import Testing

@Suite("Intervals of shares")
struct ShareTests {
    @Test("The difference of two shares has the interval of Newcombe's (1998) examples")
    func difference() {
        // Rows a, d and f of his table II, method 10.
        let known: [((Int, Int, Int, Int), ClosedRange<Double>)] = [
            ((56, 70, 48, 80), 0.0524...0.3339), ((5, 56, 0, 29), -0.0381...0.1926), ((0, 10, 0, 10), -0.2775...0.2775),
        ]
        for ((one, trials, other, otherTrials), interval) in known {
            let own = WilsonInterval.difference(one, outOf: trials, and: other, outOf: otherTrials)
            #expect(abs(own.lowerBound - interval.lowerBound) < 1e-4)
            #expect(abs(own.upperBound - interval.upperBound) < 1e-4)
        }
    }
}
