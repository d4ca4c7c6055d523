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
        identity = ModelIdentity(name: graph.name, digest: digest)
    }

    /// Runs the graph on all rows.
    ///
    /// - Parameter table: `[rows]`, with the columns that the graph reads.
    /// - Throws: `ModelError` naming a column that is absent or of the wrong kind.
    public func predict(_ table: Table) throws(ModelError) -> Predictions {
        do throws(ModelError) {
            return try reading.predictions(from: graph.run(binding.tensors(from: table)), rows: table.count)
        } catch {
            throw error.inModel(graph.name)
        }
    }
}
