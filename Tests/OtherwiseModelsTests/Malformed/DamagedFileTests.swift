import Foundation
import OtherwiseTesting
import SwiftProtobuf
import Testing

@testable import OtherwiseModels

/// A damaged file is refused with a typed error, or it is still a model and runs or refuses its inputs.
/// A crash or a hang ends the test process.
@Suite("Damaged files")
struct DamagedFileTests {
    static let shards = 16
    static let mutationsPerCase = 160

    @Test(
        "A model cut off anywhere is refused or reads as a smaller one",
        arguments: [
            "logistic_regression_binary", "pipeline_logistic_regression_binary", "decision_tree_regression",
            "mlp_regression",
        ])
    func truncations(_ name: String) throws {
        let bytes = try Data(contentsOf: ParityCase.folder.appending(path: "models/\(name).onnx"))
        for length in 0..<min(bytes.count, 8192) { exercise(bytes.prefix(length), [:]) }
    }

    @Test(
        "A hundred thousand files with a few bytes changed are refused or run", .timeLimit(.minutes(10)),
        arguments: 0..<shards)
    func changedBytes(shard: Int) throws {
        try forEachCase(of: shard) { example, inputs, seed in
            var accidents = MutatedBytes(seed: seed)
            let bytes = Array(example.model)
            for _ in 0..<Self.mutationsPerCase { exercise(Data(accidents.mutated(bytes)), inputs) }
        }
    }

    @Test(
        "A hundred thousand models with a few entries changed are refused or run", .timeLimit(.minutes(10)),
        arguments: 0..<shards)
    func changedEntries(shard: Int) throws {
        var running = 0
        try forEachCase(of: shard) { example, inputs, seed in
            var accidents = MutatedModel(seed: seed)
            let model = try ProtoModel(serializedBytes: example.model)
            for _ in 0..<Self.mutationsPerCase
            where exercise(try accidents.mutated(model).serializedData(), inputs) { running += 1 }
        }
        // The control: the accidents are neither all harmless nor all caught by the first check.
        let all = OperatorCase.all.count * Self.mutationsPerCase / Self.shards
        #expect(running > all / 10)
        #expect(running < all * 3 / 4)
    }

    @Test("There are a hundred thousand of each")
    func enoughMutations() {
        #expect(OperatorCase.all.count * Self.mutationsPerCase >= 100_000)
    }

    private func forEachCase(
        of shard: Int, _ body: (OperatorCase, [String: Tensor], UInt64) throws -> Void
    ) throws {
        for (index, example) in OperatorCase.all.enumerated() where index % Self.shards == shard {
            try body(example, try example.inputs.mapValues { try $0.tensor() }, UInt64(index))
        }
    }

    /// Whether the file is a model that runs.
    @discardableResult
    private func exercise(_ bytes: Data, _ inputs: [String: Tensor]) -> Bool {
        do throws(ModelError) {
            let model = try ONNXModel(bytes: bytes, name: "damaged")
            _ = model.scorers.count
            _ = try model.run(inputs)
            return true
        } catch {
            #expect(!error.description.isEmpty)
            return false
        }
    }
}
