/// ai.onnx.ml.ZipMap: the columns of a matrix under names.
struct ZipMap: MovingOperator {
    let keys: ClassLabels

    var classLabels: ClassLabels? { keys }

    init(_ node: OperatorNode) throws(ModelError) {
        keys = try node.attributes.classLabels(integers: "classlabels_int64s")
    }

    func apply(to inputs: OperatorInputs) throws(ModelError) -> [ONNXValue] {
        let input = try inputs.tensor(0)
        let (rows, columns) = try input.shape.rowsAndColumns()
        guard columns == keys.count else {
            throw .mismatch("\(keys.count) columns were expected, rows of \(columns) were given")
        }
        return [.scores(KeyedScores(keys: keys, values: try input.reshaped([rows, columns])))]
    }
}
