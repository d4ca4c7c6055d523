import OtherwiseCore
import OtherwiseSearch
import Testing

@Suite("Plausibility and diversity")
struct PlausibilityTests {
    @Test("The density sums to one over the categories and integrates to one over a number")
    func density() throws {
        let schema = try Schema(features: [
            Feature(name: "x", domain: .numeric(range: 0...1, step: nil)),
            Feature(name: "c", domain: .categorical(categories: ["a", "b", "c"], isOrdered: false)),
        ])
        let space = MixedSpace(schema: schema, statistics: [:])
        let rows: [[Value]] = (0..<40).map { [.number(0.3 + Double($0 % 20) / 50), .category($0 < 30 ? "a" : "b")] }
        let density = try #require(KernelDensity(rows.map(space.point), space: space))
        let step = 1 / 400.0
        var mass = 0.0
        for category in ["a", "b", "c"] {
            for place in stride(from: -0.5, to: 1.5, by: step) {
                mass +=
                    step * Self.exponential(density.logDensity(at: space.point([.number(place), .category(category)])))
            }
        }
        // The rest lies outside of the interval; the rule of rectangles errs by less than (step / h)² / 12.
        #expect(density.bandwidth <= 0.25)
        #expect(abs(mass - 1) < 0.02)
        let (inside, outside) = ([Value.number(0.5), .category("a")], [Value.number(0.95), .category("c")])
        #expect(density.logDensity(at: space.point(inside)) > density.logDensity(at: space.point(outside)) + 2)
    }

    private static func exponential(_ x: Double) -> Double {
        var (term, sum) = (1.0, 1.0)
        for order in 1..<60 {
            term *= x / 16 / Double(order)
            sum += term
        }
        return (0..<4).reduce(sum) { power, _ in power * power }
    }

    @Test("A row among its like is more plausible than one far out, by every measure")
    func gauge() async throws {
        let fixture = try QualityFixture()
        let gauge = PlausibilityGauge(try Self.reference(fixture), seed: 1)
        let inside: [Value] = [.number(45), .number(1300), .category("green"), .category("old")]
        let outside: [Value] = [.number(95), .number(200), .category("blue"), .category("old")]
        let near = try #require(try await gauge.plausibility(of: inside, for: .outcome("yes")))
        let far = try #require(try await gauge.plausibility(of: outside, for: .outcome("yes")))
        #expect(try #require(near.neighbourDistance) < #require(far.neighbourDistance))
        #expect(try #require(near.localOutlierFactor) < #require(far.localOutlierFactor))
        #expect(near.isolation < far.isolation)
        #expect(near.isolationRank > far.isolationRank)
        #expect(try #require(near.logDensity) > #require(far.logDensity))
    }

    @Test("Where no row is of the wanted outcome, or there is no row, nothing is said of it")
    func absent() async throws {
        let fixture = try QualityFixture()
        let never = try await PlausibilityGauge(Self.reference(fixture, threshold: 1e9), seed: 1)
            .plausibility(of: fixture.queries[0], for: .outcome("yes"))
        #expect(never?.neighbourDistance == nil)
        #expect(never?.logDensity == nil)
        #expect(never?.localOutlierFactor != nil)
        let empty = try ReferenceRows(
            Table(columns: []), model: IncomeModel(threshold: 0), schema: fixture.schema, statistics: [:])
        let nothing = try await PlausibilityGauge(empty, seed: 1).plausibility(
            of: fixture.queries[0], for: .outcome("yes"))
        #expect(nothing == nil)
    }

    @Test("The reference is scored once, and only when asked")
    func scoring() async throws {
        let reference = try Self.reference(QualityFixture())
        #expect(reference.scoredCount == 0)
        let places = try await reference.places(reaching: .outcome("yes"))
        #expect(reference.scoredCount == 120)
        #expect(!places.isEmpty && places.count < 120)
        #expect(try await reference.places(reaching: .not("yes")).count == 120 - places.count)
    }

    @Test("Diversity is Gower's distance between the pairs")
    func diversity() throws {
        let fixture = try QualityFixture()
        let space = fixture.space
        let rows: [[Value]] = [
            [.number(40), .number(1000), .category("blue"), .category("new")],
            [.number(40), .number(1000), .category("red"), .category("new")],
            [.number(40), .number(1000), .category("red"), .category("old")],
        ]
        let diversity = try #require(Diversity(rows, in: space))
        #expect(diversity.least == 0.25)
        #expect(abs(diversity.mean - (0.25 + 0.5 + 0.25) / 3) < 1e-15)
        #expect(Diversity([rows[0]], in: space) == nil)
    }

    private static func reference(_ fixture: QualityFixture, threshold: Double = 1150) throws -> ReferenceRows {
        let rows = try fixture.reference.map { try Row(schema: fixture.schema, values: $0) }
        return ReferenceRows(
            try Table(rows, schema: fixture.schema), model: IncomeModel(threshold: threshold), schema: fixture.schema,
            statistics: [:])
    }
}

/// Says yes to incomes above a threshold.
struct IncomeModel: Model {
    let threshold: Double

    var identity: ModelIdentity { ModelIdentity(name: "income", digest: nil) }
    var output: ModelOutput { .classes(["no", "yes"]) }

    func predict(_ table: Table) -> Predictions {
        let labels = (0..<table.count).map { (table["income"]?[$0].number ?? 0) > threshold ? 1 : 0 }
        return Predictions(output: output, labels: labels, scores: labels.flatMap { [1 - Double($0), Double($0)] })
    }
}
