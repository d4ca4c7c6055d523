/// Products, worked out in tiles of four rows and eight columns, so that every number read is used several times.
extension FloatMatrix {
    /// `A B`.
    func times(_ other: FloatMatrix) -> FloatMatrix {
        Tiling(rows: rows, columns: other.columns, depth: columns, strides: (columns, 1)).product(self, other)
    }

    /// `Aᵀ B`.
    func transposedTimes(_ other: FloatMatrix) -> FloatMatrix {
        Tiling(rows: columns, columns: other.columns, depth: rows, strides: (1, columns)).product(self, other)
    }

    /// `A Bᵀ`.
    func timesTransposed(_ other: FloatMatrix) -> FloatMatrix { times(other.transposed) }

    private var transposed: FloatMatrix {
        let turned = [Float](unsafeUninitializedCapacity: rows * columns) { result, count in
            values.withUnsafeBufferPointer { values in
                for row in 0..<rows {
                    for column in 0..<columns { result[column * rows + row] = values[row * columns + column] }
                }
            }
            count = rows * columns
        }
        return FloatMatrix(rows: columns, columns: rows, values: turned)
    }
}

/// How a product is cut into tiles. The last of a row or column overlaps the one before rather than being smaller.
private struct Tiling {
    private typealias Lane = SIMD8<Float>
    private static let height = 4
    private static let width = Lane.scalarCount

    /// Of the product.
    let rows, columns: Int
    /// How many products each number of it adds up.
    let depth: Int
    /// Of the left matrix: from one row of the product to the next, and from one addend to the next.
    let strides: (row: Int, depth: Int)

    func product(_ left: FloatMatrix, _ right: FloatMatrix) -> FloatMatrix {
        guard rows >= Self.height, columns >= Self.width else { return plainProduct(left, right) }
        let values = [Float](unsafeUninitializedCapacity: rows * columns) { result, count in
            left.values.withUnsafeBufferPointer { left in
                right.values.withUnsafeBufferPointer { right in
                    guard let left = left.baseAddress, let right = right.baseAddress,
                        let result = result.baseAddress
                    else { return }
                    fill(result, left, right)
                    count = rows * columns
                }
            }
        }
        return FloatMatrix(rows: rows, columns: columns, values: values)
    }

    private func fill(
        _ result: UnsafeMutablePointer<Float>, _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>
    ) {
        for row in stride(from: 0, to: rows, by: Self.height) {
            let row = min(row, rows - Self.height)
            for column in stride(from: 0, to: columns, by: Self.width) {
                let column = min(column, columns - Self.width)
                fillTile(result + row * columns + column, left + row * strides.row, right + column)
            }
        }
    }

    @inline(__always)
    private func fillTile(
        _ result: UnsafeMutablePointer<Float>, _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>
    ) {
        var sums = (Lane.zero, Lane.zero, Lane.zero, Lane.zero)
        var left = left, right = UnsafeRawPointer(right)
        for _ in 0..<depth {
            let its = right.loadUnaligned(as: Lane.self)
            sums.0 += its * left[0]
            sums.1 += its * left[strides.row]
            sums.2 += its * left[2 * strides.row]
            sums.3 += its * left[3 * strides.row]
            left += strides.depth
            right += columns * MemoryLayout<Float>.stride
        }
        let result = UnsafeMutableRawPointer(result), step = columns * MemoryLayout<Float>.stride
        result.storeBytes(of: sums.0, as: Lane.self)
        (result + step).storeBytes(of: sums.1, as: Lane.self)
        (result + 2 * step).storeBytes(of: sums.2, as: Lane.self)
        (result + 3 * step).storeBytes(of: sums.3, as: Lane.self)
    }

    /// Of a matrix that is smaller than a tile.
    private func plainProduct(_ left: FloatMatrix, _ right: FloatMatrix) -> FloatMatrix {
        var result = FloatMatrix(rows: rows, columns: columns)
        for row in 0..<rows {
            for step in 0..<depth {
                let factor = left.values[row * strides.row + step * strides.depth]
                for column in 0..<columns {
                    result.values[row * columns + column] += factor * right.values[step * columns + column]
                }
            }
        }
        return result
    }
}
