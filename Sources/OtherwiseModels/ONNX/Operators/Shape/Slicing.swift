/// Slice: a range with a step along some axes, given by attributes (before version 10) or inputs.
struct Slicing: TensorOperator, MovingOperator {
    private let starts, ends, axes, steps: IndexSetting

    init(_ node: OperatorNode) throws(ModelError) {
        starts = try IndexSetting(node, "starts", input: 1)
        ends = try IndexSetting(node, "ends", input: 2)
        axes = try IndexSetting(node, "axes", input: 3)
        steps = try IndexSetting(node, "steps", input: 4)
    }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let input = try inputs.tensor(0)
        let starts = try starts.required(inputs)
        let ends = try ends.required(inputs)
        let axes = try axes.indices(inputs) ?? Array(starts.indices)
        let steps = try steps.indices(inputs) ?? [Int](repeating: 1, count: starts.count)
        guard ends.count == starts.count, axes.count == starts.count, steps.count == starts.count else {
            throw .mismatch(
                "\(starts.count) starts have \(ends.count) ends, \(axes.count) axes and \(steps.count) steps")
        }
        var chosen = input.shape.map { Array(0..<$0) }
        for (index, axis) in axes.enumerated() {
            let axis = try input.shape.axis(axis)
            chosen[axis] = try Self.positions(starts[index], ends[index], steps[index], of: input.shape[axis])
        }
        return input.crossing(chosen)
    }

    /// The positions from `start` up to `end`; negative ones count from the end, and what lies outside is cut off.
    private static func positions(_ start: Int, _ end: Int, _ step: Int, of length: Int) throws(ModelError) -> [Int] {
        guard step != 0 else { throw .mismatch("The step of a slice is \(step)") }
        let fromFront = { (position: Int) in position < 0 ? position &+ length : position }
        let isForward = step > 0
        let limits = isForward ? 0...length : -1...length - 1
        let first = isForward ? clamp(fromFront(start), limits) : clamp(fromFront(start), 0...max(length - 1, 0))
        let last = clamp(fromFront(end), limits)
        // A step beyond the length reaches nothing, and would overflow.
        return Array(stride(from: first, to: last, by: isForward ? min(step, length + 1) : max(step, -length - 1)))
            .filter { $0 < length }
    }

    private static func clamp(_ position: Int, _ limits: ClosedRange<Int>) -> Int {
        min(max(position, limits.lowerBound), limits.upperBound)
    }
}

extension Tensor {
    /// The elements at all combinations of the chosen positions of each axis.
    func crossing(_ chosen: [[Int]]) -> Tensor {
        var starts = [0]
        for (positions, stride) in zip(chosen, shape.strides) {
            starts = starts.flatMap { start in positions.map { start + $0 * stride } }
        }
        return picking(starts, shape: chosen.map(\.count))
    }
}
