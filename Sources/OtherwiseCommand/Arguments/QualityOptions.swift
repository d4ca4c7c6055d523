import ArgumentParser
import OtherwiseCore
import OtherwiseTabular

/// What answers are measured against.
struct QualityOptions: ParsableArguments {
    @Option(
        help: "The rows to measure answers against, such as the training data, a CSV file. (default: the data)",
        completion: .file(extensions: ["csv"]))
    var reference: String?

    @Flag(inversion: .prefixedNo, help: "Measure how plausible every answer is among the reference rows.")
    var plausibility = true

    /// An explainer that measures what these options ask for.
    func explainer(of task: DecisionTask, _ settings: Explainer.Settings) async throws -> Explainer {
        if let reference { try InputFile.check(reference, as: "reference file") }
        var settings = settings
        settings.measuresPlausibility = plausibility
        return try await task.explainer(settings, reference: reference.map(task.reference))
    }
}
