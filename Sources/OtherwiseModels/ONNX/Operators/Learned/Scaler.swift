/// ai.onnx.ml.Scaler: `(x − offset) · scale`, per column or the same for all; the result is floats.
struct Scaler: TensorOperator {
    private let offsets, scales: [Float]

    init(_ node: OperatorNode) throws(ModelError) {
        offsets = try node.attributes.floats("offset")
        scales = try node.attributes.floats("scale")
        guard !scales.isEmpty, scales.count == offsets.count else {
            throw .malformed("There are \(scales.count) scales and \(offsets.count) offsets", attribute: "scale")
        }
        if let column = scales.indices.first(where: { scales[$0].isNaN || offsets[$0].isNaN }) {
            throw .malformed("The scale or the offset of column \(column) is NaN", attribute: "scale")
        }
    }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let input = try inputs.tensor(0)
        let columns = try input.shape.rowsAndColumns().columns
        guard scales.count == columns || scales.count == 1 else {
            throw .mismatch("\(scales.count) columns were expected, rows of \(columns) were given")
        }
        if case .double(let elements) = input.storage {
            return Tensor(checked: input.shape, .float(scaled(elements).map { Float($0) }))
        }
        return Tensor(checked: input.shape, .float(scaled(try input.asFloats())))
    }

    private func scaled<Number: BinaryFloatingPoint>(_ elements: [Number]) -> [Number] {
        elements.enumerated().map { position, element in
            let column = position % scales.count
            return (element - Number(offsets[column])) * Number(scales[column])
        }
    }
}

extension Scaler: DifferentiableOperator {
    func adjoints(in pass: ReversePass) -> [[Double]?] {
        [pass.adjoint.enumerated().map { $1 * Double(scales[$0 % scales.count]) }]
    }
}
