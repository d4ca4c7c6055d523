import Foundation
import OtherwiseModels

/// What `GET …/v2/models/NAME` says about a model.
struct KServeMetadata: Decodable {
    let inputs: [Description]?

    struct Description: Decodable {
        let name: String
        let datatype: String
        let shape: [Int]
    }

    /// - Throws: `ModelError` for anything but metadata with inputs of types that are known here.
    static func inputs(reading bytes: [UInt8]) throws(ModelError) -> [ValueDescription] {
        guard let metadata = try? JSONDecoder().decode(KServeMetadata.self, from: Data(bytes)) else {
            throw .notAnAnswer(bytes, form: "the metadata of a model (open inference protocol, version 2)").aboutServer
        }
        guard let inputs = metadata.inputs, !inputs.isEmpty else { throw .noInputs }
        return try inputs.map { input throws(ModelError) in
            guard let elements = ElementType(datatype: input.datatype) else {
                throw .unknownDatatype(input.datatype, of: input.name)
            }
            let shape = input.shape.enumerated().map { $0 == 0 || $1 < 0 ? nil : $1 }
            return ValueDescription(name: input.name, type: .tensor(elements: elements, shape: shape))
        }
    }
}

/// What `POST …/infer` is sent.
enum KServeRequest {
    /// - Throws: `ModelError` for a missing number, which the protocol's JSON cannot say.
    static func bytes(_ tensors: [(ValueDescription, Tensor)]) throws(ModelError) -> [UInt8] {
        for (input, tensor) in tensors where !tensor.storage.isFinite { throw .missingNumber(input.name) }
        var text = JSONText()
        text.append(verbatim: #"{"inputs":"#)
        text.append(list: tensors) { text, entry in
            let (input, tensor) = entry
            text.append(verbatim: #"{"name":"#)
            text.append(input.name)
            text.append(verbatim: #","shape":\#(tensor.shape),"datatype":"\#(input.datatype)","data":"#)
            tensor.storage.append(to: &text)
            text.append(verbatim: "}")
        }
        text.append(verbatim: "}")
        return text.bytes
    }
}

/// What `POST …/infer` answers.
struct KServeResponse: Decodable {
    let outputs: [Output]

    struct Output: Decodable {
        let name: String
        let shape: [Int]
        let datatype: String
        let storage: Tensor.Storage

        private enum Key: String, CodingKey { case name, shape, datatype, data }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            name = try container.decode(String.self, forKey: .name)
            shape = try container.decode([Int].self, forKey: .shape)
            datatype = try container.decode(String.self, forKey: .datatype)
            storage =
                switch ElementType(datatype: datatype) {
                case .string: .string(try container.decode(FlatList<String>.self, forKey: .data).items)
                case .bool: .bool(try container.decode(FlatList<Bool>.self, forKey: .data).items)
                case .float, .double:
                    .double(try container.decode(FlatList<Double?>.self, forKey: .data).items.map { $0 ?? .nan })
                default: .int64(try container.decode(FlatList<Int64>.self, forKey: .data).items)
                }
        }
    }

    static func outputs(reading bytes: [UInt8]) throws(ModelError) -> [Output] {
        guard let response = try? JSONDecoder.decode(KServeResponse.self, fromPython: bytes) else {
            throw .notAnAnswer(bytes, form: "the outputs of a model (open inference protocol, version 2)").aboutServer
        }
        return response.outputs
    }
}

/// The elements of a tensor, in one list or in lists of lists; the protocol allows both.
private struct FlatList<Item: Decodable>: Decodable {
    let items: [Item]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        items = try (try? container.decode([Item].self)) ?? container.decode([FlatList].self).flatMap(\.items)
    }
}

extension ElementType {
    private static let datatypes: [String: ElementType] = [
        "BOOL": .bool, "INT8": .int8, "INT16": .int16, "INT32": .int32, "INT64": .int64, "UINT8": .uint8,
        "UINT16": .uint16, "UINT32": .uint32, "FP32": .float, "FP64": .double, "BYTES": .string,
    ]

    fileprivate init?(datatype: String) {
        guard let type = Self.datatypes[datatype] else { return nil }
        self = type
    }

    fileprivate var datatype: String { Self.datatypes.first { $1 == self }?.key ?? "" }
}

extension ValueDescription {
    fileprivate var datatype: String {
        if case .tensor(let elements, _) = type { elements.datatype } else { "" }
    }
}

extension Tensor.Storage {
    fileprivate var isFinite: Bool {
        switch self {
        case .float(let numbers): numbers.allSatisfy(\.isFinite)
        case .double(let numbers): numbers.allSatisfy(\.isFinite)
        case .int64, .bool, .string: true
        }
    }

    fileprivate func append(to text: inout JSONText) {
        switch self {
        case .float(let numbers): text.append(list: numbers) { $0.append(verbatim: "\($1)") }
        case .double(let numbers): text.append(list: numbers) { $0.append($1) }
        case .int64(let numbers): text.append(list: numbers) { $0.append(verbatim: "\($1)") }
        case .bool(let flags): text.append(list: flags) { $0.append(verbatim: "\($1)") }
        case .string(let texts): text.append(list: texts) { $0.append($1) }
        }
    }
}

extension ModelError {
    fileprivate static let noInputs = ModelError(
        .badAnswer, "Its metadata do not tell its inputs",
        hint: "Declare them in the settings of the server, or have it served by MLflow's protocol")

    fileprivate static func unknownDatatype(_ datatype: String, of input: String) -> ModelError {
        ModelError(
            .unsupportedType, "Its input '\(input)' is of the type \(datatype), which is not known here",
            hint: "Serve it with inputs of numbers, truth values or BYTES")
    }

    fileprivate static func missingNumber(_ input: String) -> ModelError {
        ModelError(
            .invalidValue, "A number for its input '\(input)' is missing, which the open inference protocol cannot say",
            hint: "Fill what is missing, or have it served by MLflow's protocol")
    }
}
