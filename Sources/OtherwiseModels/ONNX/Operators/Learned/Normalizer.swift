/// ai.onnx.ml.Normalizer: every row divided by its largest element, its sum of magnitudes or its length.
struct Normalizer: TensorOperator {
    let norm: Norm

    enum Norm: String {
        case maximum = "MAX", sum = "L1", length = "L2"
    }

    init(_ node: OperatorNode) throws(ModelError) { norm = try node.attributes.choice("norm", default: .maximum) }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let input = try inputs.tensor(0)
        let (rows, columns) = try input.shape.rowsAndColumns()
        var elements = try input.asFloats()
        for row in 0..<rows { normalize(&elements, row * columns..<(row + 1) * columns) }
        return Tensor(checked: input.shape, .float(elements))
    }

    /// A row whose norm is 0 stays as it is.
    private func normalize(_ elements: inout [Float], _ row: Range<Int>) {
        switch norm {
        case .maximum: divide(&elements, row, by: elements[row].max() ?? 0)
        case .sum: divide(&elements, row, by: elements[row].reduce(0) { $0 + abs($1) })
        case .length:
            let sum = elements[row].reduce(0) { $0 + $1 * $1 }
            guard sum != 0 else { return }
            for position in row {
                let element = elements[position]
                let share = (element * element / sum).squareRoot()
                elements[position] = element < 0 ? -share : share
            }
        }
    }

    private func divide(_ elements: inout [Float], _ row: Range<Int>, by norm: Float) {
        guard norm != 0 else { return }
        for position in row { elements[position] /= norm }
    }
}

extension Normalizer: DifferentiableOperator {
    func adjoints(in pass: ReversePass) throws(ModelError) -> [[Double]?] {
        let input = try pass.inputs.tensor(0)
        let (rows, columns) = try input.shape.rowsAndColumns()
        let elements = try input.asDoubles()
        return [
            (0..<rows).flatMap { row in
                let own = row * columns..<(row + 1) * columns
                return NormSlope(norm.slope, of: Array(elements[own])).adjoints(Array(pass.adjoint[own]))
            }
        ]
    }
}

extension Normalizer.Norm {
    fileprivate var slope: NormSlope.Norm {
        switch self {
        case .maximum: .maximum
        case .sum: .sum
        case .length: .length
        }
    }
}
