/// Split: pieces along an axis, of sizes given by an attribute (before version 13) or an input, or else equal.
struct Splitting: ONNXOperator {
    private let axis: Int
    private let sizes: [Int]?
    private let outputCount: Int
    /// Whether the last piece may be smaller than the others (from version 18).
    private let allowsRemainder: Bool

    init(_ node: OperatorNode) throws(ModelError) {
        axis = try node.attributes.integer("axis") ?? 0
        sizes = try node.attributes.integers("split")
        outputCount = try node.attributes.integer("num_outputs") ?? node.outputCount
        allowsRemainder = node.version >= 18
        guard 1...1 << 20 ~= outputCount else { throw .malformed("It has \(outputCount) outputs") }
    }

    func apply(to inputs: OperatorInputs) throws(ModelError) -> [ONNXValue] {
        let input = try inputs.tensor(0)
        let axis = try input.shape.axis(axis)
        let given = try inputs.optionalTensor(1)?.asIndices() ?? sizes
        var start = 0
        var pieces: [ONNXValue] = []
        for size in try given ?? equalSizes(input.shape[axis]) {
            guard size >= 0, size <= input.shape[axis] - start else {
                throw .mismatch("A tensor of shape \(input.shape) cannot be split at \(start) into a piece of \(size)")
            }
            pieces.append(.tensor(input.slice(axis, start..<start + size)))
            start += size
        }
        guard start == input.shape[axis] else { throw .mismatch("The pieces cover \(start) of \(input.shape[axis]) positions") }
        return pieces
    }

    private func equalSizes(_ length: Int) throws(ModelError) -> [Int] {
        guard allowsRemainder || length.isMultiple(of: outputCount) else {
            throw .mismatch("\(length) positions cannot be split into \(outputCount) equal pieces")
        }
        let size = (length + outputCount - 1) / outputCount
        return (0..<outputCount).map { max(0, min(size, length - $0 * size)) }
    }
}

extension Tensor {
    /// The positions in `range` along `axis`.
    func slice(_ axis: Int, _ range: Range<Int>) -> Tensor {
        let view = AxisView(shape, axis: axis)
        var shape = shape
        shape[axis] = range.count
        let starts = (0..<view.outer).map { ($0 * view.length + range.lowerBound) * view.inner }
        return picking(starts, blockSize: range.count * view.inner, shape: shape)
    }
}
