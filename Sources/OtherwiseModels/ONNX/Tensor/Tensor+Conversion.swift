/// Reading a tensor as the type that an operator works with.
extension Tensor {
    /// The elements, if they are floats.
    public var floats: [Float]? {
        if case .float(let elements) = storage { elements } else { nil }
    }

    /// The elements, if they are integers.
    public var integers: [Int64]? {
        if case .int64(let elements) = storage { elements } else { nil }
    }

    /// The elements, if they are strings.
    public var strings: [String]? {
        if case .string(let elements) = storage { elements } else { nil }
    }

    /// The elements as floats, rounded to nearest, whatever type of number they are.
    package func asFloats() throws(ModelError) -> [Float] {
        switch storage {
        case .float(let elements): elements
        case .double(let elements): elements.map { Float($0) }
        case .int64(let elements): elements.map { Float($0) }
        case .bool(let elements): elements.map { $0 ? 1 : 0 }
        case .string: throw .mismatch("Strings were given where numbers were expected")
        }
    }

    /// The elements as sizes, axes or positions.
    func asIndices() throws(ModelError) -> [Int] {
        guard let integers else {
            throw .mismatch("Elements of type \(storage.elementType) were given where integers were expected")
        }
        return integers.map { Int($0) }
    }

    /// The only element, as an integer.
    func asIndex() throws(ModelError) -> Int {
        let indices = try asIndices()
        guard indices.count == 1, let index = indices.first else {
            throw .mismatch("\(count) integers were given where one was expected")
        }
        return index
    }

    /// The same elements in another shape of the same size.
    func reshaped(_ shape: [Int]) throws(ModelError) -> Tensor {
        guard try shape.elementCount() == count else {
            throw .mismatch("A tensor of shape \(self.shape) cannot take the shape \(shape)")
        }
        return Tensor(checked: shape, storage)
    }
}
