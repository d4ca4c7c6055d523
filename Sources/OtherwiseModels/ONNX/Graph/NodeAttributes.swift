import Foundation

/// The attributes of a node, read by name and type.
struct NodeAttributes: Sendable {
    private let attributes: [String: ProtoAttribute]

    init(_ attributes: [ProtoAttribute]) throws(ModelError) {
        var named: [String: ProtoAttribute] = [:]
        for attribute in attributes {
            guard attribute.refAttrName.isEmpty else {
                throw .unsupported("It refers to an attribute of a function", attribute: attribute.name)
            }
            guard named.updateValue(attribute, forKey: attribute.name) == nil else {
                throw .malformed("It is given twice", attribute: attribute.name)
            }
        }
        self.attributes = named
    }

    func has(_ name: String) -> Bool { attributes[name] != nil }

    func float(_ name: String) throws(ModelError) -> Float? { try attribute(name, .float)?.f }
    func integer(_ name: String) throws(ModelError) -> Int? { try attribute(name, .integer).map { Int($0.i) } }
    func integers(_ name: String) throws(ModelError) -> [Int]? {
        try attribute(name, .integers).map { $0.ints.map { Int($0) } }
    }

    func string(_ name: String) throws(ModelError) -> String? {
        try attribute(name, .string).map { String(decoding: $0.s, as: UTF8.self) }
    }

    /// The list called `name`, empty if it is not given.
    func floats(_ name: String) throws(ModelError) -> [Float] { try attribute(name, .floats)?.floats ?? [] }
    func int64s(_ name: String) throws(ModelError) -> [Int64] { try attribute(name, .integers)?.ints ?? [] }

    func strings(_ name: String) throws(ModelError) -> [String] {
        (try attribute(name, .strings)?.strings ?? []).map { String(decoding: $0, as: UTF8.self) }
    }

    func tensor(_ name: String) throws(ModelError) -> Tensor? {
        guard let attribute = try attribute(name, .tensor) else { return nil }
        return try Tensor(attribute.t)
    }

    /// The switch called `name`: an integer that is 0 or not.
    func flag(_ name: String, default value: Bool) throws(ModelError) -> Bool {
        try integer(name).map { $0 != 0 } ?? value
    }

    /// The case of `Choice` named by the attribute.
    func choice<Choice: RawRepresentable<String>>(_ name: String, default value: Choice) throws(ModelError) -> Choice {
        guard let text = try string(name) else { return value }
        guard let choice = Choice(rawValue: text) else {
            throw .unsupported("'\(text)' is not known here", attribute: name)
        }
        return choice
    }

    /// Values of onnx.AttributeProto.AttributeType.
    private enum Kind: Int32 {
        case float = 1, integer, string, tensor
        case floats = 6, integers, strings
    }

    private func attribute(_ name: String, _ kind: Kind) throws(ModelError) -> ProtoAttribute? {
        guard let attribute = attributes[name] else { return nil }
        guard attribute.type == kind.rawValue else {
            throw .malformed("It should be of type \(kind), and is of type \(attribute.type)", attribute: name)
        }
        return attribute
    }
}
