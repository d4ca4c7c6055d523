import OtherwiseCore
import OtherwiseModels
import OtherwiseNumerics
import OtherwiseSearch
import Testing

@Suite("Answers that must be plausible")
struct PlausibilityLimitTests {
    private let toy = ToyQuestion()

    @Test("A model joined with a forest gives its own scores and the forest's paths")
    func joined() throws {
        let forest = toy.forest(seed: 1)
        let joined = toy.box.joined(with: forest).ensemble
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<300 {
            let values = toy.randomValues(using: &generator)
            let scores = joined.scores(at: toy.cells(of: values, in: joined))
            #expect(scores[0] == toy.box.ensemble.scores(at: toy.cells(of: values, in: toy.box.ensemble))[0])
            // The same 10 terms in the same order, each divided before rather than after: 10 roundings of 2^−52.
            #expect(abs(scores[1] - forest.paths(to: [forest.encoded(values)])[0]) < 1e-12)
        }
    }

    @Test("The exact answer is the cheapest of all plausible rows, by enumeration", arguments: 0..<4 as Range<UInt64>)
    func exact(seed: UInt64) throws {
        let limit = toy.limit(seed: seed)
        let result = try EnsembleStrategy(toy.box, plausible: limit).answers(
            to: toy.query, count: 1, budget: SearchBudget())
        let costs = toy.allValues.filter { limit.permits($0) && toy.reachesGoal($0) }.map(toy.cost)
        guard let least = costs.min() else {
            #expect(result.answers.isEmpty && result.status == .infeasible)
            return
        }
        let answer = try #require(result.answers.first)
        #expect(answer.certificate.kind == .optimal)
        #expect(limit.permits(answer.values) && toy.reachesGoal(answer.values))
        #expect(abs(toy.cost(answer.values) - least) < 1e-9)
    }

    @Test("Without the limit the cheapest answer is cheaper, and not plausible")
    func control() throws {
        let limit = toy.limit(seed: 0)
        func cheapest(_ limit: PlausibilityLimit?) throws -> [Value]? {
            try EnsembleStrategy(toy.box, plausible: limit).answers(to: toy.query, count: 1, budget: SearchBudget())
                .answers.first?.values
        }
        let (plain, plausible) = (try #require(try cheapest(nil)), try #require(try cheapest(limit)))
        #expect(!limit.permits(plain))
        #expect(toy.cost(plain) < toy.cost(plausible))
    }

    @Test("What no row can be is proved impossible")
    func impossible() throws {
        let limit = PlausibilityLimit(forest: toy.forest(seed: 0), isolation: 0.01)
        let result = try EnsembleStrategy(toy.box, plausible: limit).answers(
            to: toy.query, count: 1, budget: SearchBudget())
        #expect(result.answers.isEmpty && result.status == .infeasible)
    }

    @Test("Searches without proofs keep the limit too")
    func search() async throws {
        let reference = toy.reference(seed: 0)
        let limit = try PlausibilityGauge(reference, seed: 0).limit(share: 0.5)
        var query = toy.query
        query.plausible = limit
        let strategies: [any Strategy] = [
            GreedyStrategy(toy), RandomStrategy(toy, seed: 1), InstanceStrategy(reference, reward: .proximity, seed: 1),
            GeneticStrategy(reference, options: GeneticOptions(population: 20, generations: 10), seed: 1),
        ]
        var found = 0
        for strategy in strategies {
            let result = try await strategy.answers(to: query, count: 3, budget: SearchBudget())
            #expect(result.answers.allSatisfy { limit.permits($0.values) }, "\(strategy.name)")
            found += result.answers.isEmpty ? 0 : 1
        }
        // One that replaces greedily may end where nothing ordinary is near.
        #expect(found >= strategies.count - 1)
    }

    @Test("A limit that means nothing is refused", arguments: [-0.1, 1.1, .nan, .infinity])
    func shares(_ share: Double) {
        #expect(throws: PlausibilityError.self) {
            try PlausibilityGauge(toy.reference(seed: 0), seed: 0).limit(share: share)
        }
    }

    @Test("Rows that are all alike give no measure", arguments: [1, 20])
    func alike(count: Int) {
        let reference = toy.reference([[Value]](repeating: toy.query.factual.values, count: count))
        #expect(throws: PlausibilityError.self) { try PlausibilityGauge(reference, seed: 0).limit(share: 0.5) }
    }

    @Test("A share of 0 permits every row, and of 1 those like the most ordinary one alone")
    func extremes() throws {
        let reference = toy.reference(seed: 0)
        let gauge = PlausibilityGauge(reference, seed: 0)
        let (none, all) = (try gauge.limit(share: 0), try gauge.limit(share: 1))
        #expect(toy.allValues.allSatisfy(none.permits))
        #expect((1..<reference.rows.count / 2).contains(reference.rows.count(where: all.permits)))
    }
}

/// Two numbers and a choice; the score is that of two small trees. The rows of the data lie where x and y are alike.
private struct ToyQuestion: Model {
    let schema: Schema
    let query: Query
    let box: WhiteBox

