import Foundation
package import OtherwiseCore
import OtherwiseModels
import OtherwiseNumerics

extension IsolationForest {
    /// Grows a forest; each tree from a stream of its own.
    ///
    /// - Parameters:
    ///   - rows: `[rows × features]`.
    ///   - treeCount: 100, and samples of 256 rows, as in the paper.
    package init(_ rows: [[Value]], schema: Schema, treeCount: Int = 100, sampleSize: Int = 256, seed: UInt64) {
        let size = min(sampleSize, rows.count)
        self.init(schema: schema, nodes: [], roots: [], sampleSize: size)
        let limit = Int(log2(Double(max(size, 2))).rounded(.up))
        for tree in 0..<treeCount {
            var generator = SeededGenerator(seed: seed).split(tree)
            let sample = Self.sample(size, of: rows.count, using: &generator)
            roots.append(nodes.count)
            grow(sample.map { encoded(rows[$0]) }, depth: 0, limit: limit, using: &generator)
        }
    }

    /// Different numbers below `count`, drawn by Floyd's method (Bentley and Floyd 1987).
    private static func sample(_ size: Int, of count: Int, using generator: inout SeededGenerator) -> [Int] {
        var chosen: Set<Int> = []
        return (count - size..<count).map { last in
            let drawn = Int.random(in: 0...last, using: &generator)
            let number = chosen.contains(drawn) ? last : drawn
            chosen.insert(number)
            return number
        }
    }

    private mutating func grow(_ rows: [[Double]], depth: Int, limit: Int, using generator: inout SeededGenerator) {
        let place = nodes.count
        nodes.append(.leaf(path: Double(depth) + Self.averagePath(rows.count)))
        guard rows.count > 1, depth < limit, var node = split(of: rows, using: &generator) else { return }
        let goLeft = setWords.withUnsafeBufferPointer { words in
            rows.map { node.sendsLeft($0[Int(node.axis)], setWords: words) }
        }
        node.left = Int32(nodes.count)
        grow(zip(rows, goLeft).filter(\.1).map(\.0), depth: depth + 1, limit: limit, using: &generator)
        node.right = Int32(nodes.count)
        grow(zip(rows, goLeft).filter { !$0.1 }.map(\.0), depth: depth + 1, limit: limit, using: &generator)
        nodes[place] = node
    }

    /// A random test of a random feature among those that differ; `nil` where none does.
    private mutating func split(of rows: [[Double]], using generator: inout SeededGenerator) -> Node? {
        for axis in schema.features.indices.shuffled(using: &generator) {
            let present = Set(rows.map { $0[axis] }.filter { !$0.isNaN }).sorted()
            // Halves, so that no width overflows.
            guard let low = present.first.map({ Float($0) / 2 }), let high = present.last.map({ Float($0) / 2 }),
                low < high
            else { continue }
            let missingGoesLeft = Bool.random(using: &generator)
            guard !schema.features[axis].domain.isNumeric else {
                let cut = 2 * Float.random(in: low..<high, using: &generator)
                return Node(axis: axis, value: Double(cut), missingGoesLeft: missingGoesLeft)
            }
            let start = setWords.count
            let count = Int.random(in: 1..<present.count, using: &generator)
            let left = present.shuffled(using: &generator).prefix(count).map { Int($0) }
            // One more than the categories, for what is none of them.
            setWords += CellSet(left, count: schema.features[axis].domain.categories.count + 1).words
            return Node(axis: axis, set: start, missingGoesLeft: missingGoesLeft)
        }
        return nil
    }
}
