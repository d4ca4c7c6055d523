/// ai.onnx.ml.OneHotEncoder: a new last dimension with a 1 at the category of the element.
struct OneHotEncoder: TensorOperator, StepwiseOperator {
    private let table: KeyTable
    private let categories: Int
    /// Whether an element that is no category gives zeros, rather than an error.
    private let allowsUnknown: Bool

    init(_ node: OperatorNode) throws(ModelError) {
        let strings = try node.attributes.strings("cats_strings")
        let integers = try node.attributes.int64s("cats_int64s")
        guard strings.isEmpty != integers.isEmpty else {
            throw .malformed("There are \(strings.count) strings and \(integers.count) integers as categories")
        }
        table = try KeyTable(strings.isEmpty ? .int64(integers) : .string(strings), .last)
        categories = strings.count + integers.count
        allowsUnknown = try node.attributes.flag("zeros", default: true)
    }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let input = try inputs.tensor(0)
        let shape = input.shape + [categories]
        var encoded = [Float](repeating: 0, count: try shape.elementCount())
        let keys = input.storage.elementType == .string ? input : try input.cast(to: .int64)
        for (element, category) in try table.positions(of: keys).enumerated() {
            if let category {
                encoded[element * categories + category] = 1
            } else if !allowsUnknown {
                throw .invalidValue("Element \(element) is none of the \(categories) categories")
            }
        }
        return Tensor(checked: shape, .float(encoded))
    }
}