    init() {
        let grid = Domain.numeric(range: 0...1, step: 0.05)
        let features = [
            Feature(name: "x", domain: grid, scale: 1), Feature(name: "y", domain: grid, scale: 1),
            Feature(name: "c", domain: .categorical(categories: ["a", "b", "d"], isOrdered: false)),
        ]
        guard let schema = try? Schema(features: features),
            let row = try? Row(schema: schema, values: [.number(0.2), .number(0.2), .category("a")])
        else { preconditionFailure("the schema of the test is sound") }
        self.schema = schema
        let statistics = ["x": FeatureStatistics([0, 1]), "y": FeatureStatistics([0, 1])].compactMapValues(\.self)
        query = Query(
            factual: row, goal: .within(0.9...(.infinity)), measure: CostMeasure(.l1(), schema: schema), margin: 0,
            statistics: statistics
        ) { Self.score($0) >= 0.9 }
        typealias Node = FeatureEnsemble.Node
        let nodes = [
            Node(axis: 0, test: 0, left: 1, right: 2, missingGoesLeft: true), .leaf(0),
            Node(axis: 0, test: 1, left: 3, right: 4, missingGoesLeft: true), .leaf(1), .leaf(2),
            Node(axis: 2, test: -1, left: 6, right: 7, missingGoesLeft: false), .leaf(3), .leaf(4),
        ]
        let ensemble = FeatureEnsemble(
            axes: [.ordered(cuts: [0.52, 0.77]), .ordered(cuts: [0.3]), .categorical(count: 3)], nodes: nodes,
            roots: [0, 5], sets: [CellSet([1, 3], count: 4)], leafValues: [0, 0.6, 1, 0.3, 0], outputs: 1, base: [0])
        box = WhiteBox(
            ensemble: ensemble,
            head: ScoreHead(decision: .values, postTransform: .none, scoresAreDirect: true, outputs: 1),
            cellValues: [[], [], ["a", "b", "d"].map(Value.category)])
    }

    static func score(_ values: [Value]) -> Double {
        let x = Float(values[0].number ?? 0)
        let own = x <= 0.52 ? 0 : x <= 0.77 ? 0.6 : 1
        return own + (values[2] == .category("b") || values[2] == .missing ? 0.3 : 0)
    }

    // MARK: The model

    var identity: ModelIdentity { ModelIdentity(name: "toy", digest: nil) }
    var output: ModelOutput { .number }

    func predict(_ table: Table) -> Predictions {
        Predictions(output: .number, labels: [], scores: (0..<table.count).map { Self.score(table.values(at: $0)) })
    }

    // MARK: Rows

    func reachesGoal(_ values: [Value]) -> Bool { Self.score(values) >= 0.9 }

    func cost(_ values: [Value]) -> Double {
        (try? Row(schema: schema, values: values)).map { query.measure.breakdown(from: query.factual, to: $0).total }
            ?? .infinity
    }

    var allValues: [[Value]] {
        let grid = (0...20).map { Value.number(Double($0) / 20) }
        return grid.flatMap { x in
            grid.flatMap { y in ["a", "b", "d"].map { [x, y, .category($0)] } }
        }
    }

    func randomValues(using generator: inout SeededGenerator) -> [Value] {
        let numbers: [Value] = (0..<2).map { _ in
            Int.random(in: 0..<8, using: &generator) == 0
                ? .missing : .number(.random(in: -0.1...1.1, using: &generator))
        }
        return numbers + [
            [.category("a"), .category("b"), .category("d"), .missing][Int.random(in: 0..<4, using: &generator)]
        ]
    }

    func cells(of values: [Value], in ensemble: FeatureEnsemble) -> [Int] {
        zip(values, ensemble.axes).map { value, axis in
            guard case .ordered = axis else {
                return ["a", "b", "d"].firstIndex { value == .category($0) } ?? axis.missingCell
            }
            return value.number.map { axis.cell(of: Float($0)) } ?? axis.missingCell
        }
    }

    private func rows(seed: UInt64) -> [[Value]] {
        var generator = SeededGenerator(seed: seed)
        return (0..<200).map { _ in
            let x = Double.random(in: 0...1, using: &generator)
            let y = min(max(x + .random(in: -0.1...0.1, using: &generator), 0), 1)
            return [.number(x), .number(y), .category(Int.random(in: 0..<10, using: &generator) == 0 ? "b" : "a")]
        }
    }

    func forest(seed: UInt64) -> IsolationForest {
        IsolationForest(rows(seed: seed), schema: schema, treeCount: 10, sampleSize: 32, seed: seed)
    }

    /// Half of the rows keep it.
    func limit(seed: UInt64) -> PlausibilityLimit {
        let forest = forest(seed: seed)
        let scores = forest.scores(of: rows(seed: seed)).sorted()
        return PlausibilityLimit(forest: forest, isolation: scores[scores.count / 2])
    }

    func reference(seed: UInt64) -> ReferenceRows { reference(rows(seed: seed)) }

    func reference(_ rows: [[Value]]) -> ReferenceRows {
        let table = try? Table(rows.map { try Row(schema: schema, values: $0) }, schema: schema)
        guard let table else { preconditionFailure("the rows of the test are sound") }
        return ReferenceRows(table, model: self, schema: schema, statistics: query.statistics)
    }
}
