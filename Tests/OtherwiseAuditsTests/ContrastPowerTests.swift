import OtherwiseCore
import OtherwiseModels
import OtherwiseNumerics
import OtherwiseTesting
import Testing

@testable import OtherwiseAudits

@Suite struct `Power of an audit` {
    @Test func `clusters and contrasts cost power`() throws {
        let audit = try Pairs.audit()
        let alone = try AuditPower(TrialPlan(audit, items: Pairs.items(200)))
        let clustered = try AuditPower(TrialPlan(audit, items: Pairs.items(200, clusters: 20)))
        #expect(alone.effectiveItems == 200 && clustered.effectiveItems == 105)
        let (one, other) = (alone.rows[2], clustered.rows[2])
        #expect(one.difference == 0.1 && one.power > other.power)
        // McNemar's test at 0.05 / 2, of 15% one way and 5% the other.
        #expect(abs(one.power - 0.8) < 0.1)
        #expect(alone.rows.allSatisfy { $0.difference <= 0.2 })
        #expect(throws: AuditError.self) {
            try AuditPower(TrialPlan(audit, items: Pairs.items(9)), .init(changing: 2))
        }
    }

    @Test func `sign flips of few clusters find nothing, and their power is that of the test that is run`() throws {
        var audit = try Pairs.audit()
        audit.contrasts = [AuditContrast("cue", against: "plain")]
        let few = try AuditPower(TrialPlan(audit, items: Pairs.items(20, clusters: 5)), .init(changing: 1))
        #expect(few.test == .signFlip && few.leastPValue == 0.0625 && few.fewestClusters == 6 && !few.canFind)
        #expect(few.rows.allSatisfy { $0.power == 0 && ($0.items ?? 1000) >= 6 * 4 })
        // Six clusters must all change the same way.
        let six = try AuditPower(TrialPlan(audit, items: Pairs.items(72, clusters: 6)), .init(changing: 0.4))
        #expect(six.canFind && six.leastPValue == 0.03125)
        let powers = six.rows.map(\.power)
        #expect(powers.first.map { $0 < 0.2 } == true && powers.last.map { $0 > 0.9 } == true)
        // Independent items are McNemar's, of which six are as few.
        let alone = try AuditPower(TrialPlan(audit, items: Pairs.items(5)), .init(changing: 1))
        #expect(alone.test == .mcNemar && !alone.canFind && alone.rows.allSatisfy { $0.power < 1e-9 })
    }

    /// What is assumed of an experiment, and the true difference.
    struct Experiment: Sendable {
        let items, clusters: Int
        let changing, difference: Double
        var correlation = 0.0
        var level = 0.05

        var power: Double {
            ContrastPower(
                items: items, clusters: clusters, changing: changing, correlation: correlation, level: level
            ).power(difference)
        }

        /// Whether a drawn experiment finds the difference: item by item, and with the test of the audit.
        func finds(_ generator: inout SeededGenerator) -> Bool {
            let common = (0..<clusters).map { _ in change(&generator) }
            let names = (0..<items).map { $0 * clusters / items }
            let changes = names.map { name in
                let follows = Double.random(in: 0..<1, using: &generator) < correlation.squareRoot()
                return follows ? common[name] : change(&generator)
            }
            return PairedSample(changes, clusters: names).signFlipTest(using: &generator) <= level
        }

        private func change(_ generator: inout SeededGenerator) -> Double {
            let drawn = Double.random(in: 0..<1, using: &generator)
            return drawn < (changing + difference) / 2 ? 1 : drawn < changing ? -1 : 0
        }
    }

    /// In some most clusters have no change at all; in some their size is no whole number; in the last items of a cluster
    /// change together.
    static let experiments = [
        Experiment(items: 120, clusters: 6, changing: 0.4, difference: 0.15),
        Experiment(items: 180, clusters: 9, changing: 0.4, difference: 0.15),
        Experiment(items: 24, clusters: 12, changing: 0.4, difference: 0.2),
        Experiment(items: 32, clusters: 16, changing: 0.2, difference: 0.15),
        Experiment(items: 80, clusters: 40, changing: 0.05, difference: 0.04),
        Experiment(items: 60, clusters: 40, changing: 0.2, difference: 0.15),
        Experiment(items: 59, clusters: 40, changing: 0.2, difference: 0.15),
        Experiment(items: 300, clusters: 30, changing: 0.2, difference: 0.06, level: 0.005),
        Experiment(items: 240, clusters: 12, changing: 0.2, difference: 0.15, correlation: 0.8),
        Experiment(items: 240, clusters: 12, changing: 0.2, difference: 0.15, correlation: 1),
        Experiment(items: 600, clusters: 60, changing: 0.1, difference: 0.05, correlation: 1),
        Experiment(items: 400, clusters: 40, changing: 0.5, difference: 0.4, correlation: 0.8, level: 0.005),
    ]

    @Test(arguments: experiments) func `the power that is told is how often the test finds the effect`(
        _ experiment: Experiment
    ) throws {
        var generator = SeededGenerator(seed: 3)
        let found = (0..<300).count { _ in experiment.finds(&generator) }
        // Four standard errors of 300 and of 1000 experiments are 0.132 at most.
        #expect(abs(Double(found) / 300 - experiment.power) < 0.132)
    }

    @Test(arguments: [(0, 0.5), (1, 0.3), (12, 0.2), (900, 0.5), (900, 0.001), (5, 0.0), (5, 1.0)])
    func `numbers of successes are drawn as often as they are likely`(_ trials: Int, _ probability: Double) {
        var generator = SeededGenerator(seed: 5)
        let distribution = BinomialDistribution(trials: trials, probability: probability)
        let drawn = (0..<4000).map { _ in distribution.drawn(using: &generator) }
        #expect(drawn.allSatisfy { (0...trials).contains($0) })
        // Four standard errors of a share are 0.032 at most.
        for place in Set(drawn) {
            let share = Double(drawn.count { $0 <= place }) / 4000
            #expect(abs(share - distribution.cumulative(place)) < 0.032, "\(place)")
        }
    }

    @Test func `the control: the t test of as many clusters would promise twice what sign flips find`() throws {
        let power = ContrastPower(items: 32, clusters: 16, changing: 0.2, correlation: 0, level: 0.05)
        let spread = ((0.2 - 0.15 * 0.15) / 2).squareRoot()
        let promised = PairedPower.mean(standardized: 0.15 / spread).power(items: 16)
        #expect(promised > 0.4 && power.power(0.15) < promised / 2 + 0.05)
        // As many items as are said to be enough are enough, and much fewer are not.
        let needed = try #require(power.items(for: 0.8, 0.15))
        func found(_ items: Int) -> Double {
            ContrastPower(items: items, clusters: items / 2, changing: 0.2, correlation: 0, level: 0.05).power(0.15)
        }
        #expect(found(needed) >= 0.8 && found(needed * 3 / 4 / 2 * 2) < 0.8)
    }

    @Test(arguments: 0..<50) func `sign flips of whole numbers are those that are enumerated`(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let count = Int.random(in: 0...12, using: &generator)
        let sums = (0..<count).map { _ in Int.random(in: -4...4, using: &generator) }
        let enumerated = PairedSample(sums.map(Double.init)).signFlipTest(using: &generator)
        #expect(abs(WholeSignFlips.pValue(of: sums) - enumerated) < 1e-12, "\(sums)")
        // Twice as far from 0 and all one way, it is the least that so many can give.
        let alike = sums.filter { $0 != 0 }.map { _ in 2 }
        let least = alike.isEmpty ? 1 : 2 / Double(1 << alike.count)
        #expect(WholeSignFlips.pValue(of: alike) == least)
        // The sums as they are count, however many they are.
        #expect(WholeSignFlips.pValue(of: [Int](repeating: 1, count: 1_100)) > 0)
    }

    @Test func `a run of too few clusters says that it could find nothing`() async throws {
        let respondent = LikelihoodRespondent(Pairs.swayed)
        let few = try await Pairs.report(Pairs.audit(), Pairs.items(40, clusters: 5), respondent)
        #expect(few.warnings.contains { $0.contains("No effect can be found") && $0.contains("it takes 7 or more") })
        let enough = try await Pairs.report(Pairs.audit(), Pairs.items(40, clusters: 8), respondent)
        #expect(!enough.warnings.contains { $0.contains("No effect can be found") })
    }
}
