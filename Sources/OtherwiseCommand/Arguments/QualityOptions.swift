import ArgumentParser
import OtherwiseCausal
import OtherwiseCore
import OtherwiseSearch
import OtherwiseTabular

/// What answers are measured against.
struct QualityOptions: ParsableArguments {
    @Option(help: ReferenceHelp.reference, completion: .file(extensions: ["csv"]))
    var reference: String?

    @Flag(inversion: .prefixedNo, help: "Measure how plausible every answer is among the reference rows.")
    var plausibility = true

    @Option(help: ReferenceHelp.plausible) var plausible: Double?

    @Option(
        help: ArgumentHelp(
            "Move answers until they are this stable, 0 to 1 (such as 0.75), so that they survive a new training of the model. Stability is high where the scores of a whole neighbourhood are high and vary little; 101 rows are scored for each measurement.",
            valueName: "stability"))
    var robust: Double?

    @Option(help: ReferenceHelp.graph, completion: .file()) var graph: String?

    func validate() throws {
        try ReferenceHelp.validate(plausible: plausible)
        if let robust, !(0...1).contains(robust) {
            throw ValidationError("--robust is \(robust.plain). Give a stability from 0 to 1, such as 0.75.")
        }
    }

    /// What is measured of every answer.
    var measured: Set<AnswerQuality> {
        Set((plausibility ? [.plausibility] : []) + (robust == nil ? [] : [.robustness]))
    }

    /// An explainer that measures what these options ask for.
    ///
    /// - Parameter measures: Whether the plausibility of answers is told at all.
    func explainer(
        of task: DecisionTask, _ settings: Explainer.Settings, measures: Bool = true
    ) async throws -> Explainer {
        var settings = settings
        settings.measuresPlausibility = plausibility && measures
        settings.plausible = plausible
        settings.robustness = robust.map { RobustSettings(threshold: $0, seed: settings.seed) }
        return try await task.explainer(settings, referencePath: reference, graphArgument: graph)
    }
}
