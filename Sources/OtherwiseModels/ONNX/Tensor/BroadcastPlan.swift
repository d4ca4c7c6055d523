/// How tensors of different shapes line up, by the rules of numpy: a size of 1 is repeated as often as needed.
struct BroadcastPlan {
    /// The shape of the result.
    let shape: [Int]
    /// The shape with neighbouring dimensions merged that every operand walks through in the same way.
    private let sizes: [Int]
    /// How far each operand moves along each of `sizes`; 0 where it is repeated.
    private let strides: [[Int]]

    init(_ shapes: [[Int]]) throws(ModelError) {
        let shape = try Self.commonShape(shapes)
        _ = try shape.elementCount()
        let strides = shapes.map { Self.strides(of: $0, in: shape) }
        let groups = Self.groups(shape, strides)
        self.shape = shape
        self.strides = strides.map { operand in groups.map { operand[$0[$0.count - 1]] } }
        sizes = groups.map { group in group.reduce(1) { $0 * shape[$1] } }
    }

    /// The position, in the operand at `index`, of every element of the result.
    func positions(of index: Int) -> [Int] {
        var positions: [Int] = []
        positions.reserveCapacity(sizes.reduce(1, *))
        forEachRun { starts, length, steps in
            for position in 0..<length { positions.append(starts[index] + position * steps[index]) }
        }
        return positions
    }

    /// The results of `body` on the elements of two operands that face one another.
    @inline(__always)
    func combine<First, Second, Result>(
        _ first: [First], _ second: [Second], _ body: (First, Second) -> Result
    ) -> [Result] {
        var results: [Result] = []
        results.reserveCapacity(sizes.reduce(1, *))
        forEachRun { starts, length, steps in
            for position in 0..<length {
                results.append(body(first[starts[0] + position * steps[0]], second[starts[1] + position * steps[1]]))
            }
        }
        return results
    }

    /// Calls `body` for every stretch along the last dimension: where each operand starts, the length, the steps.
    @inline(__always)
    private func forEachRun(_ body: ([Int], Int, [Int]) -> Void) {
        guard !sizes.contains(0) else { return }
        let length = sizes.last ?? 1
        let steps = strides.map { $0.last ?? 0 }
        var starts = [Int](repeating: 0, count: strides.count)
        var place = [Int](repeating: 0, count: max(sizes.count - 1, 0))
        repeat { body(starts, length, steps) } while advance(&place, &starts)
    }

    /// Moves to the next stretch; `false` after the last.
    private func advance(_ place: inout [Int], _ starts: inout [Int]) -> Bool {
        for axis in place.indices.reversed() {
            place[axis] += 1
            for operand in starts.indices { starts[operand] += strides[operand][axis] }
            if place[axis] < sizes[axis] { return true }
            for operand in starts.indices { starts[operand] -= strides[operand][axis] * sizes[axis] }
            place[axis] = 0
        }
        return false
    }
}

extension BroadcastPlan {
    private static func commonShape(_ shapes: [[Int]]) throws(ModelError) -> [Int] {
        var common = [Int](repeating: 1, count: shapes.map(\.count).max() ?? 0)
        for shape in shapes {
            for (axis, size) in zip(common.indices.suffix(shape.count), shape) where size != 1 {
                guard common[axis] == 1 || common[axis] == size else {
                    throw .mismatch(
                        "The shapes \(shapes.map(\.description).joined(separator: " and ")) do not go together")
                }
                common[axis] = size
            }
        }
        return common
    }

    private static func strides(of operand: [Int], in shape: [Int]) -> [Int] {
        let own = zip(operand, operand.strides).map { $0 == 1 ? 0 : $1 }
        return [Int](repeating: 0, count: shape.count - operand.count) + own
    }

    /// The dimensions of `shape`, but those of size 1, in groups along which every operand moves in steps of one size.
    private static func groups(_ shape: [Int], _ strides: [[Int]]) -> [[Int]] {
        var groups: [[Int]] = []
        for axis in shape.indices where shape[axis] != 1 {
            if let before = groups.last?.last, strides.allSatisfy({ $0[before] == $0[axis] * shape[axis] }) {
                groups[groups.count - 1].append(axis)
            } else {
                groups.append([axis])
            }
        }
        return groups
    }
}
