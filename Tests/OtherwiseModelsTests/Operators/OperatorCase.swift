import Foundation
import OtherwiseModels
import Testing

/// A model of one node, its inputs, and what ONNX Runtime answers: an entry of `cases.json`.
struct OperatorCase: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let model: Data
    let inputs: [String: WrittenTensor]
    /// `nil` if the runtime refuses.
    let outputs: [WrittenTensor]?
    let tolerance: Double

    var testDescription: String { name }

    static let all: [OperatorCase] = {
        let own = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        let path = ProcessInfo.processInfo.environment["OTHERWISE_OPERATOR_CASES"]
        let file = path.map { URL(filePath: $0) } ?? own.appending(path: "cases.json")
        return (try? JSONDecoder().decode([OperatorCase].self, from: Data(contentsOf: file))) ?? []
    }()

    func answers() throws -> [Tensor] {
        let model = try ONNXModel(bytes: model, name: name)
        let outputs = try model.run(try inputs.mapValues { try $0.tensor() })
        return model.outputs.compactMap { outputs[$0.name]?.tensor }
    }
}

/// A tensor in JSON.
struct WrittenTensor: Decodable, Sendable {
    let type: String
    let shape: [Int]
    let bytes: Data?
    let strings: [String]?

    func tensor() throws -> Tensor {
        switch type {
        case "float32": try Tensor(shape: shape, .float(elements()))
        case "float64": try Tensor(shape: shape, .double(elements()))
        case "bool": try Tensor(shape: shape, .bool((bytes ?? Data()).map { $0 != 0 }))
        case "string": try Tensor(shape: shape, .string(strings ?? []))
        default: try Tensor(shape: shape, .int64(elements()))
        }
    }

    private func elements<Element: BitwiseCopyable>() -> [Element] {
        let bytes = bytes ?? Data()
        return [Element](unsafeUninitializedCapacity: bytes.count / MemoryLayout<Element>.size) { buffer, count in
            count = bytes.copyBytes(to: buffer) / MemoryLayout<Element>.size
        }
    }
}

extension Tensor {
    /// Whether the shapes and types are equal and the numbers within `tolerance · max(1, |number|)`.
    func isClose(to other: Tensor, tolerance: Double) -> Bool {
        guard shape == other.shape else { return false }
        switch (storage, other.storage) {
        case (.float(let a), .float(let b)):
            return zip(a, b).allSatisfy { Self.isClose(Double($0), Double($1), tolerance) }
        case (.double(let a), .double(let b)): return zip(a, b).allSatisfy { Self.isClose($0, $1, tolerance) }
        default: return self == other
        }
    }

    private static func isClose(_ a: Double, _ b: Double, _ tolerance: Double) -> Bool {
        a == b || (a.isNaN && b.isNaN) || abs(a - b) <= tolerance * max(1, abs(b))
    }
}
