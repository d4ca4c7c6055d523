import Foundation
import OtherwiseCSV
import OtherwiseCore
import OtherwiseModels
import OtherwiseSearch
import OtherwiseTabular

/// A network in use, the same trained anew ten times, and the rows that they were trained and tested on.
struct RetrainedNetworks: Sendable {
    let name: String
    let model: ONNXDecisionModel
    let smooth: ONNXDifferentiableModel
    let retrained: [ONNXDecisionModel]
    let schema: Schema
    let train: Table
    let statistics: [String: FeatureStatistics]
    /// The rows that are asked about.
    let test: Table

    static let format =
        "a CSV of cardiotocograms (LB, AC, … Tendency, perhaps row and NSP) or of German credit applications (x0, x1, … x60, perhaps row and y), of which the network rejects at least \(RetrainingCheck.fewestRows)"

    /// - Parameter items: Rows to ask about in the place of the test rows.
    init(_ name: String, items: Table? = nil) throws {
        self.name = name
        let train = try Self.table("\(name)_train.csv")
        // The first column numbers the rows, the last one says what they are.
        let columns = Array(train.columns.dropFirst().dropLast())
        self.train = try Table(columns: columns)
        test = try items ?? Self.table("\(name)_test.csv")
        let statistics = self.train.statistics
        self.statistics = statistics
        schema = try Schema(
            features: columns.map { column in
                let own = statistics[column.name]
                return Feature(
                    name: column.name, domain: .numeric(range: (own?.minimum ?? 0)...(own?.maximum ?? 1), step: nil))
            })
        let profiles = columns.map { ColumnProfile(name: $0.name, isNumeric: true) }
        model = try Self.model("\(name)_0.onnx", profiles)
        smooth = try ONNXDifferentiableModel(model)
        retrained = try (1...10).map { try Self.model("\(name)_\($0).onnx", profiles) }
    }

    /// The networks that rows of a user's own belong to.
    ///
    /// - Throws: `SystemError.badItems` for rows of neither kind.
    static func forItems(_ items: CheckItems) throws -> RetrainedNetworks {
        func bad(_ problem: String) -> SystemError {
            .badItems(file: items.name, problem: problem, format: format)
        }
        let table = try items.table(of: format)
        let networks = try RetrainedNetworks(table["x0"] != nil ? "german" : "ctg", items: table)
        for feature in networks.schema.features {
            guard let column = table[feature.name] else { throw bad("there is no column '\(feature.name)'") }
            guard case .numbers(let numbers) = column.storage, !numbers.contains(where: \.isNaN) else {
                throw bad("'\(feature.name)' is not a number everywhere")
            }
        }
        return networks
    }

    private static func model(_ name: String, _ columns: [ColumnProfile]) throws -> ONNXDecisionModel {
        let graph = try ONNXModel(bytes: try Data(CheckResources.bytes("Retraining/\(name)")), name: name)
        return try ONNXDecisionModel(graph, digest: nil, columns: columns)
    }

    private static func table(_ name: String) throws -> Table {
        var reader = TableReader(try CSVReader(bytes: CheckResources.bytes("Retraining/\(name)")))
        return try reader.next() ?? Table(columns: [])
    }
}
