import Otherwise

/// Puts requests to the library; what does not depend on the request is made once.
struct Asker {
    private let model: any Model
    private let schema: Schema
    private let reference: Table
    private let settings: Explainer.Settings
    private let goal: Goal
    private let keepsFront: Bool
    /// For requests without limits.
    private let free: Explainer

    init(_ options: SearchBenchmark, _ task: DecisionTask) async throws {
        (model, settings) = (task.model, options.settings)
        goal = options.probability.map { .probable(options.want, atLeast: $0) } ?? .outcome(options.want)
        keepsFront = options.front
        schema = try task.schema.withoutSteps()
        reference = try options.reference.map(task.reference) ?? task.profile.sample
        free = try await Explainer(model: model, schema: schema, reference: reference, settings: settings)
    }

    func answer(_ request: Request) async throws -> Answer {
        let explainer = request.hasLimits ? try await limited(request) : free
        let row = try request.row(of: explainer.schema)
        let watch = Stopwatch()
        if keepsFront {
            let search = try await explainer.explainKeepingSearch(row, number: request.id, to: goal).search
            return Answer(search, schema, id: request.id, time: watch.read())
        }
        let explanation = try await explainer.explain(row, number: request.id, to: goal)
        return Answer(explanation, id: request.id, time: watch.read())
    }

    private func limited(_ request: Request) async throws -> Explainer {
        try await Explainer(
            model: model, schema: request.limits(on: schema), reference: reference, settings: settings)
    }
}
