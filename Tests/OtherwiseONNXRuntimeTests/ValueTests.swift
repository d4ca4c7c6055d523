#if ONNXRuntime
import Foundation
import OtherwiseModels
import OtherwiseONNXRuntime
import Testing

@Suite("Values go into ONNX Runtime and come back", .needsONNXRuntime)
struct ValueTests {
    static let storages: [String: Tensor.Storage] = [
        "float": .float([1.5, -.infinity, .zero, .greatestFiniteMagnitude]),
        "double": .double([0.1, .leastNonzeroMagnitude, -7, .infinity]),
        "int64": .int64([.min, .max, 0, -1]),
        "int32": .int64([Int64(Int32.min), Int64(Int32.max), 0, -1]),
        "int16": .int64([-32768, 32767, 0, -1]),
        "int8": .int64([-128, 127, 0, -1]),
        "uint32": .int64([0, Int64(UInt32.max), 1, 2]),
        "uint16": .int64([0, 65535, 1, 2]),
        "uint8": .int64([0, 255, 1, 2]),
        "bool": .bool([true, false, false, true]),
        "string": .string(["", "naïve café", "a,b\n\"c\"", "日本"]),
    ]

    static func tensors() throws -> [String: Tensor] {
        try storages.mapValues { try Tensor(shape: [2, 2], $0) }
    }

    @Test("Elements of every type come back as they were given")
    func everyTypeComesBack() throws {
        let outputs = try Engine.session("every_type").run(Self.tensors())
        for (name, storage) in Self.storages { #expect(outputs["\(name)_out"]?.tensor.storage == storage, "\(name)") }
    }

    @Test("NaN comes back as NaN")
    func missingNumbersComeBack() throws {
        var inputs = try Self.tensors()
        inputs["float"] = try Tensor(shape: [1, 2], .float([.nan, 1]))
        let found = try Engine.session("every_type").run(inputs)["float_out"]?.tensor.floats
        #expect(found?.first?.isNaN == true && found?.last == 1)
    }

    @Test("A batch of no rows is a batch")
    func noRows() throws {
        let inputs = try Self.tensors().mapValues { tensor in
            let none: Tensor.Storage =
                switch tensor.storage {
                case .float: .float([])
                case .double: .double([])
                case .int64: .int64([])
                case .bool: .bool([])
                case .string: .string([])
                }
            return try Tensor(shape: [0, 2], none)
        }
        let outputs = try Engine.session("every_type").run(inputs)
        for name in Self.storages.keys { #expect(outputs["\(name)_out"]?.tensor.shape == [0, 2], "\(name)") }
    }

    @Test("An integer that the model's type does not hold is refused, not cut")
    func narrowIntegers() throws {
        var inputs = try Self.tensors()
        inputs["uint8"] = try Tensor(shape: [1, 2], .int64([256, 0]))
        let session = try Engine.session("every_type")
        #expect(modelError { _ = try session.run(inputs) }?.code == .invalidValue)
    }

    @Test("A text with a NUL is refused, not cut")
    func textWithNUL() throws {
        var inputs = try Self.tensors()
        inputs["string"] = try Tensor(shape: [1, 2], .string(["a\0b", "c"]))
        let session = try Engine.session("every_type")
        #expect(modelError { _ = try session.run(inputs) }?.code == .invalidValue)
    }

    @Test("Maps of scores keep their keys")
    func mapsKeepTheirKeys() throws {
        let rows = try Tensor(shape: [2, 3], .string(["money", "money", "x", "meeting", "a", "b"]))
        let outputs = try Engine.session("words").run(["words": rows])
        #expect(outputs["label"]?.tensor.strings == ["spam", "ham"])
        guard case .scores(let scores)? = outputs["probabilities"] else {
            Issue.record("no scores")
            return
        }
        #expect(scores.keys == .strings(["ham", "spam"]))
        #expect(scores.values == (try Tensor(shape: [2, 2], .float([-1.5, 2, 1.5, -1]))))
    }

    @Test("A graph that the native interpreter does not know runs")
    func convolutionRuns() throws {
        let native = try ONNXModel(path: Engine.path(of: "convolution"))
        #expect(native.unsupportedOperators.map(\.operatorType) == ["Conv"])
        let image = try Tensor(shape: [2, 1, 2, 2], .float([1, 1, 1, 1, 0, 0, 0, -2]))
        #expect(modelError { _ = try native.run(["image": image]) }?.code == .unsupportedOperator)
        let found = try Engine.session("convolution").run(["image": image])["probabilities"]?.tensor.floats ?? []
        let first: [Float] = [1 / (1 + exp(-4)), 1 / (1 + exp(2))]
        #expect(found.count == 4)
        for row in 0..<2 {
            #expect(abs(found[2 * row] - first[row]) < 1e-6)
            #expect(abs(found[2 * row + 1] - (1 - first[row])) < 1e-6)
        }
    }

    @Test("A model in memory answers as the one in the file")
    func modelInMemory() throws {
        let bytes = try Data(contentsOf: URL(filePath: Engine.path(of: "words")))
        let rows = try Tensor(shape: [1, 3], .string(["money", "x", "y"]))
        let inMemory = try ONNXRuntimeSession(bytes: bytes, name: "words", in: ONNXRuntimeLibrary())
        #expect(try inMemory.run(["words": rows]) == Engine.session("words").run(["words": rows]))
    }
}
#endif
