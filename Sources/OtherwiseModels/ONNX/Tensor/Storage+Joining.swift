extension Tensor.Storage {
    /// These elements and then those of `other`, which must be of the same type.
    func appending(_ other: Self) throws(ModelError) -> Self {
        switch (self, other) {
        case (.float(let a), .float(let b)): return .float(a + b)
        case (.double(let a), .double(let b)): return .double(a + b)
        case (.int64(let a), .int64(let b)): return .int64(a + b)
        case (.bool(let a), .bool(let b)): return .bool(a + b)
        case (.string(let a), .string(let b)): return .string(a + b)
        default: throw .mismatch("Elements of types \(elementType) and \(other.elementType) were given")
        }
    }

    /// Blocks of several arrays, in turn: `rounds` times a block of each.
    static func interleaving(_ parts: [Self], rounds: Int) throws(ModelError) -> Self {
        switch parts.first {
        case .float:
            .float(interleave(try parts.only { if case .float(let elements) = $0 { elements } else { nil } }, rounds))
        case .double:
            .double(interleave(try parts.only { if case .double(let elements) = $0 { elements } else { nil } }, rounds))
        case .int64:
            .int64(interleave(try parts.only { if case .int64(let elements) = $0 { elements } else { nil } }, rounds))
        case .bool:
            .bool(interleave(try parts.only { if case .bool(let elements) = $0 { elements } else { nil } }, rounds))
        case .string:
            .string(interleave(try parts.only { if case .string(let elements) = $0 { elements } else { nil } }, rounds))
        case nil: throw .malformed("It has no inputs")
        }
    }
}

private func interleave<Element>(_ parts: [[Element]], _ rounds: Int) -> [Element] {
    var result: [Element] = []
    result.reserveCapacity(parts.reduce(0) { $0 + $1.count })
    for round in 0..<rounds {
        for part in parts {
            let size = part.count / rounds
            result.append(contentsOf: part[round * size..<(round + 1) * size])
        }
    }
    return result
}

extension [Tensor.Storage] {
    fileprivate func only<Value>(_ elements: (Tensor.Storage) -> [Value]?) throws(ModelError) -> [[Value]] {
        let found = compactMap(elements)
        guard found.count == count else { throw .mismatch("Elements of types \(typeNames) were given") }
        return found
    }

    private var typeNames: String { Set(map { "\($0.elementType)" }).sorted().joined(separator: " and ") }
}
