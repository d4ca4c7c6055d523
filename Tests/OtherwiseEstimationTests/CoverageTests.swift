import OtherwiseEstimation
import OtherwiseTesting
import Testing

@Suite("Intervals hold the true effect as often as they say")
struct CoverageTests {
    private static let runs = 200

    /// Of 200 intervals at 95%, fewer than 178 hold the truth less than once in 1,000 suites, and all 200 do 4 times
    /// in 100,000. The unadjusted ones must not, by far; of three levels the two that are compared differ less.
    @Test("95% intervals, and without adjustment", arguments: SimulatedStudy.allCases)
    func coverage(world: SimulatedStudy) throws {
        for (method, population) in world.questions {
            let truth = world.effect(on: population)
            var hits = (method: 0, unadjusted: 0)
            for run in 0..<Self.runs {
                let study = try world.draw(200, seed: UInt64(run))
                // One split is as valid as five, and quicker.
                let found =
                    method == .doublyRobust
                    ? try study.doublyRobust(for: population, splits: 1, seed: 1)
                    : try study.estimate(method, for: population)
                let bare = try study.estimate(.unadjusted)
                if (found.lower...found.upper).contains(truth) { hits.method += 1 }
                if (bare.lower...bare.upper).contains(truth) { hits.unadjusted += 1 }
            }
            #expect((178..<200).contains(hits.method), "\(method) \(population): \(hits)")
            #expect(hits.unadjusted < (world == .levels ? 150 : 100), "\(method) \(population): \(hits)")
        }
    }

    @Test("The same seed gives the same bits, another one another split")
    func seeds() throws {
        let study = try SimulatedStudy.backDoor.draw(300, seed: 3)
        let found = try [5, 5, 6].map { try study.estimate(.doublyRobust, seed: $0) }
        #expect(found[0] == found[1] && found[1] != found[2])
    }
}
