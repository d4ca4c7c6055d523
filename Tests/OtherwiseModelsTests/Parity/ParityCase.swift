import Foundation
import OtherwiseModels
import Testing

/// A model, rows, and the answers of ONNX Runtime: an entry of `Tests/Fixtures/parity/manifest.json`.
struct ParityCase: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let kind: String
    let task: String
    let model: String
    let input: String
    let reference: String
    /// The columns that each input of the model gathers, in order.
    let columns: [String: [String]]
    /// In the order of the scores; none for a regression.
    let classes: [Label]

    /// A class, by name or by number.
    struct Label: Decodable, Sendable {
        let text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            text = try (try? container.decode(Int.self)).map(String.init) ?? container.decode(String.self)
        }
    }

    var testDescription: String { name }
    var modelPath: String { Self.folder.appending(path: model).path() }

    static let folder = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/parity")

    static let all: [ParityCase] = {
        let manifest = folder.appending(path: "manifest.json")
        return (try? JSONDecoder().decode([ParityCase].self, from: Data(contentsOf: manifest))) ?? []
    }()

    /// The table as the tensors that the model wants.
    func inputs(of model: ONNXModel) throws -> [String: Tensor] {
        let table = try SmallTable(contentsOf: Self.folder.appending(path: input))
        var inputs: [String: Tensor] = [:]
        for description in model.inputs {
            let columns = try (columns[description.name] ?? []).map { try table.column($0) }
            inputs[description.name] = try tensor(of: columns, rows: table.rowCount, as: description.type)
        }
        return inputs
    }

    private func tensor(of columns: [[String]], rows: Int, as type: ValueType) throws -> Tensor {
        let cells = (0..<rows).flatMap { row in columns.map { $0[row] } }
        let shape = [rows, columns.count]
        return switch type {
        case .tensor(.string, _): try Tensor(shape: shape, .string(cells))
        case .tensor(.int64, _): try Tensor(shape: shape, .int64(cells.map { Int64(Double($0) ?? 0) }))
        default: try Tensor(shape: shape, .float(cells.map { Float($0) ?? .nan }))
        }
    }
}
