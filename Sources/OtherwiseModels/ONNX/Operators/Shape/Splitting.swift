/// Split: pieces along an axis, of sizes given by an attribute (before version 13) or an input, or else equal.
struct Splitting: MovingOperator {
    private let axis: Int
    private let sizes: IndexSetting
    private let outputCount: Int
    /// Whether the last piece may be smaller than the others (from version 18).
    private let allowsRemainder: Bool

    init(_ node: OperatorNode) throws(ModelError) {
        axis = try node.attributes.integer("axis") ?? 0
        sizes = try IndexSetting(node, "split", input: 1)
        outputCount = try node.attributes.integer("num_outputs") ?? node.outputCount
        allowsRemainder = node.version >= 18
        guard 1...1 << 20 ~= outputCount else { throw .malformed("It has \(outputCount) outputs") }
    }

    func apply(to inputs: OperatorInputs) throws(ModelError) -> [ONNXValue] {
        let input = try inputs.tensor(0)
        let axis = try input.shape.axis(axis)
        var start = 0
        var pieces: [ONNXValue] = []
        for size in try sizes(inputs, length: input.shape[axis]) {
            guard size >= 0, size <= input.shape[axis] - start else {
                throw .mismatch("A tensor of shape \(input.shape) cannot be split at \(start) into a piece of \(size)")
            }
            pieces.append(.tensor(input.slice(axis, start..<start + size)))
            start += size
        }
        guard start == input.shape[axis] else {
            throw .mismatch("The pieces cover \(start) of \(input.shape[axis]) positions")
        }
        return pieces
    }

    private func sizes(_ inputs: OperatorInputs, length: Int) throws(ModelError) -> [Int] {
        if let sizes = try sizes.indices(inputs) { return sizes }
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
