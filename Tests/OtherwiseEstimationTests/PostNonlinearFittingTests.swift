import Foundation
import OtherwiseCausal
import OtherwiseCore
import OtherwiseNumerics
import OtherwiseTesting
import Testing

@testable import OtherwiseEstimation

@Suite("Numbers that pass through a link, from data")
struct PostNonlinearFittingTests {
    /// `y = outer(trend(x) + noise)` with `x` normal, and what `y` of each row would have been at `x = 1`.
    private static func world(
        _ count: Int, seed: UInt64, trend: (Double) -> Double, noise: (Double) -> Double = { $0 },
        outer: (Double) -> Double = { $0 }
    ) throws -> (table: Table, outcomes: [Double]) {
        var generator = SeededGenerator(seed: seed)
        let x = generator.normals(count), hidden = generator.normals(count).map(noise)
        let table = try Table(columns: [
            Column(name: "x", storage: .numbers(x)),
            Column(name: "y", storage: .numbers(zip(x, hidden).map { outer(trend($0) + $1) })),
        ])
        return (table, hidden.map { outer(trend(1) + $0) })
    }

    private static func growth(_ count: Int, seed: UInt64) throws -> (table: Table, outcomes: [Double]) {
        try world(count, seed: seed, trend: { 0.8 * $0 }, noise: { 0.5 * $0 }, outer: exp)
    }

    private static func model(_ table: Table, _ options: FittingOptions) throws -> FittedCausalModel {
        try FittedCausalModel(CausalGraph("x -> y"), fittedTo: table, options: options)
    }

    private static func unit(_ table: Table, _ row: Int) -> [String: Value] {
        Dictionary(uniqueKeysWithValues: table.columns.map { ($0.name, $0[row]) })
    }

    private static let change: [String: CausalQuestion.Adjustment] = ["x": .set(.number(1))]

    /// The median of how far answers are off, as a share of the truth.
    private static func error(_ options: FittingOptions) throws -> Double {
        let model = try model(growth(400, seed: 1).table, options)
        let asked = try growth(200, seed: 2)
        let shares = try asked.outcomes.indices.map { row in
            let found = try model.counterfactuals(of: unit(asked.table, row), under: change)
            return abs((found.last?.counterfactual.number ?? .nan) / asked.outcomes[row] - 1)
        }
        return try #require(OrderStatistics.median(shares))
    }

    /// The slope is off by 0.025 (its standard error) or so, which moves the value by about as much.
    @Test("Where noise is added to the logarithm the answers are right, and far off where it is added to the number")
    func recovery() throws {
        let own = try Self.error(FittingOptions(draws: 0))
        let additive = try Self.error(FittingOptions(draws: 0, links: []))
        #expect(own < 0.05 && additive > 0.1, "\(own), \(additive)")
    }

