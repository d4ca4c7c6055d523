/// A set of cells of one axis, as bits.
package struct CellSet: Sendable, Hashable {
    /// Bit `k % 64` of word `k / 64` says whether cell `k` is in the set.
    package private(set) var words: [UInt64]

    /// The empty set over `count` cells.
    package init(count: Int) {
        words = [UInt64](repeating: 0, count: (count + 63) / 64)
    }

    package init(_ cells: some Sequence<Int>, count: Int) {
        self.init(count: count)
        for cell in cells { insert(cell) }
    }

    package mutating func insert(_ cell: Int) { words[cell >> 6] |= 1 << UInt64(cell & 63) }
    package mutating func remove(_ cell: Int) { words[cell >> 6] &= ~(1 << UInt64(cell & 63)) }

    package func contains(_ cell: Int) -> Bool { words[cell >> 6] >> UInt64(cell & 63) & 1 == 1 }

    package var isEmpty: Bool { words.allSatisfy { $0 == 0 } }
    package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    package func intersection(_ other: CellSet) -> CellSet { combined(other) { $0 & $1 } }
    package func subtracting(_ other: CellSet) -> CellSet { combined(other) { $0 & ~$1 } }
    package func union(_ other: CellSet) -> CellSet { combined(other) { $0 | $1 } }
    package func isDisjoint(with other: CellSet) -> Bool { zip(words, other.words).allSatisfy { $0 & $1 == 0 } }
    package func isSubset(of other: CellSet) -> Bool { zip(words, other.words).allSatisfy { $0 & ~$1 == 0 } }

    private func combined(_ other: CellSet, _ operation: (UInt64, UInt64) -> UInt64) -> CellSet {
        var result = self
        for index in words.indices { result.words[index] = operation(words[index], other.words[index]) }
        return result
    }
}

/// The cells in ascending order.
extension CellSet: Sequence {
    package struct Iterator: IteratorProtocol {
        fileprivate let words: [UInt64]
        private var index = 0
        private var rest: UInt64

        fileprivate init(_ words: [UInt64]) {
            self.words = words
            rest = words.first ?? 0
        }

        package mutating func next() -> Int? {
            while rest == 0 {
                index += 1
                guard index < words.count else { return nil }
                rest = words[index]
            }
            defer { rest &= rest - 1 }
            return index * 64 + rest.trailingZeroBitCount
        }
    }

    package func makeIterator() -> Iterator { Iterator(words) }
}
