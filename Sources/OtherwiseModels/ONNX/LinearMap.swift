/// A matrix and an offset: the structure behind linear classifiers, linear regressors and linear support vectors.
///
/// ```
/// score[k] = intercept[k] + Σ_i coefficient[k, i] · x[i]
/// ```
package struct LinearMap: Sendable, Hashable {
    /// Row-major `[outputs × columns]`.
    package let coefficients: [Float]
    /// `[outputs]`.
    package let intercepts: [Float]

    package var outputs: Int { intercepts.count }
    package var columns: Int { coefficients.count / intercepts.count }

    /// - Throws: `ModelError` with code `.malformed` if `coefficients` is not a matrix with a row per intercept.
    package init(coefficients: [Float], intercepts: [Float]) throws(ModelError) {
        guard !intercepts.isEmpty, !coefficients.isEmpty, coefficients.count.isMultiple(of: intercepts.count) else {
            throw .malformed(
                "\(intercepts.count) scores have \(coefficients.count) coefficients", attribute: "coefficients")
        }
        self.coefficients = coefficients
        self.intercepts = intercepts
    }

    /// For two scores of which one is the negative of the other: the second alone.
    var secondOfMirrored: LinearMap? {
        guard outputs == 2, intercepts[0] == -intercepts[1] else { return nil }
        let (first, second) = (coefficients[..<columns], coefficients[columns...])
        guard zip(first, second).allSatisfy({ $0 == -$1 }) else { return nil }
        return try? LinearMap(coefficients: Array(second), intercepts: [intercepts[1]])
    }

    /// The scores of `rows`, row-major `[rows × columns]`, as `[rows × outputs]`.
    package func scores(of rows: [Float]) throws(ModelError) -> [Float] {
        guard rows.count.isMultiple(of: columns) else {
            throw .mismatch("Rows of \(columns) columns were expected, \(rows.count) numbers were given")
        }
        _ = try [rows.count / columns, outputs].elementCount()
        return MatrixProduct(rows: rows.count / columns, inner: columns, columns: outputs)
            .callAsFunction(rows, transposed: coefficients, startingFrom: intercepts)
    }
}

extension LinearMap {
    /// How a scalar changes with the rows, given how it changes with their scores, row-major `[rows × outputs]`.
    func adjoints(ofScores adjoints: [Double]) -> [Double] {
        let (outputs, columns) = (outputs, columns)
        var sums = [Double](repeating: 0, count: adjoints.count / outputs * columns)
        for (place, adjoint) in adjoints.enumerated() where adjoint != 0 {
            let (row, output) = (place / outputs, place % outputs)
            for column in 0..<columns {
                sums[row * columns + column] += adjoint * Double(coefficients[output * columns + column])
            }
        }
        return sums
    }
}
