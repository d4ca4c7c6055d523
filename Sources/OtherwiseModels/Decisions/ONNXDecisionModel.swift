import Foundation
public import OtherwiseCore
import OtherwiseNumerics

/// An ONNX model bound to the columns of a table: a classifier or a regressor that runs natively.
public struct ONNXDecisionModel: BoundModel {
    /// The name of the file and its SHA-256.
    public let identity: ModelIdentity
    /// What the graph's outputs mean.
    public let output: ModelOutput
    package let graph: ONNXModel
    package let binding: InputBinding
    package let reading: OutputReading
    package let engine = "native"
    /// How many rows the graph takes at a time, where it was exported for a fixed number; `nil` for any.
    private let portion: Int?
    package var inputColumns: InputColumns { binding.inputColumns }

    /// - Throws: `ModelError` when the graph returns neither a class nor a number, or reads a column that is not there.
    package init(_ graph: ONNXModel, digest: String?, columns: [ColumnProfile]) throws(ModelError) {
        do throws(ModelError) {
            reading = try OutputReading(graph)
            binding = try InputBinding(graph.inputs, to: columns, classes: reading.classes)
        } catch {
            // What is missing is missing in the table.
            throw error.code == .missingInput ? error : error.inModel(graph.name)
        }
        output = reading.output
        self.graph = graph
        portion = graph.inputs.lazy.compactMap(\.fixedRows).first
        identity = ModelIdentity(name: graph.name, digest: digest)
    }

    /// Runs the graph on all rows.
    ///
    /// - Parameter table: `[rows]`, with the columns that the graph reads.
    /// - Throws: `ModelError` naming a column that is absent or of the wrong kind.
    public func predict(_ table: Table) throws(ModelError) -> Predictions {
        do throws(ModelError) {
            guard let portion, portion != table.count else { return try run(table) }
            return try predict(table, by: portion)
        } catch {
            throw error.inModel(graph.name)
        }
    }

    private func run(_ table: Table) throws(ModelError) -> Predictions {
        try reading.predictions(from: graph.run(binding.tensors(from: table)), rows: table.count)
    }

    /// Portion after portion; the last is filled up with the last row, whose other answers are dropped.
    private func predict(_ table: Table, by portion: Int) throws(ModelError) -> Predictions {
        var (labels, scores): ([Int], [Double]) = ([], [])
        for start in stride(from: 0, to: table.count, by: portion) {
            let found = try run(table.rows(at: (start..<start + portion).map { min($0, table.count - 1) }))
            labels += found.labels
            scores += found.scores
        }
        let width = output.scoreCount
        return Predictions(
            output: output, labels: Array(labels.prefix(table.count)), scores: Array(scores.prefix(table.count * width))
        )
    }
}

extension ModelOutput {
    /// Numbers that each row is given.
    fileprivate var scoreCount: Int {
        if case .classes(let classes) = self { classes.count } else { 1 }
    }
}
