import Foundation
import OtherwiseCore

@testable import OtherwiseModels

/// A model of the fixtures with its rows as a table and their schema.
struct ParityTask {
    let model: ONNXDecisionModel
    let schema: Schema
    private let columns: [(name: String, values: [Value], isNumeric: Bool)]

    init(_ parity: ParityCase) throws {
        let data = try SmallTable(contentsOf: ParityCase.folder.appending(path: parity.input))
        let graph = try ONNXModel(path: parity.modelPath)
        columns = try graph.inputs.flatMap { input in
            try (parity.columns[input.name] ?? []).map { name in
                let isNumeric = !input.isText
                let values = try data.column(name).map { Value(entry: $0, isNumeric: isNumeric) }
                return (name: name, values: values, isNumeric: isNumeric)
            }
        }
        model = try ONNXDecisionModel(
            graph, digest: nil, columns: columns.map { ColumnProfile(name: $0.name, isNumeric: $0.isNumeric) })
        schema = try Schema(
            features: columns.map { column in
                let numbers = column.values.compactMap(\.number)
                let isWhole = numbers.allSatisfy { $0 == $0.rounded() }
                let domain: Domain =
                    column.isNumeric
                    ? .numeric(range: (numbers.min() ?? 0)...(numbers.max() ?? 1), step: isWhole ? 1 : nil)
                    : .categorical(categories: Set(column.values.compactMap(\.category)).sorted(), isOrdered: false)
                return Feature(name: column.name, domain: domain)
            })
    }

    var count: Int { columns.first?.values.count ?? 0 }

    func values(at row: Int) -> [Value] { columns.map { $0.values[row] } }

    func table(of rows: [Int]) throws -> Table {
        try Table(
            columns: columns.map { column in
                Column(name: column.name, values: rows.map { column.values[$0] }, isNumeric: column.isNumeric)
            }, count: rows.count)
    }

    /// The standard deviation of a column of numbers.
    func spread(of name: String) -> Double {
        let numbers = columns.first { $0.name == name }?.values.compactMap(\.number) ?? []
        let count = Double(max(numbers.count, 1))
        let mean = numbers.reduce(0, +) / count
        return (numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
    }
}

extension ValueDescription {
    fileprivate var isText: Bool {
        if case .tensor(.string, _) = type { true } else { false }
    }
}

extension Value {
    fileprivate init(entry: String, isNumeric: Bool) {
        guard isNumeric else {
            self = .category(entry)
            return
        }
        self = Double(entry).map { $0.isFinite ? .number($0) : .missing } ?? .missing
    }
}
