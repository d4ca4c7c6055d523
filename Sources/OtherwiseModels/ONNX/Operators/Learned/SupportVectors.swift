/// What SVMClassifier and SVMRegressor have in common: vectors, and the dot products of rows with them.
struct SupportVectors: Sendable {
    /// Row-major `[count × columns]`.
    let vectors: [Float]
    let count: Int
    let columns: Int

    /// - Parameter count: The number of vectors; their attribute may be any whole number of columns.
    init(_ attributes: NodeAttributes, count: Int) throws(ModelError) {
        let vectors = try attributes.floats("support_vectors")
        guard count > 0, !vectors.isEmpty, vectors.count.isMultiple(of: count) else {
            throw .malformed("\(count) vectors have \(vectors.count) numbers", attribute: "support_vectors")
        }
        self.vectors = vectors
        self.count = count
        columns = vectors.count / count
    }

    /// The dot product of every row with every vector, `[rows × count]`.
    func products(with input: Tensor) throws(ModelError) -> [Float] {
        let width = try input.shape.rowsAndColumns().columns
        guard width == columns else { throw .mismatch("\(columns) columns were expected, rows of \(width) were given") }
        let elements = try input.asFloats()
        _ = try [elements.count / columns, count].elementCount()
        return MatrixProduct(rows: elements.count / columns, inner: columns, columns: count)
            .callAsFunction(elements, transposed: vectors, startingFrom: [Float](repeating: 0, count: count))
    }

    /// The weighted sum of the vectors: the coefficients of the same linear function of a row.
    func combined(_ weights: [Float]) -> [Double] {
        (0..<columns).map { column in
            zip(weights.indices, weights).reduce(0) { $0 + Double($1.1) * Double(vectors[$1.0 * columns + column]) }
        }
    }
}

extension NodeAttributes {
    /// Refuses kernels other than the linear one, unless there are no vectors to apply one to.
    func checkKernel() throws(ModelError) {
        let kernel = try string("kernel_type") ?? "LINEAR"
        guard kernel == "LINEAR" else {
            throw .unsupported("The kernel \(kernel) is not known here", attribute: "kernel_type")
        }
    }
}
