import OtherwiseCore
import OtherwiseNumerics
import OtherwiseSearch

/// A question about four features to a model that can be asked about every point.
struct SmallQuestion {
    let model: WeighingModel
    let schema: Schema
    let reference: ReferenceRows
    let query: Query

    /// - Parameter seed: Draws the weights, the limits and the row.
    init(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let weights = (0..<6).map { _ in Double.random(in: -1...1, using: &generator) }
        let model = WeighingModel(weights: weights, threshold: 0.7)
        let schema = try Schema(
            features: [
                Feature(name: "a", domain: .numeric(range: 0...10, step: 1)),
                Feature(name: "b", domain: .numeric(range: 0...10, step: 1), mutability: .increaseOnly),
                Feature(name: "c", domain: .categorical(categories: ["x", "y", "z"], isOrdered: false)),
                Feature(
                    name: "d", domain: .categorical(categories: ["p", "q"], isOrdered: false), mutability: .immutable),
            ],
            constraints: [
                .linear(coefficients: ["a": 1, "b": 1], range: 0...14),
                .implication(Condition(feature: "c", .changes), Condition(feature: "b", .rises)),
            ])
        self.model = model
        self.schema = schema
        let rows = try (0..<200).map { _ in try Self.row(schema, &generator) }
        reference = ReferenceRows(
            try Table(rows, schema: schema), model: model, schema: schema, statistics: [:])
        let goal = Goal.outcome("yes")
        let refused = rows.first { model.predict([$0])[0].outcome != .category("yes") } ?? rows[0]
        query = Query(
            factual: refused, goal: goal, measure: CostMeasure(.l1(), schema: schema), margin: 0, statistics: [:]
        ) { _ in false }
    }

    private static func row(_ schema: Schema, _ generator: inout SeededGenerator) throws -> Row {
        try Row(
            schema: schema,
            values: [
                .number(Double(Int.random(in: 0...7, using: &generator))),
                .number(Double(Int.random(in: 0...7, using: &generator))),
                .category(["x", "y", "z"].randomElement(using: &generator) ?? "x"),
                .category(["p", "q"].randomElement(using: &generator) ?? "p"),
            ])
    }

    /// Whether `values` reach the goal and keep every limit, each checked anew.
    func isAnswer(_ values: [Value]) throws -> Bool {
        let row = try Row(schema: schema, values: values)
        return model.predict([row])[0].outcome == .category("yes")
            && zip(schema.features, zip(values, query.factual.values)).allSatisfy { $0.permits($1.0, from: $1.1) }
            && schema.constraints.allSatisfy { $0.holds(for: row, from: query.factual) }
    }

    /// The least cost of an answer, by trying every point; `nil` when there is none.
    func leastCost() throws -> Double? {
        var least: Double?
        for a in 0...10 {
            for b in 0...10 {
                for c in ["x", "y", "z"] {
                    let values: [Value] = [
                        .number(Double(a)), .number(Double(b)), .category(c), query.factual.values[3],
                    ]
                    guard try isAnswer(values) else { continue }
                    let row = try Row(schema: schema, values: values)
                    least = min(least ?? .infinity, query.measure.breakdown(from: query.factual, to: row).total)
                }
            }
        }
        return least
    }

    var strategies: [any Strategy] {
        InstanceReward.allCases.map { InstanceStrategy(reference, reward: $0, seed: 1) }
            + [GreedyStrategy(model), RandomStrategy(model, seed: 1)]
    }
}

/// Says yes where a logistic score of the features is at least a threshold; NaN instead of a score where asked to.
struct WeighingModel: Model {
    let weights: [Double]
    let threshold: Double
    var isSilent = false

    var identity: ModelIdentity { ModelIdentity(name: "weighing", digest: nil) }
    var output: ModelOutput { .classes(["no", "yes"]) }

    func predict(_ table: Table) throws -> Predictions { predict((0..<table.count).map { table.values(at: $0) }) }

    func predict(_ rows: [Row]) -> Predictions { predict(rows.map(\.values)) }

    private func predict(_ rows: [[Value]]) -> Predictions {
        let scores = rows.map(score)
        return Predictions(
            output: output, labels: scores.map { $0 >= threshold ? 1 : 0 }, scores: scores.flatMap { [1 - $0, $0] })
    }

    /// Rational, so that no library is needed: half at a sum of 0, and growing.
    private func score(_ values: [Value]) -> Double {
        guard !isSilent else { return .nan }
        var sum = weights[0] * (values[0].number ?? 0) / 5 + weights[1] * (values[1].number ?? 0) / 5 - weights[2]
        if values[2] == .category("y") { sum += weights[3] }
        if values[2] == .category("z") { sum += weights[4] }
        if values[3] == .category("q") { sum += weights[5] }
        return 0.5 + sum / (2 * (1 + abs(sum)))
    }
}
