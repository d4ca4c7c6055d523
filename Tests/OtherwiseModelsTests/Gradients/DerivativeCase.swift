import Foundation
import SwiftProtobuf
import Testing

@testable import OtherwiseModels

/// A graph of doubles from `X` `[2 × 3]` to `Y`, of one operator or a few, whose derivative is checked.
struct DerivativeCase: Sendable, CustomTestStringConvertible {
    let name: String
    let build: @Sendable (inout GraphBuilder) -> Void

    var testDescription: String { name }

    func model() throws -> ONNXModel {
        var builder = GraphBuilder()
        builder.model.graph.input = [GraphBuilder.value("X", shape: [2, 3], type: .double)]
        builder.model.graph.output = [GraphBuilder.value("Y", shape: [], type: .double)]
        build(&builder)
        return try builder.read()
    }

    /// A node from `X`, and constants, to `Y`.
    private init(
        _ operatorType: String, _ inputs: [String] = ["X"], domain: String = "", name: String? = nil,
        integers: [String: [Int64]] = [:], attributes: [ProtoAttribute] = []
    ) {
        self.init(name ?? operatorType) { builder in
            builder.addCaseConstants()
            for (name, values) in integers { builder.addConstant(name, values) }
            builder.add(operatorType, inputs, ["Y"], domain: domain, attributes)
        }
    }

    private init(_ name: String, _ build: @escaping @Sendable (inout GraphBuilder) -> Void) {
        (self.name, self.build) = (name, build)
    }
}

extension GraphBuilder {
    /// `row` `[3]`, `column` `[2 × 1]`, `square` `[3 × 3]`, `wide` `[4 × 3]`, `twos` and `zero` scalars.
    mutating func addCaseConstants() {
        addDoubles("row", [0.5, -1.25, 2], dims: [3])
        addDoubles("column", [1.5, -0.75], dims: [2, 1])
        addDoubles("square", [1, -2, 0.5, 0.25, 3, -1, 0.75, 0.5, -0.5], dims: [3, 3])
        addDoubles("wide", (0..<12).map { Double($0) / 4 - 1 }, dims: [4, 3])
        addDoubles("twos", [2], dims: [])
        addDoubles("zero", [0], dims: [])
    }

    mutating func addDoubles(_ name: String, _ values: [Double], dims: [Int64]) {
        model.graph.initializer.append(
            .with {
                $0.name = name
                $0.dataType = ElementType.double.rawValue
                $0.dims = dims
                $0.doubleData = values
            })
    }
}

extension DerivativeCase {
    static let all: [DerivativeCase] = elementwise + linear + reductions + movers + chains

    private static let elementwise: [DerivativeCase] =
        [
            "Abs", "Neg", "Reciprocal", "Exp", "Log", "Sqrt", "Erf", "Relu", "Sigmoid", "Tanh", "Softplus", "Identity",
            "LeakyRelu",
        ].map { DerivativeCase($0) }
        + ["Add", "Sub", "Mul", "Div", "Max", "Min", "Mean", "Sum"].flatMap { name in
            [
                DerivativeCase(name, ["X", "row"], name: "\(name) with a row"),
                DerivativeCase(name, ["column", "X"], name: "\(name) of a column"),
                DerivativeCase(name, ["X", "X"], name: "\(name) with itself"),
            ]
        } + [
            DerivativeCase("Max", ["X", "row", "column"], name: "Max of three"),
            DerivativeCase("Elu", attributes: [.float("alpha", 0.5)]),
            DerivativeCase("Pow", ["X", "twos"], name: "Pow by a constant"),
            DerivativeCase("Pow", ["X", "X"], name: "Pow by itself"),
            DerivativeCase("Clip", ["X", "", "twos"]),
            DerivativeCase("Cast", attributes: [.integer("to", Int64(ElementType.double.rawValue))]),
            DerivativeCase("Where by a mask") { builder in
                builder.addCaseConstants()
                builder.add("Greater", ["X", "twos"], ["mask"])
                builder.add("Exp", ["X"], ["exponential"])
                builder.add("Where", ["mask", "X", "exponential"], ["Y"])
            },
        ]

