import Foundation
import Testing

@testable import OtherwiseModels

/// A damaged file is refused with a typed error, or it is still a model and runs or refuses its inputs.
/// A crash or a hang ends the test process.
@Suite("Damaged files")
struct DamagedFileTests {
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

    static let shards = 16
    static let mutationsPerCase = 170

    @Test(
        "A hundred thousand models with a few bytes changed are refused or run", .timeLimit(.minutes(5)),
        arguments: 0..<shards)
    func mutations(shard: Int) throws {
        var running = 0
        for (index, example) in OperatorCase.all.enumerated() where index % Self.shards == shard {
            var accidents = MutatedBytes(seed: UInt64(index))
            let inputs = try example.inputs.mapValues { try $0.tensor() }
            for _ in 0..<Self.mutationsPerCase where exercise(Data(accidents.mutated(Array(example.model))), inputs) {
                running += 1
            }
        }
        // The control: the accidents are neither all harmless nor all caught by the first check.
        #expect(running > 500)
        #expect(running < OperatorCase.all.count * Self.mutationsPerCase / Self.shards / 2)
    }

    @Test("There are a hundred thousand of them")
    func enoughMutations() {
        #expect(OperatorCase.all.count * Self.mutationsPerCase >= 100_000)
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
