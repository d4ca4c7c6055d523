/// The arithmetic of shapes, safe on sizes that come from a file.
extension [Int] {
    /// The most elements that a tensor may have: a quarter of a gigabyte of floats.
    static var elementLimit: Int { 1 << 26 }
    /// The most dimensions that a tensor may have.
    static var rankLimit: Int { 64 }

    /// The number of elements of a tensor of this shape.
    ///
    /// - Throws: `ModelError` with code `.tooLarge` above `elementLimit`, `.malformed` for a negative size.
    func elementCount() throws(ModelError) -> Int {
        guard self.count <= Self.rankLimit else { throw .tooLarge("A tensor has \(self.count) dimensions") }
        var count = 1
        for size in self {
            guard size >= 0 else { throw .malformed("A shape has a negative size: \(self)") }
            let (product, overflow) = count.multipliedReportingOverflow(by: Swift.max(size, 1))
            guard !overflow, product <= Self.elementLimit else {
                throw .tooLarge("A tensor of shape \(self) is above the limit of \(Self.elementLimit) elements")
            }
            count = product
        }
        return contains(0) ? 0 : count
    }

    /// The product of the sizes in `range`, of a shape that was checked.
    func product(_ range: Range<Int>) -> Int { self[range].reduce(1, *) }

    /// How far apart neighbours along each dimension lie, of a shape that was checked.
    var strides: [Int] {
        var strides = [Int](repeating: 1, count: count)
        for axis in indices.dropLast().reversed() { strides[axis] = strides[axis + 1] * self[axis + 1] }
        return strides
    }

    /// `axis` counted from the front; a negative one counts from the end.
    func axis(_ axis: Int) throws(ModelError) -> Int {
        let fromFront = axis < 0 ? axis &+ count : axis
        guard indices.contains(fromFront) else {
            throw .mismatch("Axis \(axis) does not exist in a tensor of shape \(self)")
        }
        return fromFront
    }

    /// `axes` counted from the front, without repetition; every one must exist.
    func axes(_ axes: [Int]) throws(ModelError) -> Set<Int> {
        var result: Set<Int> = []
        for axis in axes { result.insert(try self.axis(axis)) }
        return result
    }

    /// The shape as a matrix of rows: a list is one row, further dimensions are folded into the columns.
    func rowsAndColumns() throws(ModelError) -> (rows: Int, columns: Int) {
        switch count {
        case 0: throw .mismatch("A single value was given where rows were expected")
        case 1: (1, self[0])
        default: (self[0], product(1..<count))
        }
    }
}
