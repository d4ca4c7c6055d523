/// An array of any rank: its shape and its elements, row-major.
public struct Tensor: Sendable, Hashable {
    /// The size of each dimension; none for a scalar.
    public let shape: [Int]
    /// The elements, row-major.
    public let storage: Storage

    /// The elements. Integers of every width are kept as `Int64`.
    public enum Storage: Sendable, Hashable {
        case float([Float])
        case double([Double])
        case int64([Int64])
        case bool([Bool])
        case string([String])
    }

    /// - Throws: `ModelError` with code `.shapeMismatch` if `shape` does not hold as many elements as `storage`.
    public init(shape: [Int], _ storage: Storage) throws(ModelError) {
        guard try shape.elementCount() == storage.count else {
            throw .mismatch("A tensor of shape \(shape) was given \(storage.count) elements")
        }
        self.init(checked: shape, storage)
    }

    /// For a shape that was computed together with the elements.
    init(checked shape: [Int], _ storage: Storage) {
        assert(shape.reduce(1, *) == storage.count, "shape \(shape) with \(storage.count) elements")
        self.shape = shape
        self.storage = storage
    }

    /// A list.
    init(list storage: Storage) {
        self.init(checked: [storage.count], storage)
    }

    /// The number of elements.
    public var count: Int { storage.count }
    /// The number of axes.
    public var rank: Int { shape.count }
}

extension Tensor.Storage {
    /// The number of elements.
    public var count: Int {
        switch self {
        case .float(let elements): elements.count
        case .double(let elements): elements.count
        case .int64(let elements): elements.count
        case .bool(let elements): elements.count
        case .string(let elements): elements.count
        }
    }

    /// The type of the elements; `.int64` for integers of every width.
    public var elementType: ElementType {
        switch self {
        case .float: .float
        case .double: .double
        case .int64: .int64
        case .bool: .bool
        case .string: .string
        }
    }
}
