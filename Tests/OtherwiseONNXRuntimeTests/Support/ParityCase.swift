#if ONNXRuntime
import Foundation
import OtherwiseCore
import OtherwiseModels
import Testing

/// A model and rows: an entry of `Tests/Fixtures/parity/manifest.json`.
struct ParityCase: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let kind: String
    let task: String
    let model: String
    let input: String
    /// The columns that each input of the model gathers, in order.
    let columns: [String: [String]]

    var testDescription: String { name }
    var modelPath: String { Self.folder.appending(path: model).path() }

    static let folder = Engine.fixtures.deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/parity")

    static let all: [ParityCase] = {
        let manifest = folder.appending(path: "manifest.json")
        return (try? JSONDecoder().decode([ParityCase].self, from: Data(contentsOf: manifest))) ?? []
    }()

    /// The first model of each kind and task on each table, and every one that returns a sequence of maps.
    static let sample: [ParityCase] = {
        var seen: Set<[String]> = []
        return all.filter { seen.insert([$0.kind, $0.task, $0.input]).inserted || $0.name.contains("zipmap") }
    }()

    /// The cells of the input file, by column.
    private func cells() throws -> [String: [String]] {
        let text = try String(contentsOf: Self.folder.appending(path: input), encoding: .utf8)
        let lines = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        let names = lines.first?.map(String.init) ?? []
        return Dictionary(
            uniqueKeysWithValues: names.indices.map { column in
                (names[column], lines.dropFirst().map { String($0[column]) })
            })
    }

    /// The rows as the tensors that a model wants.
    func tensors(for descriptions: [ValueDescription]) throws -> [String: Tensor] {
        let cells = try cells()
        return try Dictionary(
            uniqueKeysWithValues: descriptions.map { description in
                let own = (columns[description.name] ?? []).compactMap { cells[$0] }
                return (description.name, try tensor(of: own, as: description.type))
            })
    }

    private func tensor(of columns: [[String]], as type: ValueType) throws -> Tensor {
        let rows = columns.first?.count ?? 0
        let cells = (0..<rows).flatMap { row in columns.map { $0[row] } }
        let shape = [rows, columns.count]
        return switch type {
        case .tensor(.string, _): try Tensor(shape: shape, .string(cells))
        case .tensor(.int64, _): try Tensor(shape: shape, .int64(cells.map { Int64(Double($0) ?? 0) }))
        default: try Tensor(shape: shape, .float(cells.map { Float($0) ?? .nan }))
        }
    }

    /// The rows as a table: a column of categories wherever a cell is neither a number nor empty.
    func table() throws -> Table {
        let cells = try cells()
        return try Table(
            columns: columns.values.flatMap(\.self).map { name in
                let own = cells[name] ?? []
                let isNumeric = own.allSatisfy { $0.isEmpty || Double($0) != nil }
                let values = own.map { $0.isEmpty ? Value.missing : .category($0) }
                return Column(name: name, values: values, isNumeric: isNumeric)
            })
    }
}
#endif
