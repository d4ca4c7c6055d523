#if ONNXRuntime
import Foundation
import OtherwiseModels
import OtherwiseONNXRuntime
import Testing

@Suite("What is wrong is said", .needsONNXRuntime)
struct ErrorTests {
    static func words(_ shape: [Int], _ texts: [String]) throws -> [String: Tensor] {
        ["words": try Tensor(shape: shape, .string(texts))]
    }

    private func refusal(of inputs: [String: Tensor], by model: String = "words") -> ModelError? {
        modelError { _ = try Engine.session(model).run(inputs) }
    }

    @Test("A model file that is not there")
    func noModel() {
        let error = modelError { _ = try Engine.session("not_there") }
        #expect(error?.code == .unreadable)
        #expect(error?.model.hasSuffix("not_there.onnx") == true)
    }

    @Test("A file that is not an ONNX model")
    func notAModel() throws {
        let library = try ONNXRuntimeLibrary()
        let script = Engine.fixtures.appending(path: "make_models.py").path()
        #expect(modelError { _ = try ONNXRuntimeSession(path: script, in: library) }?.code == .notONNX)
        for text in ["hello", "", "\u{08}\u{08}"] {
            let error = modelError { _ = try ONNXRuntimeSession(bytes: Data(text.utf8), name: "text", in: library) }
            #expect(error?.model == "text", "\(text)")
        }
    }

    @Test("A folder is not a model")
    func folder() throws {
        let library = try ONNXRuntimeLibrary()
        #expect(modelError { _ = try ONNXRuntimeSession(path: Engine.fixtures.path(), in: library) } != nil)
    }

    @Test("A file cut anywhere is refused and never brings the process down", arguments: (0..<43).map { 13 * $0 + 1 })
    func cutFile(_ length: Int) throws {
        let whole = try Data(contentsOf: URL(filePath: Engine.path(of: "words")))
        let library = try ONNXRuntimeLibrary()
        #expect(modelError { _ = try ONNXRuntimeSession(bytes: whole.prefix(length), name: "cut", in: library) } != nil)
    }

    @Test("An input under another name")
    func wrongName() throws {
        let error = refusal(of: ["Words": try Tensor(shape: [1, 3], .string(["a", "b", "c"]))])
        #expect(error?.code == .missingInput)
        #expect(error?.problem.contains("'words'") == true)
    }

    @Test("An input of another shape", arguments: [[3], [1, 1, 3], [3, 1]])
    func wrongShape(_ shape: [Int]) throws {
        #expect(refusal(of: try Self.words(shape, ["a", "b", "c"]))?.code == .shapeMismatch)
    }

    @Test("An input of another type")
    func wrongType() throws {
        #expect(refusal(of: ["words": try Tensor(shape: [1, 3], .float([1, 2, 3]))])?.code == .shapeMismatch)
    }

    @Test("A value that an operator refuses, with what ONNX Runtime says")
    func refusedValue() throws {
        let error = refusal(of: ["row": try Tensor(shape: [1], .int64([7]))], by: "gathering")
        #expect(error?.code == .invalidValue)
        #expect(error?.problem.contains("idx=7") == true)
        #expect(
            try Engine.session("gathering").run(["row": Tensor(shape: [1], .int64([2]))])["y"]?.tensor.floats == [30])
    }

    @Test("An output that the toolkit has no form for", arguments: ["sequence", "half"])
    func otherOutputs(_ model: String) throws {
        #expect(refusal(of: ["x": try Tensor(shape: [1, 2], .float([1, 2]))], by: model)?.code == .unsupportedType)
        #expect(try Engine.session(model).outputs.map(\.type) == [.other])
    }
}
#endif
