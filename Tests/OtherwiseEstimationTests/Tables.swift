import Foundation
import OtherwiseCSV
import OtherwiseCausal
import OtherwiseCore
import OtherwiseEstimation
import OtherwiseTabular

/// The repository's tables.
enum Tables {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func read(_ path: String) throws -> Table {
        var reader = TableReader(try CSVReader(path: root.appending(path: path).path))
        return try reader.next() ?? Table(columns: [])
    }

    static func effects(_ name: String) throws -> Table { try read("Examples/effects/\(name).csv") }

    /// Every column but these causes treatment and outcome.
    static func confounded(_ table: Table, _ treatment: String, _ outcome: String, without: Set<String> = []) throws
        -> GraphDocument
    {
        let causes = table.columns.map(\.name).filter { ![treatment, outcome].contains($0) && !without.contains($0) }
        let edges = causes.map { "\($0) -> \(treatment); \($0) -> \(outcome)" }
        return try GraphDocument(reading: (["\(treatment) -> \(outcome)"] + edges).joined(separator: "; "))
    }

    static func study(_ name: String, _ question: String, without: Set<String> = []) throws -> Study {
        let table = try effects(name)
        let question = try CausalQuestion(question)
        guard case .effect(let effect) = question else { throw EstimationError.contradiction("no effect") }
        let graph = try confounded(table, effect.treatment, effect.outcome, without: without)
        return try EffectAnalysis(question, graph: graph, table).study
    }

    /// What other tools found.
    static func references() throws -> [String: [String: Reference]] {
        let data = try Data(contentsOf: root.appending(path: "Tests/Fixtures/effects/references.json"))
        return try JSONDecoder().decode([String: [String: Reference]].self, from: data)
    }

    struct Reference: Decodable {
        let value: Double
        let error: Double?
        let spread: Double?
        let strength: Double?
        let dowhy: Double?
    }
}
