import ArgumentParser
import Foundation
import OtherwiseCore
import OtherwiseSearch
import OtherwiseTabular

/// `otherwise resample`: chooses answers again from a search that was kept.
struct ResampleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resample",
        abstract: "Chooses answers again from a search that was kept, by other preferences; the model is not asked.",
        discussion: """
            A search is kept by 'otherwise explain --strategy genetic --save RUN.json'. What is good is a weighted \
            sum: proximity (the cost over the number of features), sparsity (the share of features changed) and \
            manifold (the distance from the nearest reference rows).

            EXAMPLES
              otherwise resample run.json --count 4
              otherwise resample run.json --weights sparsity=2,manifold=0 --diversity 0.5
              otherwise resample run.json --count 1 --format json

            \(Ending.help)
            """)

    @Argument(help: ArgumentHelp("The search, a JSON file.", valueName: "run"), completion: .file(extensions: ["json"]))
    var path: String

    @Option(help: "The number of answers, each with another set of changed features.")
    var count = 1

    @Option(
        help: ArgumentHelp(
            "What counts how much: proximity, sparsity and manifold. (default: as the search was made)",
            valueName: "name=weight,…"),
        transform: WeightsArgument.weights)
    var weights: [String: Double]?

    @Option(help: "How much difference counts against quality; 0 for quality alone. (default: as the search was made)")
    var diversity: Double?

    @Option(help: "How to write the answers; a page (html) shows no data, which the search does not hold.")
    var format = ExplanationFormat.table

    @OptionGroup var talk: TalkOptions

    func validate() throws {
        if count < 1 { throw ValidationError("--count is \(count). Ask for at least 1 answer.") }
        if let diversity, !(diversity >= 0 && diversity.isFinite) {
            throw ValidationError("--diversity is \(diversity.plain). Give a number of at least 0.")
        }
    }

    func run() throws {
        let search = try StoredSearch(json: InputFile.contents(path, as: "search"), name: path)
        let (explanation, messages) = try search.choose(count, preferences: preferences(of: search))
        try write(explanation, search)
        if !talk.quiet { for message in messages { StandardError.write("Note: \(message).\n") } }
        if explanation.counterfactuals.isEmpty { throw Ending.noneFound }
    }

    private func preferences(of search: StoredSearch) -> DesignPreferences {
        var preferences = search.preferences
        preferences.proximity = weights?["proximity"] ?? preferences.proximity
        preferences.sparsity = weights?["sparsity"] ?? preferences.sparsity
        preferences.manifold = weights?["manifold"] ?? preferences.manifold
        preferences.diversity = diversity ?? preferences.diversity
        return preferences
    }

    private func write(_ explanation: Explanation, _ search: StoredSearch) throws {
        let output = try Output(nil)
        let schema = try SchemaFile.schema(yaml: search.features, name: path)
        switch format {
        case .json: try output.write(ExplanationJSON.document(explanation))
        case .csv:
            let table = ExplanationCSV(schema: schema)
            try output.write(table.bytes(of: table.records(of: explanation), withHeader: true))
        case .html:
            try output.write(
                ExplanationReport.html(explanation, schema: schema, sample: Table(columns: []), search: search))
        case .table:
            let reason = "they were chosen from a search that proves nothing"
            try output.show(
                ExplanationText(explanation, goal: search.goal.goal, reasonWithoutProof: reason, style: output.style)
                    .text)
        }
    }
}

/// Weights as `sparsity=2,manifold=0`.
enum WeightsArgument {
    private static let names = ["proximity", "sparsity", "manifold"]

    static func weights(_ text: String) throws -> [String: Double] { try weights(text, of: names) }

    /// Weights of any names.
    static func allWeights(_ text: String) throws -> [String: Double] { try weights(text, of: nil) }

    private static func weights(_ text: String, of names: [String]?) throws -> [String: Double] {
        var weights: [String: Double] = [:]
        for entry in text.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = entry.split(separator: "=", omittingEmptySubsequences: false)
            let name = String(parts[0]).trimmingCharacters { $0.isWhitespace }
            guard parts.count == 2, names?.contains(name) ?? true, let weight = Double(parts[1]), weight >= 0,
                weight.isFinite,
                weights.updateValue(weight, forKey: name) == nil
            else {
                throw ValidationError(
                    "'\(entry)' is no weight. Give each of \(names?.joined(separator: ", ") ?? "the objectives") at most once, such as sparsity=2, and at least 0."
                )
            }
        }
        return weights
    }
}