    @Test("The noise is recovered exactly: what is done and undone leaves the unit as it was")
    func exactness() throws {
        let table = try Self.growth(300, seed: 3).table
        let model = try Self.model(table, FittingOptions(draws: 0))
        #expect(model.fits["y"]?.mechanism.link == ScaledLink(.exp))
        for row in 0..<20 {
            let unit = Self.unit(table, row).compactMapValues(\.number)
            let there = try model.model.whatIf(unit, under: .do("x", 1.5))
            let back = try model.model.whatIf(there, under: .do("x", try #require(unit["x"])))
            let (own, found) = (try #require(unit["y"]), try #require(back["y"]))
            #expect(abs(found / own - 1) < 1e-9)
        }
        let same = try model.counterfactuals(
            of: Self.unit(table, 7), under: ["x": .set(try #require(table["x"]?[7]))])
        #expect(same.allSatisfy { $0.factual == $0.counterfactual })
    }

    /// Skewed noise as well: it is no reason for a link, since it does not hang on the causes.
    @Test("Noise that is added to the number stays so, skewed or not", arguments: 0..<3)
    func additive(kind: Int) throws {
        let noises: [(Double) -> Double] = [
            { 0.5 * $0 }, { -log(max(0.5 * erfc($0 / 2.0.squareRoot()), 1e-12)) }, { exp($0) },
        ]
        for seed in 1...3 as ClosedRange<UInt64> {
            let table = try Self.world(300, seed: seed, trend: { 2 * $0 }, noise: noises[kind]).table
            let fit = try #require(Self.model(table, FittingOptions(draws: 0)).fits["y"])
            #expect(fit.mechanism.link == .identity, "seed \(seed): \(fit.mechanism.link)")
        }
    }

    @Test("Known models with added noise keep it", arguments: SimulatedWorld.allCases)
    func worlds(_ world: SimulatedWorld) throws {
        let model = try FittedCausalModel(
            world.model.graph, fittedTo: world.units(300, seed: 1).table, options: FittingOptions(draws: 0))
        #expect(
            model.fits.values.allSatisfy { $0.mechanism.link == .identity }, "\(model.fits.mapValues(\.mechanism.link))"
        )
    }

    @Test("Shares pass through the logistic, tails on both sides through the hyperbolic sine")
    func families() throws {
        let shares = try Self.world(400, seed: 4, trend: { $0 }, outer: { 1 / (1 + exp(-$0)) }).table
        #expect(try Self.model(shares, FittingOptions(draws: 0)).fits["y"]?.mechanism.link == ScaledLink(.logistic))
        let tails = try Self.world(400, seed: 5, trend: { 1.5 * $0 }, outer: sinh).table
        #expect(try Self.model(tails, FittingOptions(draws: 0)).fits["y"]?.mechanism.link.link == .sinh)
    }

    @Test("Forms that are named are asked for alone; counts and numbers with a mass at 0 have no link")
    func bounds() throws {
        let table = try Self.growth(300, seed: 6).table
        #expect(FittingOptions(forms: [.linear]).links.isEmpty && FittingOptions().links.count == 4)
        let linear = try Self.model(table, FittingOptions(draws: 0, forms: [.linear]))
        #expect(linear.fits["y"]?.mechanism.link == ScaledLink.identity)
        let both = try Self.model(table, FittingOptions(draws: 0, forms: [.linear], links: [.logarithm]))
        #expect(both.fits["y"]?.form == .linear && both.fits["y"]?.mechanism.link == ScaledLink(.exp))
        guard case .numbers(let values)? = table["y"]?.storage else {
            Issue.record("y holds no numbers")
            return
        }
        let counts = try Table(columns: [
            try #require(table["x"]), Column(name: "y", storage: .numbers(values.map { ($0 * 3).rounded() })),
        ])
        #expect(try Self.model(counts, FittingOptions(draws: 0)).fits["y"]?.mechanism.link == ScaledLink.identity)
    }

    /// Of 60 intervals at 90% fewer than 45 hold the truth less than once in 2,000 suites.
    @Test("90% intervals of one unit hold what would have been; those under added noise do not")
    func coverage() throws {
        func hits(_ links: Set<LinkFamily>) throws -> Int {
            try (0..<60).count { sample in
                let train = try Self.growth(150, seed: UInt64(sample)).table
                let asked = try Self.growth(1, seed: UInt64(sample) + 1_000)
                let options = FittingOptions(draws: 100, forms: [.linear], links: links)
                let found = try Self.model(train, options).counterfactuals(
                    of: Self.unit(asked.table, 0), under: Self.change)
                return found.last?.interval?.contains(asked.outcomes[0]) == true
            }
        }
        let (own, additive) = (try hits([.logarithm]), try hits([]))
        #expect(own >= 45 && additive < 40, "\(own), \(additive)")
    }

    @Test("What is left under the link does not hang on the causes; without it, it does, and is told")
    func diagnosis() throws {
        let table = try Self.growth(400, seed: 7).table
        #expect(try !Self.model(table, FittingOptions(draws: 0)).residualTests()[0].isRejected)
        #expect(try Self.model(table, FittingOptions(draws: 0, links: [])).residualTests()[0].isRejected)
        let answer = try FittedCausalModel.answer(
            CausalQuestion("what if x = 1 for row 0"), graph: GraphDocument(reading: "x -> y"), table,
            row: Self.unit(table, 0), options: FittingOptions(draws: 5))
        #expect(answer.method.contains("in the logarithm"))
        #expect(answer.assumptions.contains { $0.contains("the logarithm that noise is added to") })
    }

    @Test("A value that the link gives for no number is refused, or marked among many rows")
    func faults() throws {
        let model = try Self.model(Self.growth(300, seed: 8).table, FittingOptions(draws: 0))
        #expect(throws: EstimationError.self) {
            try model.counterfactuals(of: ["x": .number(0), "y": .number(-1)], under: Self.change)
        }
        let set = try model.counterfactuals(
            of: ["x": .number(0), "y": .number(-1)], under: ["y": .set(.number(2))])
        #expect(set.map(\.counterfactual) == [.number(2)], "what is set needs no noise")
        let rows = try Table(columns: [
            Column(name: "x", storage: .numbers([0, 0.1])), Column(name: "y", storage: .numbers([-1, 1])),
        ])
        let answers = try RowCounterfactuals(model, under: Self.change).answers(for: rows)
        #expect(answers.cautions[0] == "no number for y by its mechanism" && answers.cautions[1].isEmpty)
        #expect(answers.values.last?[0] == .missing && answers.values.last?[1] != .missing)
        #expect(throws: EstimationError.self) {
            try model.counterfactuals(of: ["x": .number(0), "y": .number(1)], under: ["x": .set(.number(1e6))])
        }
    }

    // MARK: Beyond all numbers

    private static let logarithms = FittingOptions(draws: 20, forms: [.linear], links: [.logarithm])

    private static func direct(_ x: Double, _ table: Table) throws -> CausalAnswer {
        try FittedCausalModel.pathEffect(
            CausalQuestion("PSE of x=\(x) vs 0 on y along x -> y"), graph: GraphDocument(reading: "x -> y"), table,
            options: logarithms)
    }

    /// By `y = exp(0.8 x + noise)` the effect of 1 is about 1.4, and that of 2,000 no number.
    @Test("Effects along paths through a link are told with it, and refused beyond all numbers")
    func paths() throws {
        let table = try Self.growth(300, seed: 6).table
        let near = try Self.direct(1, table)
        guard case .number(let value, let interval?) = near.result else {
            Issue.record("\(near.result) is no number with an interval")
            return
        }
        #expect((1...2).contains(value) && interval.lower < value && value < interval.upper)
        #expect(near.assumptions.contains { $0.contains("y it is the logarithm that noise is added to") })
        #expect(!near.cautions.contains { $0.contains("beyond all numbers") })
        #expect(throws: EstimationError.self) { try Self.direct(2_000, table) }
        let lines = try Self.world(300, seed: 6, trend: { 0.8 * $0 }).table
        let far = try Self.direct(2_000, lines)
        #expect(!far.assumptions.contains { $0.contains("logarithm") })
    }

    /// At the greatest number whose effect is one, other models that the data allow have none: their slopes differ.
    @Test("What some of the models that the data allow make no number of leaves an interval, and is told")
    func brink() throws {
        let table = try Self.growth(300, seed: 6).table
        var (known, refused) = (1.0, 2_000.0)
        while refused - known > 1 {
            let middle = ((known + refused) / 2).rounded()
            if (try? Self.direct(middle, table)) == nil { refused = middle } else { known = middle }
        }
        let answer = try Self.direct(known, table)
        guard case .number(let value, let interval?) = answer.result else {
            Issue.record("\(answer.result) is no number with an interval")
            return
        }
        #expect(value.isFinite && interval.upper.isFinite)
        #expect(answer.cautions.contains { $0.contains("beyond all numbers") })
    }

    @Test("Why a mean changed is refused where one mechanism gives no number for the other's causes")
    func attribution() throws {
        let before = try Self.growth(300, seed: 6).table, after = try Self.growth(300, seed: 3).table
        guard case .numbers(let x)? = after["x"]?.storage else {
            Issue.record("x holds no numbers")
            return
        }
        let far = try Table(columns: [
            Column(name: "x", storage: .numbers(x.map { $0 + 2_000 })), try #require(after["y"]),
        ])
        func change(_ after: Table) throws -> Attribution {
            var options = Self.logarithms
            options.draws = 0
            return try FittedCausalModel.attributeChange(
                of: "y", in: CausalGraph("x -> y"), from: before, to: after, samples: 2_000, options: options)
        }
        #expect(try change(after).contributions.allSatisfy { $0.value.isFinite })
        #expect(throws: EstimationError.self) { try change(far) }
        let model = try Self.model(before, Self.logarithms)
        #expect(try model.attributeOutlier(of: ["x": .number(0), "y": .number(9)], on: "y", samples: 200).total > 0)
        #expect(throws: EstimationError.self) {
            try model.attributeOutlier(of: ["x": .number(0), "y": .number(-9)], on: "y", samples: 200)
        }
    }

    /// The entropy of the normal distribution is ½ log(2πe) = 1.419 nats; an estimate of its density from 2,000 numbers
    /// costs a few hundredths more.
    @Test("The density of noise is near the true one, on average and in the tails")
    func density() {
        var generator = SeededGenerator(seed: 9)
        let noise = generator.normals(2_000)
        let densities = NoiseDensity.logDensities(noise)
        let mean = densities.reduce(0, +) / 2_000
        #expect((-1.52 ... -1.38).contains(mean), "\(mean)")
        #expect(NoiseDensity.logDensities(noise + [100]).last.map { $0 > -30 } == true)
    }
}
