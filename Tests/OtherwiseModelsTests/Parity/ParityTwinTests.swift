import Foundation
import SwiftProtobuf
import Testing

@testable import OtherwiseModels

/// The negative twins of the parity tests: a changed model must be found out.
@Suite("Parity, twins that must fail")
struct ParityTwinTests {
    @Test(
        "A model with one bit of one threshold flipped no longer agrees",
        arguments: [
            "random_forest_binary", "gradient_boosting_multiclass_names", "random_forest_regression", "xgboost_binary",
        ])
    func flippedThreshold(_ name: String) throws {
        let parity = try #require(ParityCase.all.first { $0.name == name })
        let original = try Data(contentsOf: URL(filePath: parity.modelPath))
        let reference = try ParityOutcome(
            reference: SmallTable(contentsOf: ParityCase.folder.appending(path: parity.reference)))
        #expect(try difference(of: original, from: reference, parity) <= ParityTests.tolerance)
        #expect(try difference(of: Self.flipped(original), from: reference, parity) > ParityTests.tolerance)
    }

    private func difference(of bytes: Data, from reference: ParityOutcome, _ parity: ParityCase) throws -> Float {
        let model = try ONNXModel(bytes: bytes, name: parity.name)
        let outputs = try model.run(try parity.inputs(of: model))
        return try ParityOutcome(outputs, of: model, isRegression: parity.task == "regression").largestDifference(
            from: reference)
    }

    /// The model with the highest bit of the mantissa of its first threshold flipped.
    private static func flipped(_ bytes: Data) throws -> Data {
        var model = try ProtoModel(serializedBytes: bytes)
        for node in model.graph.node.indices {
            for attribute in model.graph.node[node].attribute.indices
            where model.graph.node[node].attribute[attribute].name == "nodes_values" {
                let threshold = model.graph.node[node].attribute[attribute].floats[0]
                model.graph.node[node].attribute[attribute].floats[0] = Float(
                    bitPattern: threshold.bitPattern ^ 1 << 22)
            }
        }
        return try model.serializedData()
    }
}
