import Foundation
import SwiftProtobuf

@testable import OtherwiseModels

/// Builds ONNX files from the generated protobuf types, good and bad ones.
struct GraphBuilder {
    var model = ProtoModel()

    init(input: [Int64] = [0, 2]) {
        model.irVersion = 9
        model.opsetImport = [("", 17), ("ai.onnx.ml", 3 as Int64)].map { domain, version in
            ProtoOperatorSet.with {
                $0.domain = domain
                $0.version = version
            }
        }
        model.graph.name = "test"
        model.graph.input = [Self.value("X", shape: input)]
        model.graph.output = [Self.value("Y", shape: [])]
    }

    mutating func add(
        _ operatorType: String, _ inputs: [String], _ outputs: [String], domain: String = "",
        _ attributes: [ProtoAttribute] = []
    ) {
        model.graph.node.append(
            .with {
                $0.name = "\(operatorType) \(model.graph.node.count)"
                $0.opType = operatorType
                $0.domain = domain
                $0.input = inputs
                $0.output = outputs
                $0.attribute = attributes
            })
    }

    mutating func addConstant(_ name: String, _ values: [Int64], dims: [Int64]? = nil) {
        model.graph.initializer.append(
            .with {
                $0.name = name
                $0.dataType = ElementType.int64.rawValue
                $0.dims = dims ?? [Int64(values.count)]
                $0.int64Data = values
            })
    }

    mutating func addConstant(_ name: String, floats: [Float], dims: [Int64]) {
        model.graph.initializer.append(
            .with { ($0.name, $0.dataType, $0.dims, $0.floatData) = (name, ElementType.float.rawValue, dims, floats) })
    }

    func bytes() throws -> Data { try model.serializedData() }
    func read() throws -> ONNXModel { try ONNXModel(bytes: try bytes(), name: "test.onnx") }

    /// The code of the error that reading the model ends in; `nil` if it can be read.
    func readingCode() throws -> ModelError.Code? {
        let bytes = try bytes()
        do throws(ModelError) {
            _ = try ONNXModel(bytes: bytes, name: "test.onnx")
            return nil
        } catch {
            return error.code
        }
    }

    /// The code of the error that running the model ends in; `nil` if it runs.
    func runningCode(_ inputs: [String: Tensor]) throws -> ModelError.Code? {
        let model = try read()
        do throws(ModelError) {
            _ = try model.run(inputs)
            return nil
        } catch {
            return error.code
        }
    }

    /// A float tensor; 0 stands for any size.
    static func value(_ name: String, shape: [Int64], type: ElementType = .float) -> ProtoValueInfo {
        .with {
            $0.name = name
            $0.type.tensorType.elemType = type.rawValue
            $0.type.tensorType.shape.dim = shape.map { size in .with { if size > 0 { $0.dimValue = size } } }
        }
    }
}

extension ProtoAttribute {
    static func integer(_ name: String, _ value: Int64) -> ProtoAttribute {
        .with { ($0.name, $0.type, $0.i) = (name, 2, value) }
    }

    static func text(_ name: String, _ value: String) -> ProtoAttribute {
        .with { ($0.name, $0.type, $0.s) = (name, 3, Data(value.utf8)) }
    }

    static func floats(_ name: String, _ values: [Float]) -> ProtoAttribute {
        .with { ($0.name, $0.type, $0.floats) = (name, 6, values) }
    }

    static func integers(_ name: String, _ values: [Int64]) -> ProtoAttribute {
        .with { ($0.name, $0.type, $0.ints) = (name, 7, values) }
    }

    static func texts(_ name: String, _ values: [String]) -> ProtoAttribute {
        .with { ($0.name, $0.type, $0.strings) = (name, 8, values.map { Data($0.utf8) }) }
    }
}
