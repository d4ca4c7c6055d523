/// The product of two matrices, in the precision of their elements.
///
/// Each element is summed in the order of the inner dimension. The only file of the interpreter with pointers:
/// without bounds checks the inner loop becomes SIMD, about six times as fast.
struct MatrixProduct {
    let rows: Int
    let inner: Int
    let columns: Int

    /// `left · right + start`, with `left` `[rows × inner]`, `right` `[inner × columns]`, `start` `[columns]`.
    func callAsFunction<Number: BinaryFloatingPoint>(
        _ left: ArraySlice<Number>, _ right: ArraySlice<Number>, startingFrom start: [Number]
    ) -> [Number] {
        guard left.count == rows * inner, right.count == inner * columns, start.count == columns else { return [] }
        return [Number](unsafeUninitializedCapacity: rows * columns) { result, count in
            result.initialize(repeating: 0)
            left.withUnsafeBufferPointer { left in
                right.withUnsafeBufferPointer { right in
                    for row in 0..<rows { addRow(row, left, right, result) }
                }
            }
            for position in 0..<rows * columns { result[position] += start[position % columns] }
            count = rows * columns
        }
    }

    /// The same with `right` given as `[columns × inner]`.
    func callAsFunction<Number: BinaryFloatingPoint>(
        _ left: [Number], transposed right: [Number], startingFrom start: [Number]
    ) -> [Number] {
        self(left[...], Self.transposed(right, rows: columns, columns: inner)[...], startingFrom: start)
    }

    @inline(__always)
    private func addRow<Number: BinaryFloatingPoint>(
        _ row: Int, _ left: UnsafeBufferPointer<Number>, _ right: UnsafeBufferPointer<Number>,
        _ result: UnsafeMutableBufferPointer<Number>
    ) {
        guard let left = left.baseAddress, let right = right.baseAddress, let result = result.baseAddress else { return }
        let sums = result + row * columns
        for index in 0..<inner {
            let factor = left[row * inner + index]
            let line = right + index * columns
            for column in 0..<columns { sums[column] += factor * line[column] }
        }
    }

    /// A matrix `[rows × columns]` as `[columns × rows]`.
    private static func transposed<Element>(_ matrix: [Element], rows: Int, columns: Int) -> [Element] {
        (0..<columns).flatMap { column in (0..<rows).map { matrix[$0 * columns + column] } }
    }
}
