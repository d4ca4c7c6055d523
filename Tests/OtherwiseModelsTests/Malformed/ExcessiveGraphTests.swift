import Foundation
import OtherwiseCore
import SwiftProtobuf
import Testing

@testable import OtherwiseModels

/// Small files that ask for much: memory and time stay within what the file's size explains.
@Suite("Excessive graphs", .timeLimit(.minutes(10)))
struct ExcessiveGraphTests {
    private static let two = [ColumnProfile(name: "a", isNumeric: true), ColumnProfile(name: "b", isNumeric: true)]

    /// Reads `X`, adds nodes, and ends in a tree over the value called `last`.
    private static func builder(last: String, _ add: (inout GraphBuilder) -> Void) -> GraphBuilder {
        var builder = GraphBuilder()
        add(&builder)
        builder.add(
            "TreeEnsembleRegressor", [last], ["Y"], domain: "ai.onnx.ml",
            [
                .integer("n_targets", 1), .integers("nodes_treeids", [0, 0, 0]), .integers("nodes_nodeids", [0, 1, 2]),
                .integers("nodes_featureids", [1, 0, 0]), .floats("nodes_values", [0.5, 0, 0]),
                .texts("nodes_modes", ["BRANCH_LEQ", "LEAF", "LEAF"]), .integers("nodes_truenodeids", [1, 0, 0]),
                .integers("nodes_falsenodeids", [2, 0, 0]), .integers("target_treeids", [0, 0]),
                .integers("target_nodeids", [1, 2]), .integers("target_ids", [0, 0]),
                .floats("target_weights", [10, 20]),
            ])
        return builder
    }

    private static func box(_ builder: GraphBuilder) throws -> WhiteBox {
        let model = try ONNXDecisionModel(builder.read(), digest: nil, columns: two)
        let features = two.map { Feature(name: $0.name, domain: .numeric(range: 0...1, step: nil)) }
        return try WhiteBox(model, schema: Schema(features: features))
    }

    @Test("Thousands of nodes behind one another are seen through in time")
    func longChain() throws {
        let builder = Self.builder(last: "v3000") { builder in
            for index in 0...3000 { builder.add("Identity", [index == 0 ? "X" : "v\(index - 1)"], ["v\(index)"]) }
        }
        #expect(try Self.box(builder).ensemble.axes.map(\.cellCount) == [2, 3])
    }

    @Test(
        "A constant beside a column is not taken for one, whatever it is", arguments: [0, 1, 2, .nan, 1e30] as [Float])
    func constantColumn(constant: Float) throws {
        var builder = Self.builder(last: "c") { builder in
            builder.add("Concat", ["X", "K"], ["c"], [.integer("axis", 1)])
        }
        builder.model.graph.initializer.append(
            .with {
                ($0.name, $0.dataType, $0.dims, $0.floatData) = ("K", ElementType.float.rawValue, [1, 1], [constant])
            })
        let model = try ONNXDecisionModel(builder.read(), digest: nil, columns: Self.two)
        let sample = try Table(columns: Self.two.map { Column(name: $0.name, values: [.number(0)], isNumeric: true) })
        var trace = try ColumnTrace(model, sample: sample)
        #expect(try trace.sources(of: "c").map(\.columns) == [[0], [1], []])
    }

    @Test("Values that together need too much memory are refused, each of them allowed")
    func manyValues() throws {
        let names = (0..<20).map { "c\($0)" }
        var builder = Self.builder(last: "X") { builder in
            for name in names { builder.add("ConstantOfShape", ["shape"], [name]) }
            builder.add("Sum", names, ["sum"])
        }
        builder.addConstant("shape", [4096, 4096])
        builder.model.graph.output = [GraphBuilder.value("sum", shape: [])]
        #expect(try builder.runningCode(["X": Tensor(shape: [1, 2], .float([1, 2]))]) == .tooLarge)
    }

    @Test("A product of matrices that would take minutes is refused")
    func largeProduct() throws {
        var builder = Self.builder(last: "X") { builder in
            builder.add("ConstantOfShape", ["shape"], ["m"])
            builder.add("MatMul", ["m", "m"], ["p"])
        }
        builder.addConstant("shape", [4096, 4096])
        builder.model.graph.output = [GraphBuilder.value("p", shape: [])]
        #expect(try builder.runningCode(["X": Tensor(shape: [1, 2], .float([1, 2]))]) == .tooLarge)
    }

    @Test("Millions of empty nodes are refused before they are made, half a million are read")
    func emptyNodes() throws {
        #expect { try ONNXModel(bytes: Self.emptyNodes(2_000_000), name: "x") } throws: {
            ($0 as? ModelError)?.code == .tooLarge
        }
        #expect { try ONNXModel(bytes: Self.emptyNodes(5_000), name: "x") } throws: {
            ($0 as? ModelError)?.code == .malformed
        }
    }

    /// A graph of so many nodes, two bytes each.
    private static func emptyNodes(_ count: Int) -> Data {
        var length = count * 2
        var head = Data([7 << 3 | 2])
        while length >= 0x80 {
            head.append(UInt8(length & 0x7F | 0x80))
            length >>= 7
        }
        return head + [UInt8(length)] + Data((0..<count * 2).map { $0 % 2 == 0 ? 0x0A : 0 })
    }
}
