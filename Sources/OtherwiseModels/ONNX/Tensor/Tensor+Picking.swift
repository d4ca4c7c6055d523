/// Rearranging elements of any type: what Slice, Gather, Transpose, Expand and their like come down to.
extension Tensor {
    /// The blocks of `blockSize` elements that begin at `starts`, one after the other.
    ///
    /// - Parameter starts: Positions from which `blockSize` elements exist.
    func picking(_ starts: [Int], blockSize: Int = 1, shape: [Int]) -> Tensor {
        Tensor(checked: shape, storage.applying(Picking(starts: starts, blockSize: blockSize)))
    }
}

/// A change of an array that is the same for every type of element.
protocol ArrayTransform {
    func callAsFunction<Element>(_ elements: [Element]) -> [Element]
}

extension Tensor.Storage {
    func applying(_ transform: some ArrayTransform) -> Self {
        switch self {
        case .float(let elements): .float(transform(elements))
        case .double(let elements): .double(transform(elements))
        case .int64(let elements): .int64(transform(elements))
        case .bool(let elements): .bool(transform(elements))
        case .string(let elements): .string(transform(elements))
        }
    }
}

private struct Picking: ArrayTransform {
    let starts: [Int]
    let blockSize: Int

    func callAsFunction<Element>(_ elements: [Element]) -> [Element] {
        guard blockSize != 1 else { return starts.map { elements[$0] } }
        var result: [Element] = []
        result.reserveCapacity(starts.count * blockSize)
        for start in starts { result.append(contentsOf: elements[start..<start + blockSize]) }
        return result
    }
}
