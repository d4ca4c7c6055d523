#if ONNXRuntime
import OtherwiseModels
import OtherwiseONNXRuntime
import Testing

@Suite("The native interpreter and ONNX Runtime agree", .needsONNXRuntime)
struct ParityTests {
    /// Relative to a score above 1. The two sum products in another order, which moves the last digits.
    static let tolerance = 1e-5

    @Test("The sample covers numbers, texts, labels and maps")
    func sampleIsWide() {
        #expect(ParityCase.sample.count >= 80)
        #expect(ParityCase.sample.contains { $0.input.contains("loans") })
        #expect(ParityCase.sample.contains { $0.name.contains("zipmap") })
    }

    @Test("Labels are equal on every row and scores agree to 1e-5", arguments: ParityCase.sample)
    func answersAreTheSame(_ parity: ParityCase) throws {
        let native = try ONNXModel(path: parity.modelPath)
        let session = try ONNXRuntimeSession(path: parity.modelPath, in: ONNXRuntimeLibrary())
        let inputs = try parity.tensors(for: native.inputs)
        let expected = try native.run(inputs)
        let found = try session.run(inputs)
        #expect(Set(found.keys) == Set(expected.keys))
        for (name, value) in expected {
            let difference = try #require(found[name]).largestDifference(from: value)
            #expect(difference <= Self.tolerance, "\(name)")
        }
    }

    @Test("Inputs and outputs are described alike", arguments: ParityCase.sample)
    func descriptionsAreTheSame(_ parity: ParityCase) throws {
        let native = try ONNXModel(path: parity.modelPath)
        let session = try ONNXRuntimeSession(path: parity.modelPath, in: ONNXRuntimeLibrary())
        #expect(session.inputs.map(\.name) == native.inputs.map(\.name))
        #expect(session.outputs.map(\.name) == native.outputs.map(\.name))
        #expect(session.inputs.map(\.type) == native.inputs.map(\.type))
        #expect(session.outputs.map(\.type.kind) == native.outputs.map(\.type.kind))
    }

    @Test("A changed input changes the answer")
    func controlFails() throws {
        let parity = try #require(ParityCase.sample.first)
        let session = try ONNXRuntimeSession(path: parity.modelPath, in: ONNXRuntimeLibrary())
        var inputs = try parity.tensors(for: session.inputs)
        let before = try session.run(inputs)
        for (name, tensor) in inputs {
            inputs[name] = try Tensor(shape: tensor.shape, .float(tensor.asFloats().map { $0 + 10 }))
        }
        let after = try session.run(inputs)
        #expect(before.contains { name, value in (after[name].map { $0.largestDifference(from: value) } ?? 0) > 0.01 })
    }
}

extension ValueType {
    /// The type without the shape: ONNX Runtime infers more of an output's shape than the file declares.
    fileprivate var kind: ValueType {
        if case .tensor(let elements, _) = self { .tensor(elements: elements, shape: nil) } else { self }
    }
}
#endif
