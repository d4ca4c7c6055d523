/// An input or an output of a model as its file declares it.
public struct ValueDescription: Sendable, Hashable {
    /// The name in the graph.
    public let name: String
    /// What it holds.
    public let type: ValueType

    package init(name: String, type: ValueType) {
        self.name = name
        self.type = type
    }
}

/// The type of a value.
public enum ValueType: Sendable, Hashable {
    /// Elements of one type; `shape` has `nil` where any size will do, and is itself `nil` where any shape will do.
    case tensor(elements: ElementType, shape: [Int?]?)
    /// A list of maps from a class to its score.
    case sequenceOfMaps(keys: ElementType)
    /// Something that is not known here.
    case other

    init(_ type: ProtoType) {
        switch type.value {
        case .tensorType(let tensor):
            let shape = tensor.hasShape ? tensor.shape.dim.map(Self.size) : nil
            self = ElementType(rawValue: tensor.elemType).map { .tensor(elements: $0, shape: shape) } ?? .other
        case .sequenceType(let sequence):
            let key = ElementType(rawValue: sequence.elemType.mapType.keyType)
            self = key.map { .sequenceOfMaps(keys: $0) } ?? .other
        default: self = .other
        }
    }

    private static func size(_ dimension: ProtoShape.Dimension) -> Int? {
        guard case .dimValue(let size) = dimension.value, size >= 0 else { return nil }
        return Int(size)
    }
}

extension ValueDescription {
    /// Whether `tensor` may be given for this input.
    package func check(_ tensor: Tensor) throws(ModelError) {
        guard case .tensor(let elements, let shape) = type else {
            throw .unsupportedElements("Input '\(name)' is not a tensor")
        }
        let expected = elements.isInteger ? .int64 : elements
        guard tensor.storage.elementType == expected else {
            throw .mismatch(
                "Input '\(name)' wants elements of type \(elements), \(tensor.storage.elementType) were given")
        }
        guard let shape, !shape.isEmpty else { return }
        guard shape.count == tensor.rank, zip(shape, tensor.shape).allSatisfy({ $0 == nil || $0 == $1 }) else {
            let text = shape.map { $0.map(String.init) ?? "any" }.joined(separator: ", ")
            throw .mismatch("Input '\(name)' wants the shape [\(text)], \(tensor.shape) was given")
        }
    }
}

extension ValueDescription {
    /// How many rows a matrix holds that is declared for a fixed number of them.
    var fixedRows: Int? {
        guard case .tensor(_, let shape?) = type, shape.count > 1, let rows = shape[0], rows > 0 else { return nil }
        return rows
    }
}
