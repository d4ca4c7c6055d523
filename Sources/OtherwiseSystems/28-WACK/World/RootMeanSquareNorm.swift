/// The rows of a matrix, each divided by the root of its mean square (Zhang and Sennrich 2019).
struct RootMeanSquareNorm: Sendable {
    private(set) var matrix: FloatMatrix
    /// What each row was multiplied by.
    private var scales: [Float] = []

    private static let smallest: Float = 1e-6

    init(_ matrix: FloatMatrix) {
        self.matrix = matrix
        let columns = matrix.columns
        scales = [Float](unsafeUninitializedCapacity: matrix.rows) { scales, count in
            self.matrix.values.withUnsafeMutableBufferPointer { values in
                for row in 0..<matrix.rows {
                    scales[row] = Self.normalize(values.extracting(row * columns..<(row + 1) * columns))
                }
            }
            count = matrix.rows
        }
    }

    private static func normalize(_ row: UnsafeMutableBufferPointer<Float>) -> Float {
        var square: Float = 0
        for value in row { square += value * value }
        let scale = 1 / (square / Float(row.count) + smallest).squareRoot()
        for place in row.indices { row[place] *= scale }
        return scale
    }

    /// The gradient with respect to the rows as they were, from that with respect to the rows as they are.
    func gradient(_ gradient: FloatMatrix) -> FloatMatrix {
        var result = gradient
        let columns = matrix.columns
        result.values.withUnsafeMutableBufferPointer { gradient in
            matrix.values.withUnsafeBufferPointer { values in
                for (row, scale) in scales.enumerated() {
                    let places = row * columns..<(row + 1) * columns
                    Self.backward(gradient.extracting(places), values.extracting(places), scale)
                }
            }
        }
        return result
    }

    private static func backward(
        _ gradient: UnsafeMutableBufferPointer<Float>, _ values: UnsafeBufferPointer<Float>, _ scale: Float
    ) {
        var mean: Float = 0
        for place in gradient.indices { mean += gradient[place] * values[place] }
        mean /= Float(gradient.count)
        for place in gradient.indices { gradient[place] = scale * (gradient[place] - values[place] * mean) }
    }
}
