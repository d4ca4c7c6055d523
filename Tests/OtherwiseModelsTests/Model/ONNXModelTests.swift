import Testing

@testable import OtherwiseModels

@Suite("ONNX model")
struct ONNXModelTests {
    private func pipeline() throws -> ONNXModel {
        let parity = try #require(ParityCase.all.first { $0.name == "pipeline_random_forest_binary" })
        return try ONNXModel(path: parity.modelPath)
    }

    @Test("Inputs, outputs and metadata are those of the file")
    func description() throws {
        let model = try pipeline()
        #expect(model.inputs.map(\.name) == ["age", "income", "debt_ratio", "years", "region", "job", "home"])
        #expect(model.inputs[0].type == .tensor(elements: .float, shape: [nil, 1]))
        #expect(model.inputs[4].type == .tensor(elements: .string, shape: [nil, 1]))
        #expect(model.metadata.producer == "skl2onnx")
        #expect(model.metadata.operatorSets["ai.onnx.ml"] != nil)
    }

    @Test("A missing input is named")
    func missingInput() throws {
        let model = try pipeline()
        #expect { try model.run([:]) } throws: {
            ($0 as? ModelError)?.code == .missingInput && "\($0)".contains("'age'")
        }
    }

    @Test("An input of another type or shape is refused, with both")
    func wrongInput() throws {
        var builder = GraphBuilder(input: [0, 2])
        builder.add("Neg", ["X"], ["Y"])
        #expect(try builder.runningCode(["X": Tensor(shape: [1, 2], .int64([1, 2]))]) == .shapeMismatch)
        #expect(try builder.runningCode(["X": Tensor(shape: [1, 3], .float([1, 2, 3]))]) == .shapeMismatch)
        #expect(try builder.runningCode(["X": Tensor(shape: [2], .float([1, 2]))]) == .shapeMismatch)
        #expect(try builder.runningCode(["X": Tensor(shape: [5, 2], .float([Float](repeating: 0, count: 10)))]) == nil)
    }

    @Test("A value inside the graph needs only the inputs that lead to it")
    func fetching() throws {
        var builder = GraphBuilder()
        builder.model.graph.input.append(GraphBuilder.value("Z", shape: [0, 2]))
        builder.add("Neg", ["X"], ["inner"])
        builder.add("Add", ["inner", "Z"], ["Y"])
        let model = try builder.read()
        let x = try Tensor(shape: [1, 2], .float([1, 2]))
        #expect(try model.run(["X": x], fetching: ["inner"])["inner"]?.tensor.floats == [-1, -2])
        #expect(throws: ModelError.self) { try model.run(["X": x]) }
        #expect(throws: ModelError.self) { try model.run(["X": x], fetching: ["nothing"]) }
    }

    @Test(
        "A batch without rows gives outputs without rows",
        arguments: [
            "random_forest_binary", "logistic_regression_multiclass_names", "mlp_binary",
            "gradient_boosting_regression",
        ])
    func emptyBatch(_ name: String) throws {
        let parity = try #require(ParityCase.all.first { $0.name == name })
        let model = try ONNXModel(path: parity.modelPath)
        let columns = parity.columns["X"]?.count ?? 0
        let outputs = try model.run(["X": Tensor(shape: [0, columns], .float([]))])
        #expect(model.outputs.allSatisfy { outputs[$0.name]?.tensor.shape.first == 0 })
    }
}
