import Foundation
import OtherwiseCausal
import OtherwiseCore
import OtherwiseNumerics
import Testing

@testable import OtherwiseEstimation

@Suite("Levels that would have been")
struct LikeliestLevelTests {
    /// Probabilities of three levels for each of the two levels of a cause.
    private static func mechanism(_ before: [Double], _ after: [Double]) -> GumbelMaxMechanism<FittedLevels> {
        let encoding = ParentEncoding([[0, 1]], levels: [2])
        let function = FittedLevels(levels: 3, encoding: encoding, form: .table((before + after).map { log($0) }))
        return GumbelMaxMechanism(parents: ["cause"], function: function, seed: 7)
    }

    @Test(
        "Their probabilities in closed form are those of drawn noise",
        arguments: [
            ([0.5, 0.3, 0.2], [0.1, 0.3, 0.6]), ([0.2, 0.5, 0.3], [0.3, 0.1, 0.6]),
            ([0.6, 0.2, 0.2], [0.6, 0.2, 0.2]),
        ],
        0..<3)
    func closedForm(_ probabilities: ([Double], [Double]), _ observed: Int) {
        let (before, after) = probabilities
        let mechanism = Self.mechanism(before, after)
        let shares = GumbelRace.counterfactual(of: observed, before.map { log($0) }, after.map { log($0) })
        #expect(abs(shares.reduce(0, +) - 1) < 1e-12)
        let count = 40_000
        let noise = mechanism.noise(
            [[Double](repeating: 0, count: count)], values: [Double](repeating: Double(observed), count: count))
        let drawn = mechanism.values([[Double](repeating: 1, count: count)], noise: noise)
        for level in 0..<3 {
            let share = Double(drawn.count { $0 == Double(level) }) / Double(count)
            // Four standard errors of a share, at most 0.5 each in 200.
            #expect(abs(share - shares[level]) < 4 * 0.5 / Double(count).squareRoot())
        }
        if before == after { #expect(shares[observed] == 1) }
    }

    @Test("A level that is likelier than before never gives way to one whose odds fell")
    func monotone() {
        let shares = GumbelRace.counterfactual(
            of: 2, [0.5, 0.3, 0.2].map { log($0) }, [0.3, 0.2, 0.5].map { log($0) })
        #expect(shares == [0, 0, 1])
    }

    @Test(
        "A level that could hardly, or not, come out keeps noise that is a number; one that was observed all the same has none"
    )
    func rareLevels() {
        let encoding = ParentEncoding([[0, 1]], levels: [2])
        // Level 1 has probability exp(−800), level 2 none; with the other cause all are alike.
        let rare = [0, -800, -Double.infinity], even = [Double](repeating: log(1.0 / 3), count: 3)
        let function = FittedLevels(levels: 3, encoding: encoding, form: .table(rare + even))
        let mechanism = GumbelMaxMechanism(parents: ["cause"], function: function, seed: 7)
        let count = 30_000
        let noise = mechanism.noise(
            [[Double](repeating: 0, count: count)], values: [Double](repeating: 0, count: count))
        #expect(noise.allSatisfy { $0.isFinite })
        let drawn = mechanism.values([[Double](repeating: 1, count: count)], noise: noise)
        // Level 0 came out for sure, so that its noise and all others are as before: a third each, within four errors.
        for level in 0..<3 {
            let share = Double(drawn.count { $0 == Double(level) }) / Double(count)
            #expect(abs(share - 1.0 / 3) < 4 * (2.0 / 9 / Double(count)).squareRoot())
        }
        #expect(mechanism.noise([[0]], values: [2]).allSatisfy { $0.isNaN })
        #expect(mechanism.counterfactual(of: 2, [0], with: [1]).isNaN)
        #expect(
            mechanism.logDensities([[0, 0, 1, 5]], values: [0, 2, 1, 0]) == [0, -.infinity, log(1.0 / 3), -.infinity])
    }

    @Test("Causes that give no probabilities give no level")
    func noLevel() {
        let encoding = ParentEncoding([[0, 1]], levels: [nil])
        let function = FittedLevels(
            levels: 2, encoding: encoding, form: .logistic([0, 1, 1], isQuadratic: true))
        let mechanism = GumbelMaxMechanism(parents: ["cause"], function: function, seed: 7)
        #expect(mechanism.counterfactual(of: 1, [1], with: [1e200]).isNaN)
        #expect(!mechanism.counterfactual(of: 1, [1], with: [2]).isNaN)
    }

    private static func table(seed: UInt64 = 3, slope: Double = 1) throws -> Table {
        var generator = SeededGenerator(seed: seed)
        let hours = (0..<600).map { _ in Double.random(in: 0...10, using: &generator) }
        let jobs = zip(hours, generator.normals(600)).map { hours, noise in
            let drive = slope * (hours - 5) + 0.5 * noise
            return Value.category(drive < -2 ? "none" : drive < 2 ? "some" : "much")
        }
        return try Table(columns: [
            Column(name: "hours", storage: .numbers(hours)), Column(name: "job", values: jobs, isNumeric: false),
        ])
    }

    @Test("A level follows its cause when that moves far, stays when it hardly moves, and when nothing depends on it")
    func follows() throws {
        let level = try LikeliestLevel(of: "job", causes: ["hours"], in: Self.table())
        func job(_ hours: Double) -> Value? {
            level.level(.category("none"), causes: [.number(1)], become: [.number(hours)])
        }
        #expect(job(9.5) == .category("much") && job(5) == .category("some") && job(1.2) == .category("none"))
        #expect(level.level(.category("none"), causes: [.missing], become: [.number(9)]) == nil)
        #expect(level.level(.category("never seen"), causes: [.number(1)], become: [.number(9)]) == nil)
        let idle = try LikeliestLevel(of: "job", causes: ["hours"], in: Self.table(slope: 0))
        #expect(idle.level(.category("some"), causes: [.number(1)], become: [.number(9)]) == .category("some"))
    }

    @Test("Too few rows, and a column that is not there, are refused")
    func refused() throws {
        let few = try Table(columns: [
            Column(name: "hours", storage: .numbers([1, 2])),
            Column(name: "job", values: [.category("a"), .category("b")], isNumeric: false),
        ])
        #expect(throws: EstimationError.self) { try LikeliestLevel(of: "job", causes: ["hours"], in: few) }
        #expect(throws: EstimationError.self) { try LikeliestLevel(of: "job", causes: ["age"], in: Self.table()) }
        #expect(throws: EstimationError.self) { try LikeliestLevel(of: "hours", causes: ["job"], in: Self.table()) }
    }
}
