import Foundation
package import OtherwiseCore

/// An isolation forest (Liu, Ting and Zhou 2008): random trees in which what is unlike the data ends up alone early.
///
/// A number is split between its least and greatest value at random, a category by a random set of those present;
/// a missing value goes to a side drawn for each split. The score is `2^(−E[path] / c(sample size))`: near 1 for what
/// is easily set apart, about 0.5 and below for the ordinary.
package struct IsolationForest: Sendable {
    package let schema: Schema
    /// All nodes of all trees; children lie behind their parents.
    package internal(set) var nodes: [Node]
    /// The first node of each tree.
    package internal(set) var roots: [Int]
    /// The sets of categories that go left as bits, by their place in the feature's domain; one after the other.
    package internal(set) var setWords: [UInt64]
    /// The number of rows that each tree was grown from.
    package let sampleSize: Int
    private let codes: [[String: Double]]

    /// A test of one feature, or a leaf.
    package struct Node: Sendable, Hashable, BitwiseCopyable {
        /// The position of the feature tested; -1 for a leaf.
        package var axis: Int32
        /// Where in `setWords` the set that goes left begins; -1 where numbers of at most `value` do.
        package var set: Int32
        /// The cut of a number, in single precision; for a leaf the path to it: depth + c(rows in it).
        package var value: Double
        package var left: Int32
        package var right: Int32
        package var missingGoesLeft: Bool

        package init(
            axis: Int, set: Int = -1, value: Double = 0, left: Int = 0, right: Int = 0, missingGoesLeft: Bool = false
        ) {
            self.axis = Int32(axis)
            self.set = Int32(set)
            self.value = value
            self.left = Int32(left)
            self.right = Int32(right)
            self.missingGoesLeft = missingGoesLeft
        }

        package static func leaf(path: Double) -> Node { Node(axis: -1, value: path) }
    }

    /// A forest as it is.
    package init(schema: Schema, nodes: [Node], roots: [Int], setWords: [UInt64] = [], sampleSize: Int) {
        self.schema = schema
        self.nodes = nodes
        self.roots = roots
        self.setWords = setWords
        self.sampleSize = sampleSize
        codes = schema.features.map { feature in
            Dictionary(uniqueKeysWithValues: feature.domain.categories.enumerated().map { ($1, Double($0)) })
        }
    }

    /// c(n): the mean length of an unsuccessful search in a binary search tree of n rows (Liu et al. 2008, equation 1).
    package static func averagePath(_ count: Int) -> Double {
        switch count {
        case ...1: 0
        case 2: 1
        default: 2 * (log(Double(count - 1)) + 0.577_215_664_901_532_9) - 2 * Double(count - 1) / Double(count)
        }
    }
}

extension IsolationForest {
    /// A row as the trees read it, `[features]`: numbers in single precision, categories by their place, NaN for
    /// what is missing or unknown.
    package func encoded(_ values: [Value]) -> [Double] {
        values.enumerated().map { code(of: $1, at: $0) }
    }

    /// A value of the feature at a position as the trees read it.
    func code(of value: Value, at position: Int) -> Double {
        switch value {
        case .number(let number): Double(Float(number))
        case .category(let category): codes[position][category] ?? .nan
        case .missing: .nan
        }
    }

    /// How isolated a row is, 0...1 (Liu et al. 2008, equation 2).
    package func score(of values: [Value]) -> Double { scores(of: [values])[0] }

    package func scores(of rows: [[Value]]) -> [Double] { paths(to: rows.map(encoded)).map(score(ofPath:)) }

    package func score(ofPath path: Double) -> Double {
        let normal = Self.averagePath(sampleSize)
        return normal > 0 ? exp2(-path / normal) : 0.5
    }

    /// The mean path, in splits, at which rows have a score above 0.
    func path(ofScore score: Double) -> Double { -log2(score) * Self.averagePath(sampleSize) }

    /// The mean path to each encoded row, in splits.
    package func paths(to rows: [[Double]]) -> [Double] {
        var sums = [Double](repeating: 0, count: rows.count)
        nodes.withUnsafeBufferPointer { nodes in
            setWords.withUnsafeBufferPointer { words in
                // A tree stays in the cache while many rows walk down.
                for start in stride(from: 0, to: rows.count, by: 512) {
                    for root in roots {
                        for row in start..<min(start + 512, rows.count) {
                            sums[row] += Self.path(from: root, nodes, words, to: rows[row])
                        }
                    }
                }
            }
        }
        return sums.map { $0 / Double(roots.count) }
    }

    @inline(__always)
    private static func path(
        from root: Int, _ nodes: UnsafeBufferPointer<Node>, _ setWords: UnsafeBufferPointer<UInt64>, to row: [Double]
    ) -> Double {
        var node = nodes[root]
        while node.axis >= 0 {
            node = nodes[Int(node.sendsLeft(row[Int(node.axis)], setWords: setWords) ? node.left : node.right)]
        }
        return node.value
    }
}

extension IsolationForest.Node {
    /// Whether a split sends a value of its feature left.
    @inline(__always)
    func sendsLeft(_ value: Double, setWords: UnsafeBufferPointer<UInt64>) -> Bool {
        if value.isNaN { return missingGoesLeft }
        guard set >= 0 else { return value <= self.value }
        let code = Int(value)
        return setWords[Int(set) + (code >> 6)] >> UInt64(code & 63) & 1 == 1
    }
}
