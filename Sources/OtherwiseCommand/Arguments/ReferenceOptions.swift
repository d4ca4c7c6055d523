import ArgumentParser
import OtherwiseCausal
import OtherwiseCore
import OtherwiseTabular

/// What answers are held against where nothing is measured of them.
struct ReferenceOptions: ParsableArguments {
    @Option(help: ReferenceHelp.reference, completion: .file(extensions: ["csv"])) var reference: String?

    @Option(help: ReferenceHelp.plausible) var plausible: Double?

    @Option(help: ReferenceHelp.graph, completion: .file()) var graph: String?

    func validate() throws { try ReferenceHelp.validate(plausible: plausible) }

    /// The files that must not be overwritten.
    var files: [String] { [reference, graph].compactMap(\.self) }

    /// Model, rows and limits; what reference rows are like counts where no schema says what may be.
    func widened(_ task: DecisionTask) throws -> DecisionTask {
        guard let reference else { return task }
        try InputFile.check(reference, as: "reference file")
        return try task.widened(by: reference)
    }

    /// An explainer that keeps to what these options ask for.
    func explainer(of task: DecisionTask, _ settings: Explainer.Settings) async throws -> Explainer {
        var settings = settings
        settings.plausible = plausible
        return try await task.explainer(settings, referencePath: reference, graphArgument: graph)
    }
}

/// What several subcommands say of reference rows and graphs.
enum ReferenceHelp {
    static let reference: ArgumentHelp =
        "The rows to measure answers against, such as the training data, a CSV file. Where no schema says what may be, what they hold may be. (default: the data)"

    static let plausible = ArgumentHelp(
        "Answer only with rows at least as ordinary as this share of the reference rows, 0 to 1, by an isolation forest; for tree ensembles with proof.",
        valueName: "share")

    static let graph = ArgumentHelp(
        "What causes what among the features, a file (DOT, dagitty, GML) or the edges themselves, such as 'age -> hours': what lies below a change then moves with it, as fitted to the reference rows, and the model is asked about what comes of it. Limits on change hold for what is changed; no proofs are given.",
        valueName: "graph")

    static func validate(plausible: Double?) throws {
        if let plausible, !(0...1).contains(plausible) {
            throw ValidationError("--plausible is \(plausible.plain). Give a share from 0 to 1, such as 0.2.")
        }
    }
}

extension DecisionTask {
    /// - Parameters:
    ///   - path: A file of reference rows; `nil` for the data.
    ///   - graph: A file, or the edges themselves; `nil` for none.
    func explainer(
        _ settings: Explainer.Settings, referencePath path: String?, graphArgument graph: String?
    ) async throws -> Explainer {
        if let path { try InputFile.check(path, as: "reference file") }
        let reference = try path.map(digestedReference)
        var explainer = try await explainer(
            settings, reference: reference?.rows,
            graph: graph.map { try GraphArgument.document($0).observedGraph() })
        explainer.referenceDigest = reference?.digest
        return explainer
    }
}
