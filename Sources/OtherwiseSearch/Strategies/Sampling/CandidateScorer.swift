import OtherwiseCore
import OtherwiseModels

/// A row under consideration, and what the model says of it.
struct Candidate: Sendable, Hashable {
    let values: [Value]
    /// What changing to it costs, as reported.
    let cost: Double
    /// How far it is from the goal, in units of the factual's distance: 1 there, 0 at the goal; infinite for no score.
    let distance: Double
    /// How much it breaks the constraints between features and the limit of plausibility: for each up to 1; 0 where all
    /// hold.
    let broken: Double
    /// Whether the model says that it reaches the goal.
    let isReached: Bool
    /// The share of the model's trust that the goal has, 0...1.
    let share: Double

    /// Whether it reaches the goal and breaks nothing.
    var isAnswer: Bool { isReached && broken == 0 }
    /// What is still to be done; 0 for an answer. A broken constraint counts less than the goal: a step towards it may
    /// break what the next one mends.
    var deficit: Double { (isReached ? 0 : max(distance, 1e-9)) + 0.1 * broken }
}

/// Puts candidates of one query to the model, within a budget, and keeps count.
struct CandidateScorer {
    let query: Query
    private let model: any Model
    private let limit: Int
    private let deadline: ContinuousClock.Instant?
    /// The factual's distance from the goal.
    let unit: Double
    /// The number of rows scored.
    private(set) var rowCount = 0
    /// The number of those that the model had no score for.
    private(set) var unscoredCount = 0
    /// What the model failed of in the middle of the search, which ends with what it has.
    private(set) var failure: ModelError?

    /// - Parameter prediction: The model's word on the factual.
    init(_ model: any Model, query: Query, budget: SearchBudget) async throws {
        let deadline = budget.time.map { ContinuousClock.now + $0 }
        self.query = query
        self.model = query.model(of: model.answering(until: deadline))
        self.deadline = deadline
        limit = budget.modelRows ?? .max
        let schema = query.factual.schema
        let prediction = try await query.model(of: model).predict(Table([query.factual], schema: schema))[0]
        unit = max(-query.goal.nearness(of: prediction), 1e-9)
        rowCount = 1
    }

    /// Whether the budget is spent.
    var isSpent: Bool {
        rowCount >= limit || failure != nil || deadline.map { $0 < .now } ?? false || Task.isCancelled
    }

    /// When half of the time that is left is over; `nil` for no limit.
    var halfway: ContinuousClock.Instant? {
        let now = ContinuousClock.now
        return deadline.map { now + max(now.duration(to: $0), .zero) / 2 }
    }

    /// The candidates scored, in order; fewer when the budget ends.
    mutating func scored(_ rows: [[Value]]) async throws -> [Candidate] {
        guard !rows.isEmpty, !isSpent else { return [] }
        let affordable = Array(rows.prefix(limit - rowCount))
        let schema = query.factual.schema
        let table = try Table(affordable.map { try Row(schema: schema, values: $0) }, schema: schema)
        guard let predictions = try await predictions(about: table) else { return [] }
        rowCount += affordable.count
        let candidates = affordable.enumerated().map { candidate($1, predictions[$0]) }
        unscoredCount += candidates.count { $0.distance == .infinity }
        return candidates
    }

    /// What the model says; `nil` where the search ends, with what it has, in the middle of the question.
    private mutating func predictions(about table: Table) async throws -> Predictions? {
        do { return try await model.predict(table) } catch is CancellationError { return nil } catch let error
            as ModelError
        {
            failure = error
            return nil
        }
    }

    /// The one candidate; `nil` when the budget is spent.
    mutating func scored(_ row: [Value]) async throws -> Candidate? { try await scored([row]).first }

    private func candidate(_ values: [Value], _ prediction: Prediction) -> Candidate {
        let nearness = query.goal.nearness(of: prediction)
        return Candidate(
            values: values, cost: query.cost(of: values), distance: max(-nearness, 0) / unit,
            broken: query.violation(of: values), isReached: query.goal.isReached(by: prediction),
            share: query.goal.share(of: prediction))
    }
}

extension Query {
    /// How much `values`, and what follows from them, break the constraints between features and the limit of
    /// plausibility: for each from a half to 1, and 1 for each feature that follows to where it may not be; 0 where all hold.
    func violation(of set: [Value]) -> Double {
        let values = settled(set)
        let strangeness = (plausible?.violation(of: values) ?? 0) + Double(factual.strays(set, settled: values).count)
        let constraints = factual.schema.constraints
        guard !constraints.isEmpty, let row = try? Row(schema: factual.schema, values: values) else {
            return strangeness
        }
        let excesses = constraints.compactMap { $0.excess(of: row, from: factual) }
        return excesses.reduce(strangeness) { $0 + 0.5 + 0.5 * min($1.distance / $1.size, 1) }
    }
}

extension Goal {
    /// How near a prediction is to the goal: at least 0 where its scores reach it, the greater the better; −∞ for NaN.
    ///
    /// For classes the lead of the wanted one over the next; for numbers minus the distance to the range.
    func nearness(of prediction: Prediction) -> Double {
        let nearness =
            switch self {
            case .outcome(let label): prediction.lead(of: label)
            case .not(let label): -prediction.lead(of: label)
            case .probable(let label, let floor):
                min(prediction.lead(of: label), (prediction.scores[label] ?? 0) - floor)
            case .within(let range):
                prediction.outcome.number.map { min(0, $0 - range.lowerBound, range.upperBound - $0) } ?? .nan
            }
        return nearness.isNaN ? -.infinity : nearness
    }
}

extension Prediction {
    /// The score of a class less the highest of the others; ±1 where the model gives no scores.
    fileprivate func lead(of label: String) -> Double {
        guard let own = scores[label] else { return outcome == .category(label) ? 1 : -1 }
        let others = scores.filter { $0.key != label }.values
        guard let best = others.max() else { return own }
        return scores.values.contains(where: \.isNaN) ? .nan : own - best
    }
}
