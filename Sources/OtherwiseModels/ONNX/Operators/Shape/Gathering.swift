/// Gather: the slices of the first input at the positions in the second, along an axis.
struct Gathering: TensorOperator, MovingOperator {
    private let axis: Int

    init(_ node: OperatorNode) throws(ModelError) { axis = try node.attributes.integer("axis") ?? 0 }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let (input, indices) = (try inputs.tensor(0), try inputs.tensor(1))
        let axis = try input.shape.axis(axis)
        let positions = try indices.positions(below: input.shape[axis])
        let shape = input.shape[..<axis] + indices.shape + input.shape[(axis + 1)...]
        _ = try Array(shape).elementCount()
        let view = AxisView(input.shape, axis: axis)
        let starts = (0..<view.outer).flatMap { outer in positions.map { (outer * view.length + $0) * view.inner } }
        return input.picking(starts, blockSize: view.inner, shape: Array(shape))
    }
}

/// GatherElements: for every element of the second input the element of the first at that position along an axis.
struct ElementGathering: TensorOperator, MovingOperator {
    private let axis: Int

    init(_ node: OperatorNode) throws(ModelError) { axis = try node.attributes.integer("axis") ?? 0 }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let (input, indices) = (try inputs.tensor(0), try inputs.tensor(1))
        let axis = try input.shape.axis(axis)
        guard indices.rank == input.rank,
            zip(indices.shape, input.shape).enumerated().allSatisfy({ $0 == axis || $1.0 <= $1.1 })
        else { throw .mismatch("Positions of shape \(indices.shape) do not fit a tensor of shape \(input.shape)") }
        let (own, theirs) = (input.shape.strides, indices.shape.strides)
        let starts = try indices.positions(below: input.shape[axis]).enumerated().map { element, position in
            own.indices.reduce(position * own[axis]) { sum, dimension in
                dimension == axis ? sum : sum + element / theirs[dimension] % indices.shape[dimension] * own[dimension]
            }
        }
        return input.picking(starts, shape: indices.shape)
    }
}

/// ai.onnx.ml.ArrayFeatureExtractor: the columns at the positions in the second input.
struct ArrayFeatureExtractor: TensorOperator, MovingOperator {
    init(_ node: OperatorNode) {}

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let (input, indices) = (try inputs.tensor(0), try inputs.tensor(1))
        guard let columns = input.shape.last else {
            throw .mismatch("A single value was given where columns were expected")
        }
        let positions = try indices.positions(below: columns)
        let shape = (input.rank == 1 ? [1] : Array(input.shape.dropLast())) + [positions.count]
        _ = try shape.elementCount()
        let starts = (0..<shape.dropLast().reduce(1, *)).flatMap { row in positions.map { row * columns + $0 } }
        return input.picking(starts, shape: shape)
    }
}

extension Tensor {
    /// The elements as positions from the front of an axis of `length`; negative ones count from its end.
    fileprivate func positions(below length: Int) throws(ModelError) -> [Int] {
        var positions = try asIndices()
        for index in positions.indices {
            let position = positions[index]
            guard -length..<length ~= position else {
                throw .mismatch("Position \(position) does not exist along an axis of length \(length)")
            }
            positions[index] = position < 0 ? position + length : position
        }
        return positions
    }
}
