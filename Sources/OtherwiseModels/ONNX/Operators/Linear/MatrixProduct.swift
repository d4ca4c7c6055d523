/// The product of two matrices, in the precision of their elements.
///
/// Each element is one sum in the order of the inner dimension, of products that are not rounded before they are added:
/// that is how ONNX Runtime sums on processors with fused multiply-add, so that the results agree to the last bit.
/// This is the only file of the operators with pointers: without bounds checks the inner loop becomes SIMD.
struct MatrixProduct {
    let rows: Int
    let inner: Int
    let columns: Int

    /// The most multiplications for one product: seconds, where the sizes of the factors alone would allow minutes.
    static let multiplicationLimit = 1 << 34

    /// `left · right + start`, with `left` `[rows × inner]`, `right` `[inner × columns]`, `start` `[columns]`.
    func callAsFunction<Number: MatrixElement>(
        _ left: ArraySlice<Number>, _ right: ArraySlice<Number>, startingFrom start: [Number]
    ) -> [Number] {
        guard left.count == rows * inner, right.count == inner * columns, start.count == columns else { return [] }
        return [Number](unsafeUninitializedCapacity: rows * columns) { result, count in
            result.initialize(repeating: 0)
            left.withUnsafeBufferPointer { left in
                right.withUnsafeBufferPointer { right in
                    for row in 0..<rows {
                        addRow(
                            left.extracting(row * inner..<(row + 1) * inner), right,
                            to: result.extracting(row * columns..<(row + 1) * columns))
                    }
                }
            }
            for position in 0..<rows * columns { result[position] += start[position % columns] }
            count = rows * columns
        }
    }

    /// The same with `right` given as `[columns × inner]`.
    func callAsFunction<Number: MatrixElement>(
        _ left: [Number], transposed right: [Number], startingFrom start: [Number]
    ) -> [Number] {
        let turned = (0..<inner).flatMap { index in (0..<columns).map { right[$0 * inner + index] } }
        return self(left[...], turned[...], startingFrom: start)
    }

    @inline(__always)
    private func addRow<Number: MatrixElement>(
        _ row: UnsafeBufferPointer<Number>, _ right: UnsafeBufferPointer<Number>,
        to sums: UnsafeMutableBufferPointer<Number>
    ) {
        guard let right = right.baseAddress, let sums = sums.baseAddress else { return }
        for (index, factor) in row.enumerated() {
            let line = right + index * columns
            for column in 0..<columns { sums[column] = sums[column].adding(factor, times: line[column]) }
        }
    }
}

/// A number that matrices are made of.
protocol MatrixElement: BinaryFloatingPoint {
    /// `self + a · b`, rounded once.
    func adding(_ a: Self, times b: Self) -> Self
}

extension Float: MatrixElement {
    /// By way of doubles, in which the product is exact; faster than a call of `fma` where the processor may lack it.
    @inline(__always)
    func adding(_ a: Float, times b: Float) -> Float { Float(Double(self) + Double(a) * Double(b)) }
}

extension Double: MatrixElement {
    @inline(__always)
    func adding(_ a: Double, times b: Double) -> Double { addingProduct(a, b) }
}
