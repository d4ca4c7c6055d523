/// Reshape: 0 keeps a size, −1 is worked out from the others.
struct Reshaping: TensorOperator, MovingOperator {
    private let allowsZero: Bool

    init(_ node: OperatorNode) throws(ModelError) {
        allowsZero = try node.attributes.flag("allowzero", default: false)
    }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let (input, wanted) = (try inputs.tensor(0), try inputs.tensor(1).asIndices())
        var shape = wanted
        for (axis, size) in wanted.enumerated() where size == 0 && !allowsZero {
            guard axis < input.rank else { throw .mismatch("Shape \(input.shape) has no size for axis \(axis)") }
            shape[axis] = input.shape[axis]
        }
        if let open = shape.firstIndex(of: -1) {
            shape[open] = 1
            let rest = try shape.elementCount()
            guard rest > 0, input.count.isMultiple(of: rest) else {
                throw .mismatch("A tensor of shape \(input.shape) cannot take the shape \(wanted)")
            }
            shape[open] = input.count / rest
        }
        return try input.reshaped(shape)
    }
}

/// Flatten: a matrix, with the dimensions before `axis` as rows.
struct Flattening: TensorOperator, MovingOperator {
    private let axis: Int

    init(_ node: OperatorNode) throws(ModelError) { axis = try node.attributes.integer("axis") ?? 1 }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let input = try inputs.tensor(0)
        let axis = axis == input.rank ? axis : try input.shape.axis(axis)
        return try input.reshaped([input.shape.product(0..<axis), input.shape.product(axis..<input.rank)])
    }
}

/// Squeeze: without the given dimensions of size 1, or without any.
struct Squeezing: TensorOperator, MovingOperator {
    private let axes: IndexSetting

    init(_ node: OperatorNode) throws(ModelError) { axes = try IndexSetting(node, "axes", input: 1) }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let input = try inputs.tensor(0)
        let ones = input.shape.indices.filter { input.shape[$0] == 1 }
        let removed = try input.shape.axes(try axes.indices(inputs) ?? ones)
        return try input.reshaped(input.shape.indices.filter { !removed.contains($0) }.map { input.shape[$0] })
    }
}

/// Unsqueeze: with dimensions of size 1 put in at the given places of the result.
struct Unsqueezing: TensorOperator, MovingOperator {
    private let axes: IndexSetting

    init(_ node: OperatorNode) throws(ModelError) { axes = try IndexSetting(node, "axes", input: 1) }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let input = try inputs.tensor(0)
        guard let axes = try axes.indices(inputs), axes.count <= 64 else {
            throw .mismatch("There are no axes to put in")
        }
        let outline = [Int](repeating: 1, count: input.rank + axes.count)
        let added = try outline.axes(axes)
        guard added.count == axes.count else { throw .mismatch("The axes \(axes) name one twice") }
        var sizes = input.shape[...]
        return try input.reshaped(outline.indices.map { added.contains($0) ? 1 : sizes.popFirst() ?? 1 })
    }
}
