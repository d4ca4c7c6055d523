import OtherwiseCausal
import OtherwiseCore
import OtherwiseNumerics
import OtherwiseTesting
import Testing

@testable import OtherwiseEstimation

@Suite("Attribution")
struct AttributionTests {
    @Test("Shapley values: a known game, exactly and by sampling")
    func shapley() {
        // The glove game: player 0 has a left glove, 1 and 2 have right ones; a pair is worth 1.
        let worth: ([Bool]) -> Double = { $0[0] && ($0[1] || $0[2]) ? 1 : 0 }
        let exact = ShapleyValues(exactly: 3, worth)
        for (value, expected) in zip(exact.values, [2 / 3.0, 1 / 6.0, 1 / 6.0]) {
            #expect(abs(value - expected) < 1e-12)
        }
        var generator = SeededGenerator(seed: 1)
        let sampled = ShapleyValues(sampling: 3, orders: 2_000, using: &generator, worth)
        for (place, value) in sampled.values.enumerated() {
            #expect(abs(value - exact.values[place]) < 4 * sampled.standardErrors[place] + 1e-9)
        }
        #expect(abs(sampled.values.reduce(0, +) - 1) < 1e-9)
    }

    @Test("An outlier is laid to the mechanism that made it")
    func outlier() throws {
        let world = SimulatedWorld.lines
        let model = try FittedCausalModel(
            world.model.graph, fittedTo: world.units(300, seed: 1).table,
            options: FittingOptions(draws: 0, forms: [.linear]))
        // x is 6 above what z makes it; all else is as usual.
        let unit: [String: Value] = ["z": .number(0), "x": .number(6), "m": .number(9), "y": .number(24)]
        let found = try model.attributeOutlier(of: unit, on: "y")
        let largest = try #require(found.contributions.max { $0.value < $1.value })
        #expect(largest.variable == "x" && largest.value > 0.8 * found.total)
        #expect(found.total > 5)
        #expect(throws: EstimationError.missing("m")) {
            try model.attributeOutlier(of: ["z": .number(0), "x": .number(1)], on: "y")
        }
    }

    @Test("A change of the mean is laid to the mechanism that changed, and sums to the change")
    func change() throws {
        func table(_ slope: Double, seed: UInt64) throws -> Table {
            var generator = SeededGenerator(seed: seed)
            let x = generator.normals(2_000).map { $0 + 1 }
            let m = zip(x, generator.normals(2_000)).map { slope * $0 + 0.3 * $1 }
            let y = zip(m, generator.normals(2_000)).map { $0 + 0.3 * $1 }
            return try Table(
                columns: [("x", x), ("m", m), ("y", y)].map { Column(name: $0.0, storage: .numbers($0.1)) })
        }
        let graph = try CausalGraph("x -> m -> y")
        let found = try FittedCausalModel.attributeChange(
            of: "y", in: graph, from: table(1, seed: 1), to: table(2, seed: 2),
            options: FittingOptions(draws: 0, forms: [.linear]))
        let shares = Dictionary(uniqueKeysWithValues: found.contributions.map { ($0.variable, $0.value) })
        // The slope of m changes from 1 to 2 where x is 1 on average; standard errors of means are about 0.05.
        #expect(abs((shares["m"] ?? 0) - 1) < 0.2 && abs(shares["x"] ?? 1) < 0.2 && abs(shares["y"] ?? 1) < 0.1)
        #expect(abs(found.total - 1) < 0.2)
    }
}

