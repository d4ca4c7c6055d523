extension Tensor {
    /// The tensor with a function applied to every number.
    ///
    /// - Parameter integer: `nil` if the function is not defined on integers.
    @inline(__always)
    func mapped(
        _ single: (Float) -> Float, _ double: (Double) -> Double, integer: ((Int64) -> Int64)? = nil
    ) throws(ModelError) -> Tensor {
        switch storage {
        case .float(let elements): return Tensor(checked: shape, .float(elements.map(single)))
        case .double(let elements): return Tensor(checked: shape, .double(elements.map(double)))
        case .int64(let elements):
            guard let integer else { throw wrongElements("floats") }
            return Tensor(checked: shape, .int64(elements.map(integer)))
        case .bool, .string: throw wrongElements("numbers")
        }
    }

    func wrongElements(_ expected: String) -> ModelError {
        .mismatch("Elements of type \(storage.elementType) were given where \(expected) were expected")
    }
}
