import Foundation
import SwiftProtobuf
import Testing

@testable import OtherwiseModels

@Suite("Malformed graphs")
struct MalformedGraphTests {
    @Test("A graph of one node runs")
    func control() throws {
        var builder = GraphBuilder()
        builder.add("Neg", ["X"], ["Y"])
        let outputs = try builder.read().run(["X": Tensor(shape: [1, 2], .float([1, 2]))])
        #expect(outputs["Y"]?.tensor.floats == [-1, -2])
    }

    @Test("A cycle is refused, naming its nodes")
    func cycle() throws {
        var builder = GraphBuilder()
        builder.add("Add", ["X", "b"], ["a"])
        builder.add("Neg", ["a"], ["b"])
        builder.add("Neg", ["b"], ["Y"])
        let bytes = try builder.bytes()
        #expect { try ONNXModel(bytes: bytes, name: "loop.onnx") } throws: {
            let text = "\($0)"
            return ($0 as? ModelError)?.code == .cyclic && text.contains("'Add 0'") && text.contains("loop.onnx")
        }
    }

    @Test("Nodes in any order run in the right one")
    func unsorted() throws {
        var builder = GraphBuilder()
        builder.add("Neg", ["a"], ["Y"])
        builder.add("Abs", ["X"], ["a"])
        #expect(try builder.runningCode(["X": Tensor(shape: [1, 2], .float([1, -2]))]) == nil)
    }

    @Test("Values written twice, never, or missing from the outputs are refused")
    func values() throws {
        var twice = GraphBuilder()
        twice.add("Neg", ["X"], ["Y"])
        twice.add("Abs", ["X"], ["Y"])
        #expect(try twice.readingCode() == .malformed)
        var never = GraphBuilder()
        never.add("Add", ["X", "nothing"], ["Y"])
        #expect(try never.readingCode() == .malformed)
        var output = GraphBuilder()
        output.add("Neg", ["X"], ["Z"])
        #expect(try output.readingCode() == .malformed)
    }

    @Test(
        "Dimensions of a billion, negative ones and too many are refused without making room for them",
        arguments: [[1_000_000_000], [1 << 62, 1 << 62], [-1], [Int64](repeating: 1, count: 1000), [.max, 2, 2]])
    func dimensions(_ dims: [Int64]) throws {
        var builder = GraphBuilder()
        builder.addConstant("c", [1], dims: dims)
        builder.add("Add", ["X", "c"], ["Y"])
        let code = try builder.readingCode()
        #expect(code == .tooLarge || code == .malformed)
    }

    @Test("A tensor computed to a size of 2^80 is refused")
    func computedSize() throws {
        var builder = GraphBuilder()
        builder.addConstant("shape", [1 << 40, 1 << 40])
        builder.add("ConstantOfShape", ["shape"], ["c"])
        builder.add("Add", ["X", "c"], ["Y"])
        #expect(try builder.runningCode(["X": Tensor(shape: [1, 2], .float([1, 2]))]) == .tooLarge)
    }

    @Test("Weights in another file are refused with a way out")
    func externalData() throws {
        var builder = GraphBuilder()
        builder.addConstant("c", [1])
        builder.model.graph.initializer[0].dataLocation = 1
        builder.add("Add", ["X", "c"], ["Y"])
        #expect(try builder.readingCode() == .externalData)
    }

    @Test("An unknown operator is reported with its nodes, and running says which engine to use")
    func unknownOperator() throws {
        var builder = GraphBuilder()
        builder.add("Frobnicate", ["X"], ["a"], domain: "com.example")
        builder.add("Frobnicate", ["a"], ["Y"], domain: "com.example")
        let model = try builder.read()
        #expect(model.unsupportedOperators.map(\.operatorType) == ["Frobnicate"])
        #expect(model.unsupportedOperators.first?.nodes.count == 2)
        #expect(try builder.runningCode([:]) == .unsupportedOperator)
    }

    @Test("An attribute of the wrong type is refused, naming it")
    func attributeType() throws {
        var builder = GraphBuilder()
        builder.add("Softmax", ["X"], ["Y"], [.text("axis", "last")])
        let bytes = try builder.bytes()
        #expect { try ONNXModel(bytes: bytes, name: "test.onnx") } throws: { "\($0)".contains("attribute 'axis'") }
    }

    @Test("Messages nested four thousand deep are refused")
    func nesting() throws {
        var type = Data()
        for _ in 0..<2000 { type = Self.field(4, Self.field(1, type)) }
        let bytes = Self.field(7, Self.field(11, Self.field(2, type)))
        #expect { try ONNXModel(bytes: bytes, name: "deep") } throws: { ($0 as? ModelError)?.code == .notONNX }
    }

    @Test(
        "Files that are no model are refused",
        arguments: [
            Data(), Data([0]), Data("hello".utf8), Data(repeating: 0xFF, count: 1000),
            Data([0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07]),
        ])
    func notONNX(_ bytes: Data) {
        #expect { try ONNXModel(bytes: bytes, name: "x") } throws: { ($0 as? ModelError)?.code == .notONNX }
    }

    @Test("A path without a file is refused, naming it")
    func noFile() {
        #expect { try ONNXModel(path: "/nowhere/model.onnx") } throws: {
            ($0 as? ModelError)?.code == .unreadable && "\($0)".contains("/nowhere/model.onnx")
        }
    }

    /// A length-delimited field of a protobuf message.
    private static func field(_ number: UInt8, _ content: Data) -> Data {
        var bytes = Data([number << 3 | 2])
        var length = content.count
        while length >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: length | 0x80))
            length >>= 7
        }
        bytes.append(UInt8(length))
        return bytes + content
    }
}
