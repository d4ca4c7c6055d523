/// Constant: a value in the node itself.
struct Constant: TensorOperator {
    private let value: Tensor

    init(_ node: OperatorNode) throws(ModelError) {
        let attributes = node.attributes
        if let tensor = try attributes.tensor("value") {
            value = tensor
        } else if let number = try attributes.float("value_float") {
            value = Tensor(checked: [], .float([number]))
        } else if let number = try attributes.integer("value_int") {
            value = Tensor(checked: [], .int64([Int64(number)]))
        } else if let text = try attributes.string("value_string") {
            value = Tensor(checked: [], .string([text]))
        } else if attributes.has("value_floats") {
            value = Tensor(list: .float(try attributes.floats("value_floats")))
        } else if attributes.has("value_ints") {
            value = Tensor(list: .int64(try attributes.int64s("value_ints")))
        } else if attributes.has("value_strings") {
            value = Tensor(list: .string(try attributes.strings("value_strings")))
        } else {
            throw .unsupported("A constant without a value, or with a sparse one, is not known here")
        }
    }

    func output(of inputs: OperatorInputs) -> Tensor { value }
}

/// ConstantOfShape: one value, repeated.
struct ConstantOfShape: TensorOperator, StepwiseOperator {
    private let value: Tensor

    init(_ node: OperatorNode) throws(ModelError) {
        value = try node.attributes.tensor("value") ?? Tensor(list: .float([0]))
        guard value.count == 1 else { throw .malformed("It has \(value.count) elements", attribute: "value") }
    }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let shape = try inputs.tensor(0).asIndices()
        return value.picking([Int](repeating: 0, count: try shape.elementCount()), shape: shape)
    }
}

/// Shape: the sizes of the dimensions from `start` up to `end`.
struct ShapeOf: TensorOperator, StepwiseOperator {
    private let start, end: Int?

    init(_ node: OperatorNode) throws(ModelError) {
        start = try node.attributes.integer("start")
        end = try node.attributes.integer("end")
    }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let shape = try inputs.tensor(0).shape
        let place = { (position: Int) in min(max(position < 0 ? position &+ shape.count : position, 0), shape.count) }
        let (first, last) = (place(start ?? 0), place(end ?? shape.count))
        return Tensor(list: .int64(shape[min(first, last)..<last].map { Int64($0) }))
    }
}

/// Size: the number of elements.
struct SizeOf: TensorOperator, StepwiseOperator {
    init(_ node: OperatorNode) {}

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        Tensor(checked: [], .int64([Int64(try inputs.tensor(0).count)]))
    }
}
