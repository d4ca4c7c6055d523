import ArgumentParser
import OtherwiseCausal
import OtherwiseCore
import OtherwiseSearch
import OtherwiseTabular

/// What answers are measured against.
struct QualityOptions: ParsableArguments {
    @Option(
        help:
            "The rows to measure answers against, such as the training data, a CSV file. Where no schema says what may be, what they hold may be. (default: the data)",
        completion: .file(extensions: ["csv"]))
    var reference: String?

    @Flag(inversion: .prefixedNo, help: "Measure how plausible every answer is among the reference rows.")
    var plausibility = true

    @Option(
        help: ArgumentHelp(
            "Answer only with rows at least as ordinary as this share of the reference rows, 0 to 1, by an isolation forest; for tree ensembles with proof.",
            valueName: "share"))
    var plausible: Double?

    @Option(
        help: ArgumentHelp(
            "Move answers until they are this stable, 0 to 1 (such as 0.75), so that they survive a new training of the model. Stability is high where the scores of a whole neighbourhood are high and vary little; 101 rows are scored for each measurement.",
            valueName: "stability"))
    var robust: Double?

    @Option(
        help: ArgumentHelp(
            "What causes what among the features, a file (DOT, dagitty, GML) or the edges themselves, such as 'age -> hours': what lies below a change then moves with it, as fitted to the reference rows, and the model is asked about what comes of it. Limits on change hold for what is changed; no proofs are given.",
            valueName: "graph"),
        completion: .file())
    var graph: String?

    func validate() throws {
        if let plausible, !(0...1).contains(plausible) {
            throw ValidationError("--plausible is \(plausible.plain). Give a share from 0 to 1, such as 0.2.")
        }
        if let robust, !(0...1).contains(robust) {
            throw ValidationError("--robust is \(robust.plain). Give a stability from 0 to 1, such as 0.75.")
        }
    }

    /// An explainer that measures what these options ask for.
    ///
    /// - Parameter measures: Whether the plausibility of answers is told at all.
    func explainer(
        of task: DecisionTask, _ settings: Explainer.Settings, measures: Bool = true
    ) async throws -> Explainer {
        if let reference { try InputFile.check(reference, as: "reference file") }
        var settings = settings
        settings.measuresPlausibility = plausibility && measures
        settings.plausible = plausible
        settings.robustness = robust.map { RobustSettings(threshold: $0, seed: settings.seed) }
        return try await task.explainer(
            settings, reference: reference.map(task.reference),
            graph: graph.map { try GraphArgument.document($0).observedGraph() })
    }
}
