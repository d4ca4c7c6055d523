/// Transpose: the dimensions in another order, reversed unless `perm` says otherwise.
struct Transposition: TensorOperator, MovingOperator {
    private let order: [Int]?

    init(_ node: OperatorNode) throws(ModelError) { order = try node.attributes.integers("perm") }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let input = try inputs.tensor(0)
        let order = order ?? input.shape.indices.reversed()
        guard order.sorted() == Array(input.shape.indices) else {
            throw .mismatch("The order \(order) does not fit a tensor of shape \(input.shape)")
        }
        return input.transposed(order)
    }
}

extension Tensor {
    /// The tensor with its dimensions in another order, a permutation.
    func transposed(_ order: [Int]) -> Tensor {
        guard order != Array(shape.indices) else { return self }
        let strides = shape.strides
        var starts = [0]
        for axis in order { starts = starts.flatMap { start in (0..<shape[axis]).map { start + $0 * strides[axis] } } }
        return picking(starts, shape: order.map { shape[$0] })
    }
}
