/// Numbers in rows and columns, stored row by row, in single precision: what a small network is made of.
struct FloatMatrix: Sendable, Hashable {
    let rows: Int
    let columns: Int
    /// Row-major, `[rows × columns]`.
    var values: [Float]

    /// - Parameter values: Row-major, `[rows × columns]`.
    init(rows: Int, columns: Int, values: [Float]) {
        (self.rows, self.columns, self.values) = (rows, columns, values)
    }

    /// All 0.
    init(rows: Int, columns: Int) {
        self.init(rows: rows, columns: columns, values: [Float](repeating: 0, count: rows * columns))
    }

    /// Where a row lies in `values`.
    func range(ofRow row: Int) -> Range<Int> { row * columns..<(row + 1) * columns }

    /// Some of the rows, in the order given.
    func selecting(_ places: [Int]) -> FloatMatrix {
        FloatMatrix(
            rows: places.count, columns: columns,
            values: Array(unsafeUninitializedCapacity: places.count * columns) { result, count in
                values.withUnsafeBufferPointer { values in
                    for (row, place) in places.enumerated() {
                        let copied = values.extracting(range(ofRow: place))
                        _ = result.extracting(range(ofRow: row)).initialize(fromContentsOf: copied)
                    }
                }
                count = places.count * columns
            })
    }

    /// Adds each row of another matrix to the row at its place; a place may come several times.
    mutating func add(_ other: FloatMatrix, toRows places: [Int]) {
        let columns = columns
        values.withUnsafeMutableBufferPointer { values in
            other.values.withUnsafeBufferPointer { other in
                for (row, place) in places.enumerated() {
                    for column in 0..<columns { values[place * columns + column] += other[row * columns + column] }
                }
            }
        }
    }

    static func += (left: inout FloatMatrix, right: FloatMatrix) {
        left.values.withUnsafeMutableBufferPointer { left in
            right.values.withUnsafeBufferPointer { right in
                for place in left.indices { left[place] += right[place] }
            }
        }
    }
}
