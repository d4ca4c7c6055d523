/// ArgMax and ArgMin: where along an axis the largest or smallest element is.
struct ExtremePosition: TensorOperator, StepwiseOperator {
    private let axis: Int
    private let keepsDimension: Bool
    private let prefersLast: Bool
    private let isMaximum: Bool

    /// Whether it finds the first of the largest elements of every row.
    var findsLargest: Bool { isMaximum && !prefersLast && (axis == 1 || axis == -1) }

    init(_ node: OperatorNode) throws(ModelError) {
        axis = try node.attributes.integer("axis") ?? 0
        keepsDimension = try node.attributes.flag("keepdims", default: true)
        prefersLast = try node.attributes.flag("select_last_index", default: false)
        isMaximum = node.operatorType == "ArgMax"
    }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let input = try inputs.tensor(0)
        let axis = try input.shape.axis(axis)
        let view = AxisView(input.shape, axis: axis)
        guard view.length > 0 || view.lineCount == 0 else {
            throw .mismatch("Axis \(axis) of shape \(input.shape) is empty")
        }
        var shape = input.shape
        if keepsDimension { shape[axis] = 1 } else { shape.remove(at: axis) }
        let places: [Int64] =
            switch input.storage {
            case .float(let elements): positions(elements, view)
            case .double(let elements): positions(elements, view)
            case .int64(let elements): positions(elements, view)
            case .bool, .string: throw input.wrongElements("numbers")
            }
        return Tensor(checked: shape, .int64(places))
    }

    private func positions<Element: Comparable>(_ elements: [Element], _ view: AxisView) -> [Int64] {
        (0..<view.lineCount).map { line in
            var best = 0
            for index in 1..<max(view.length, 1) {
                let candidate = elements[view.position(line: line, index)]
                let holder = elements[view.position(line: line, best)]
                let isBetter = isMaximum ? candidate > holder : candidate < holder
                if isBetter || prefersLast && candidate == holder { best = index }
            }
            return Int64(best)
        }
    }
}