    private static let linear = [
        DerivativeCase("MatMul", ["X", "square"], name: "MatMul from the left"),
        DerivativeCase("MatMul", ["column", "X"], name: "MatMul of mismatched ranks") { $0.transposeColumn() },
        DerivativeCase("Gemm", ["X", "square", "row"], name: "Gemm"),
        DerivativeCase(
            "Gemm", ["X", "wide"], name: "Gemm, transposed and scaled",
            attributes: [.integer("transB", 1), .float("alpha", 0.5)]),
        DerivativeCase("Gemm with X on every side") { builder in
            builder.addCaseConstants()
            builder.add("Gemm", ["X", "X", "square"], ["Y"], [.integer("transA", 1), .float("beta", -2)])
        },
        DerivativeCase("MatMul with itself") { builder in
            builder.add("Transpose", ["X"], ["turned"])
            builder.add("MatMul", ["X", "turned"], ["Y"])
        },
        DerivativeCase("MatMul of stacks") { builder in
            builder.addCaseConstants()
            builder.addConstant("shape", [2, 1, 3])
            builder.add("Reshape", ["X", "shape"], ["stack"])
            builder.add("MatMul", ["stack", "square"], ["Y"])
        },
    ]

    private static let reductions: [DerivativeCase] =
        [
            "ReduceMean", "ReduceMax", "ReduceMin", "ReduceSumSquare", "ReduceL1", "ReduceL2", "ReduceLogSum",
            "ReduceLogSumExp",
        ].flatMap { name in
            [
                DerivativeCase(name, name: "\(name) of rows", attributes: [.integers("axes", [1])]),
                DerivativeCase(name, name: "\(name) of all", attributes: [.integer("keepdims", 0)]),
            ]
        } + [
            DerivativeCase("ReduceSum", ["X", "axes"], name: "ReduceSum of columns", integers: ["axes": [0]]),
            DerivativeCase("Softmax", attributes: [.integer("axis", 1)]),
            DerivativeCase("Softmax", name: "Softmax of columns", attributes: [.integer("axis", 0)]),
            DerivativeCase("LogSoftmax", attributes: [.integer("axis", -1)]),
            DerivativeCase("LpNormalization", name: "LpNormalization by length", attributes: [.integer("axis", 1)]),
            DerivativeCase(
                "LpNormalization", name: "LpNormalization by sum", attributes: [.integer("axis", 1), .integer("p", 1)]),
        ]

    private static let movers = [
        DerivativeCase("Concat", ["X", "square", "X"], attributes: [.integer("axis", 0)]),
        DerivativeCase("Gather", ["X", "places"], integers: ["places": [2, 0, 0]], attributes: [.integer("axis", 1)]),
        DerivativeCase("ArrayFeatureExtractor", ["X", "places"], domain: "ai.onnx.ml", integers: ["places": [1, 1]]),
        DerivativeCase("Reshape", ["X", "shape"], integers: ["shape": [3, -1]]),
        DerivativeCase("Flatten", attributes: [.integer("axis", 0)]),
        DerivativeCase("Transpose"),
        DerivativeCase("Unsqueeze", ["X", "axes"], integers: ["axes": [1]]),
        DerivativeCase(
            "Slice", ["X", "starts", "ends", "axes"], integers: ["starts": [1], "ends": [3], "axes": [1]]),
        DerivativeCase("Expand", ["X", "shape"], integers: ["shape": [2, 2, 3]]),
        DerivativeCase("Split and Squeeze") { builder in
            builder.addConstant("sizes", [1, 2])
            builder.addConstant("axes", [1])
            builder.add("Split", ["X", "sizes"], ["first", "rest"], [.integer("axis", 1)])
            builder.add("Squeeze", ["first", "axes"], ["list"])
            builder.add("ReduceMax", ["rest"], ["largest"], [.integers("axes", [1]), .integer("keepdims", 0)])
            builder.add("Mul", ["list", "largest"], ["Y"])
        },
    ]

    private static let chains = [
        DerivativeCase("A network with two ways through it") { builder in
            builder.addCaseConstants()
            builder.add("Gemm", ["X", "square", "row"], ["sums"])
            builder.add("Tanh", ["sums"], ["hidden"])
            builder.add("Add", ["hidden", "X"], ["joined"])
            builder.add("Sigmoid", ["joined"], ["Y"])
        }
    ]

    private init(
        _ operatorType: String, _ inputs: [String], name: String,
        preparing: @escaping @Sendable (inout GraphBuilder) -> Void
    ) {
        self.init(name) { builder in
            builder.addCaseConstants()
            preparing(&builder)
            builder.add(operatorType, inputs, ["Y"])
        }
    }
}

extension GraphBuilder {
    /// Makes the column a list, the vector of a product.
    fileprivate mutating func transposeColumn() {
        guard let index = model.graph.initializer.firstIndex(where: { $0.name == "column" }) else { return }
        model.graph.initializer[index].dims = [2]
    }
}

extension ProtoAttribute {
    static func float(_ name: String, _ value: Float) -> ProtoAttribute {
        .with { ($0.name, $0.type, $0.f) = (name, 1, value) }
    }
}
