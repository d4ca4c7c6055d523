/// LpNormalization: lines along an axis divided by the sum of their magnitudes or by their length.
struct LengthNormalization: TensorOperator {
    private let axis: Int
    private let isEuclidean: Bool

    init(_ node: OperatorNode) throws(ModelError) {
        axis = try node.attributes.integer("axis") ?? -1
        isEuclidean = try node.attributes.integer("p") ?? 2 == 2
    }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let input = try inputs.tensor(0)
        let view = AxisView(input.shape, axis: try input.shape.axis(axis))
        switch input.storage {
        case .float(let elements): return Tensor(checked: input.shape, .float(normalized(elements, view)))
        case .double(let elements): return Tensor(checked: input.shape, .double(normalized(elements, view)))
        case .int64, .bool, .string: throw input.wrongElements("floats")
        }
    }

    /// A line of zeros stays one.
    private func normalized<Number: BinaryFloatingPoint>(_ elements: [Number], _ view: AxisView) -> [Number] {
        var elements = elements
        for line in 0..<view.lineCount {
            let positions = (0..<view.length).map { view.position(line: line, $0) }
            let norm =
                isEuclidean
                ? positions.reduce(0) { $0 + elements[$1] * elements[$1] }.squareRoot()
                : positions.reduce(0) { $0 + abs(elements[$1]) }
            for position in positions where norm != 0 { elements[position] /= norm }
        }
        return elements
    }
}
