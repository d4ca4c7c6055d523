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

    @Flag(
        inversion: .prefixedNo,
        help: "Measure how stable every answer is, as --robust does, where the model is an ONNX file.")
    var stability = true

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
    ///
    /// - Parameter isFile: Whether the model is a file, and neither a process nor a server.
    func measured(isFile: Bool) -> Set<AnswerQuality> {
        let measured: [(AnswerQuality, Bool)] = [
            (.plausibility, plausibility), (.robustness, robust != nil), (.stability, stability && isFile),
        ]
        return Set(measured.filter(\.1).map(\.0))
    }

    /// An explainer that measures what these options ask for.
    ///
    /// - Parameter measures: Whether the qualities of answers are told at all.
    func explainer(
        of task: DecisionTask, _ settings: Explainer.Settings, measures: Bool = true
    ) async throws -> Explainer {
        var settings = settings
        settings.measuresPlausibility = plausibility && measures
        settings.measuresStability = stability && measures
        settings.plausible = plausible
        settings.robustness = robust.map { RobustSettings(threshold: $0, seed: settings.seed) }
        return try await task.explainer(settings, referencePath: reference, graphArgument: graph)
    }
}
