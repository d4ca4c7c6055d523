/// Concat: tensors one behind the other along an axis.
struct Concatenation: TensorOperator, MovingOperator {
    private let axis: Int

    init(_ node: OperatorNode) throws(ModelError) {
        guard let axis = try node.attributes.integer("axis") else {
            throw .malformed("The axis is missing", attribute: "axis")
        }
        self.axis = axis
    }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        try Tensor(joining: try inputs.tensors(), axis: axis)
    }

    func moves(input: Int) -> Bool { true }
}

extension Tensor {
    init(joining parts: [Tensor], axis: Int) throws(ModelError) {
        guard let first = parts.first else { throw .malformed("It has no inputs") }
        let axis = try first.shape.axis(axis)
        var shape = first.shape
        shape[axis] = 0
        for part in parts {
            guard part.rank == shape.count, shape.indices.allSatisfy({ $0 == axis || part.shape[$0] == shape[$0] })
            else {
                throw .mismatch("The shapes \(first.shape) and \(part.shape) differ beside axis \(axis)")
            }
            shape[axis] += part.shape[axis]
        }
        let count = try shape.elementCount()
        let rounds = shape.product(0..<axis)
        let storage = try Storage.interleaving(parts.map(\.storage), rounds: count == 0 ? 1 : rounds)
        self.init(checked: shape, storage)
    }
}
