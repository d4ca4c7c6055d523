/// ai.onnx.ml.FeatureVectorizer: the columns of all inputs side by side, cut off or filled up with zeros to a width.
struct FeatureVectorizer: TensorOperator, MovingOperator {
    private let widths: [Int]

    init(_ node: OperatorNode) throws(ModelError) {
        widths = try node.attributes.integers("inputdimensions") ?? []
        guard widths.allSatisfy({ 0...[Int].elementLimit ~= $0 }), widths.count <= 1 << 16 else {
            throw .malformed("The widths are \(widths.prefix(8))", attribute: "inputdimensions")
        }
    }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let parts = try inputs.tensors()
        guard let first = parts.first, parts.count == widths.count else {
            throw .mismatch("\(widths.count) inputs were expected, \(parts.count) were given")
        }
        let rows = try first.shape.rowsAndColumns().rows
        let shape = [rows, widths.reduce(0, +)]
        var result = [Float](repeating: 0, count: try shape.elementCount())
        var offset = 0
        for (part, width) in zip(parts, widths) {
            let (ownRows, columns) = try part.shape.rowsAndColumns()
            guard ownRows == rows else { throw .mismatch("Inputs of \(rows) and \(ownRows) rows were given") }
            let elements = try part.asFloats()
            for row in 0..<rows {
                for column in 0..<min(width, columns) {
                    result[row * shape[1] + offset + column] = elements[row * columns + column]
                }
            }
            offset += width
        }
        return Tensor(checked: shape, .float(result))
    }

    func moves(input: Int) -> Bool { true }
}
