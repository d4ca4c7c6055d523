/// A table as a part of an array: where it starts, and how far a step along each of its axes leads.
struct StridedTable {
    /// The axes of all tables, one after the other.
    typealias Axes = [(variable: Int, stride: Int)]

    var values: [Double]
    var start = 0
    /// Its axes are `first..<end` of all.
    let first: Int
    var end: Int
    /// Whether it is still a factor of the product.
    var isLive = true
    /// Whether it is known to hold no 0.
    var isPositive = false

    static let one = StridedTable(values: [1], first: 0)

    /// A table whose axes are still to come.
    init(values: [Double], first: Int) { (self.values, self.first, end) = (values, first, first) }

    private func stride(_ variable: Int, _ axes: Axes) -> Int {
        for place in first..<end where axes[place].variable == variable { return axes[place].stride }
        return 0
    }

    /// The product with another table, row-major over `scope`, which with `summed` covers the variables of both.
    ///
    /// - Parameters:
    ///   - summed: A variable that is summed over; `nil` for none.
    ///   - sizes: The number of levels of each variable.
    func multiplied(
        by other: StridedTable, _ axes: Axes, over scope: [Int], summing summed: Int?, _ sizes: [Int]
    ) -> [Double] {
        var steps = scope.map { (size: sizes[$0], one: stride($0, axes), other: other.stride($0, axes)) }
        let count = steps.reduce(1) { $0 * $1.size }
        steps.append(
            summed.map { (sizes[$0], stride($0, axes), other.stride($0, axes)) } ?? (size: 1, one: 0, other: 0))
        return values.withUnsafeBufferPointer { own in
            other.values.withUnsafeBufferPointer { others in
                steps.withUnsafeBufferPointer { steps in
                    [Double](unsafeUninitializedCapacity: count) { result, filled in
                        guard let own = own.baseAddress, let others = others.baseAddress else { return }
                        var walk = ProductWalk(steps: steps, result: result)
                        walk.fill(0, own + start, others + other.start)
                        filled = count
                    }
                }
            }
        }
    }
}

/// Goes through the cells of a product, the last axis summed.
private struct ProductWalk {
    let steps: UnsafeBufferPointer<(size: Int, one: Int, other: Int)>
    let result: UnsafeMutableBufferPointer<Double>
    private var place = 0

    init(
        steps: UnsafeBufferPointer<(size: Int, one: Int, other: Int)>, result: UnsafeMutableBufferPointer<Double>
    ) { (self.steps, self.result) = (steps, result) }

    mutating func fill(_ axis: Int, _ one: UnsafePointer<Double>, _ other: UnsafePointer<Double>) {
        let step = steps[axis]
        guard axis == steps.count - 1 else {
            for level in 0..<step.size { fill(axis + 1, one + level * step.one, other + level * step.other) }
            return
        }
        var sum = 0.0
        for level in 0..<step.size { sum += one[level * step.one] * other[level * step.other] }
        result[place] = sum
        place += 1
    }
}
