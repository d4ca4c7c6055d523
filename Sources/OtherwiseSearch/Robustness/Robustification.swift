package import OtherwiseCore

/// Moves an answer just far enough that it stays one when the model is trained anew.
package struct Robustification: Sendable {
    let model: any Model
    let query: Query
    package let settings: RobustSettings
    let probe: StabilityProbe

    /// What came of moving an answer.
    package struct Outcome: Sendable, Hashable {
        package var values: [Value]
        package var stability: Stability
        /// Whether the stability, less two standard errors, is at least the threshold.
        package var isReached: Bool
        /// The number of steps, or of rows of data looked at.
        package var steps: Int
        /// The number of rows that the model was asked to score.
        package var modelRows: Int
    }

    /// - Throws: `RobustnessError` for settings under which nothing can be measured.
    package init(_ model: any Model, query: Query, settings: RobustSettings) throws(RobustnessError) {
        self.model = model
        self.query = query
        self.settings = settings
        probe = try StabilityProbe(model, query: query, settings: settings)
    }

    /// The positions of the features that an answer changes.
    package func changed(_ values: [Value]) -> Set<Int> { Set(query.changed(values)) }

    /// The form that suits a model: relaxed where there is a gradient of probabilities to follow.
    ///
    /// - Parameter smooth: The model with its gradients; `nil` where it has none.
    package func form(for smooth: (any DifferentiableModel)?) async throws -> StabilityForm {
        let gradient = smooth.map { GoalGradient($0, goal: query.goal) }
        guard let gradient, gradient.isOfClass else { return .meanMinusDeviation }
        let values = query.factual.values
        let score = try await gradient.scores(
            of: [values], in: NumberSpace(query, base: values), schema: query.factual.schema
        ).values[0]
        return (0...1).contains(score) ? .relaxed : .meanMinusDeviation
    }

    /// An answer as it is, measured where it leads with all that follows from it.
    ///
    /// - Parameter smooth: The model with its gradients, on which the guarantee rests; `nil` where it has none.
    package func unmoved(
        _ values: [Value], _ form: StabilityForm, of smooth: (any DifferentiableModel)? = nil
    ) async throws -> Outcome {
        let settled = query.settled(values)
        var scores = try await probe.scores(around: settled, stream: -1)
        if form == .relaxed, let smooth {
            scores.knownSlope = try await probe.slope(of: smooth, around: settled, stream: -1)
        }
        return Outcome(
            values: values, stability: scores.stability(form), isReached: isEnough(scores, form), steps: 0,
            modelRows: probe.rowCount)
    }

    /// Two standard errors are taken off, so that a stability that is measured again seldom falls below.
    func isEnough(_ scores: NeighbourhoodScores, _ form: StabilityForm) -> Bool {
        let estimate = scores.estimate(form)
        return estimate.value - 2 * estimate.standardError >= settings.threshold
    }

    /// Whether values reach the goal and break no limit.
    func isAnswer(_ values: [Value]) async throws -> Bool {
        let schema = query.factual.schema
        let isPermitted = schema.features.indices.allSatisfy {
            schema.features[$0].permits(values[$0], from: query.factual.values[$0])
        }
        guard isPermitted else { return false }
        let prediction = try await model.predict(Table([Row(schema: schema, values: values)], schema: schema))[0]
        return query.goal.isReached(by: prediction) && query.violation(of: values) == 0
    }
}