@Suite("Paths and fairness")
struct PathTests {
    @Test("Effects along paths add up to what their coefficients make")
    func paths() throws {
        // x -> m -> y by 1.5 × 2, x -> y by 1.
        let model = try SimulatedWorld.lines.model
        let all = Set(model.graph.edges)
        func effect(_ edges: Set<CausalEdge>) throws -> Double {
            try model.pathSpecificEffect(of: "x", 1, against: 0, on: "y", along: edges, samples: 500).value
        }
        #expect(abs(try effect(all) - 4) < 1e-9)
        #expect(abs(try effect([.directed("x", "y")]) - 1) < 1e-9)
        #expect(abs(try effect([.directed("x", "m"), .directed("m", "y")]) - 3) < 1e-9)
        #expect(try effect([.directed("x", "m")]) == 0)
        #expect(throws: CausalModelError.self) {
            try model.pathSpecificEffect(of: "q", 1, against: 0, on: "y", along: all)
        }
    }

    /// By definition 3, where z stands between the mediators: its own x stays 0, and m2 is as if it had not. Standard errors
    /// of coefficients are about 0.02.
    @Test("What goes through mediators is as they would be with the treatment, whatever stands between them")
    func between() throws {
        var generator = SeededGenerator(seed: 3)
        func noisy(_ values: [Double]) -> [Double] { zip(values, generator.normals(2_000)).map { $0 + 0.3 * $1 } }
        func sum(_ one: [Double], _ other: [Double]) -> [Double] { zip(one, other).map(+) }
        let x = generator.normals(2_000), m1 = noisy(x), z = noisy(sum(x, m1)), m2 = noisy(z), y = noisy(sum(z, m2))
        let table = try Table(
            columns: [("x", x), ("m1", m1), ("z", z), ("m2", m2), ("y", y)].map {
                Column(name: $0.0, storage: .numbers($0.1))
            })
        func effect(_ kind: String) throws -> Double {
            let answer = try FittedCausalModel.pathEffect(
                CausalQuestion("\(kind) of x=1 vs 0 on y through m1, m2"),
                graph: GraphDocument(reading: "x -> m1 -> z -> m2 -> y; x -> z; z -> y"), table,
                options: FittingOptions(draws: 0, forms: [.linear]))
            guard case .number(let value, _) = answer.result else { return .nan }
            return value
        }
        let (indirect, direct) = (try effect("NIE"), try effect("NDE"))
        #expect(abs(indirect - 3) < 0.4 && abs(direct - 1) < 0.4, "\(indirect) \(direct)")
    }

    @Test("A treatment of levels that has causes is set, so its mechanism is not asked for")
    func levelsOfTreatment() throws {
        let units = try SimulatedWorld.lines.units(400, seed: 1).table
        guard case .numbers(let x)? = units["x"]?.storage, case .numbers(let y)? = units["y"]?.storage else {
            Issue.record("x and y hold no numbers")
            return
        }
        let table = try Table(columns: [
            Column(name: "c", storage: .numbers(x)),
            Column(
                name: "t", storage: .numbers(x.indices.map { (Int((x[$0] * 1_000).rounded()) + $0) % 2 == 0 ? 1 : 0 })),
            Column(name: "y", storage: .numbers(y)),
        ])
        let answer = try FittedCausalModel.pathEffect(
            CausalQuestion("PSE of t=1 vs 0 on y along t -> y"), graph: GraphDocument(reading: "c -> t -> y; c -> y"),
            table, options: FittingOptions(draws: 5, forms: [.linear]))
        guard case .number(let value, _) = answer.result else {
            Issue.record("\(answer.result) is no number")
            return
        }
        #expect(value.isFinite)
        #expect(throws: EstimationError.self) {
            try FittedCausalModel.pathEffect(
                CausalQuestion("PSE of t=1 vs 0 on y along t -> y"),
                graph: GraphDocument(reading: "c -> t -> y; t <-> y"),
                table, options: FittingOptions(draws: 0, forms: [.linear]))
        }
    }

    @Test("A predictor that uses what an attribute changes is unfair; one that uses the rest is not")
    func fairness() throws {
        let table = try SimulatedWorld.lines.units(400, seed: 1).table
        let model = try FittedCausalModel(
            SimulatedWorld.lines.model.graph, fittedTo: table, options: FittingOptions(draws: 0, forms: [.linear]))
        func ask(_ name: String) throws -> CounterfactualFairness {
            try model.fairness(
                of: { table in (0..<table.count).map { table[name]?[$0].number ?? 0 } }, to: "x", being: .number(0.5),
                in: table)
        }
        #expect(try ask("z").changedShare == 0)
        let found = try ask("m")
        #expect(found.changedShare == 1 && found.units == 400 && found.meanAbsoluteChange > 0.5)
    }
}
