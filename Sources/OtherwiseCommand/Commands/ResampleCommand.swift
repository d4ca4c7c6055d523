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
            A search is kept by 'otherwise explain --strategy genetic --save RUN.json' or by 'otherwise design --save \
            RUN.json'. What is good is a weighted sum: proximity (the cost over the number of features), sparsity (the \
            share of features changed) and manifold (the distance from the nearest reference rows); of designs also \
            each aim, by the name of its output.

            EXAMPLES
              otherwise resample run.json --count 4
              otherwise resample run.json --weights sparsity=2,manifold=0 --diversity 0.5
              otherwise resample run.json --count 1 --format json
              otherwise resample designs.json --weights seconds=10 --format html

            \(Ending.help)
            """)

    @Argument(help: ArgumentHelp("The search, a JSON file.", valueName: "run"), completion: .file(extensions: ["json"]))
    var path: String

    @Option(
        help:
            "The number of answers, each with another set of changed features, or of designs. (default: 1 answer, 5 designs)"
    )
    var count: Int?

    @Option(
        help: ArgumentHelp(
            "What counts how much: proximity, sparsity, manifold, and the aims of designs. (default: as the search was made)",
            valueName: "name=weight,…"),
        transform: WeightsArgument.weights)
    var weights: [String: Double]?

    @Option(
        parsing: .unconditional,
        help: "How much difference counts against quality; 0 for quality alone. (default: as the search was made)")
    var diversity: Double?

    @Option(help: "How to write the answers; a page (html) shows no data, which the search does not hold.")
    var format = ExplanationFormat.table

    @OptionGroup var talk: TalkOptions

    func validate() throws {
        if let count, count < 1 { throw ValidationError("--count is \(count). Ask for at least 1 answer.") }
        if let diversity, !(diversity >= 0 && diversity.isFinite) {
            throw ValidationError("--diversity is \(diversity.plain). Give a number of at least 0.")
        }
    }

    func run() throws {
        let json = try InputFile.contents(path, as: "search")
        if StoredDesigns.isOne(json) { return try resample(StoredDesigns(json: json, name: path)) }
        let search = try StoredSearch(json: json, name: path)
        let (explanation, messages) = try search.choose(count ?? 1, preferences: preferences(search.preferences))
        try write(explanation, search)
        let isToldInside = [.json, .html].contains(format)
        let notes = messages + (isToldInside ? [] : explanation.notes ?? [])
        if !talk.quiet { for note in notes { StandardError.write("Note: \(note).\n") } }
        if explanation.counterfactuals.isEmpty { throw Ending.noneFound }
    }

    private func resample(_ search: StoredDesigns) throws {
        guard let format = PageFormat(rawValue: self.format.rawValue) else {
            throw ValidationError("Designs are written as table, json or html.")
        }
        let choice = try search.choose(count ?? 5, preferences: preferences(search.preferences))
        try DesignCommand.write(choice, as: format, to: Output(nil))
        if choice.designs.isEmpty { throw Ending.noneFound }
    }

    /// - Parameter known: As the search was made.
    private func preferences(_ known: DesignPreferences) -> DesignPreferences {
        var preferences = known
        preferences.weigh(weights ?? [:])
        preferences.diversity = diversity ?? preferences.diversity
        return preferences
    }

    private func write(_ explanation: Explanation, _ search: StoredSearch) throws {
        let output = try Output(nil)
        let schema = try SchemaFile.schema(yaml: search.features, name: path)
        switch format {
        case .json: try output.write(ExplanationJSON.document(explanation))
        case .csv:
            let table = ExplanationCSV(schema: schema, qualities: (count ?? 1) > 1 ? [.diversity] : [])
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
    static func weights(_ text: String) throws -> [String: Double] {
        var weights: [String: Double] = [:]
        for entry in text.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = entry.split(separator: "=", omittingEmptySubsequences: false)
            let name = String(parts[0]).trimmingCharacters { $0.isWhitespace }
            guard parts.count == 2, !name.isEmpty, let weight = Double(parts[1]), weight >= 0, weight.isFinite,
                weights.updateValue(weight, forKey: name) == nil
            else {
                throw ValidationError(
                    "'\(entry)' is no weight. Give each of the objectives at most once, such as sparsity=2, and at least 0."
                )
            }
        }
        return weights
    }
}

extension DesignPreferences {
    /// Sets weights by their names; what is no term is an aim.
    mutating func weigh(_ weights: [String: Double]) {
        self.weights.merge(weights) { $1 }
        proximity = self.weights.removeValue(forKey: "proximity") ?? proximity
        sparsity = self.weights.removeValue(forKey: "sparsity") ?? sparsity
        manifold = self.weights.removeValue(forKey: "manifold") ?? manifold
    }
}
