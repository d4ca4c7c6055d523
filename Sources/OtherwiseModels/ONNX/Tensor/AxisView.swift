/// A tensor seen as lines along one axis.
struct AxisView {
    /// How often the lines are repeated before the axis, how long they are, and how many lie side by side.
    let outer, length, inner: Int

    init(_ shape: [Int], axis: Int) {
        outer = shape.product(0..<axis)
        length = shape[axis]
        inner = shape.product(axis + 1..<shape.count)
    }

    var lineCount: Int { outer * inner }

    /// The position of element `index` of line `line`.
    func position(line: Int, _ index: Int) -> Int {
        (line / inner * length + index) * inner + line % inner
    }
}
