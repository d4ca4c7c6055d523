/// Takes rows down the trees of a compact forest. The only file of the trees with pointers.
///
/// Why the pointers are safe: children lie in their tree by construction, and the tested columns are below
/// `TreeEnsemble.columns`, which the caller has compared with the width of the rows.
struct ForestDescent {
    let forest: CompactForest
    let columns: Int

    /// Rows that go down one tree after the other while they are in the cache.
    private var blockRows: Int { max(64, min(512, (1 << 15) / columns)) }

    /// Row-major `[rows × outputs]`, summed in the order of the trees.
    func sums(of rows: [Float]) -> [Float] {
        let count = rows.count / columns
        var sums = [Float](repeating: 0, count: count * forest.outputCount)
        rows.withUnsafeBufferPointer { rows in
            sums.withUnsafeMutableBufferPointer { sums in
                for start in stride(from: 0, to: count, by: blockRows) {
                    let end = min(start + blockRows, count)
                    add(
                        rows.extracting(start * columns..<end * columns),
                        to: sums.extracting(start * forest.outputCount..<end * forest.outputCount))
                }
            }
        }
        return sums
    }

    private func add(_ rows: UnsafeBufferPointer<Float>, to sums: UnsafeMutableBufferPointer<Float>) {
        let hasMissing = rows.contains(where: \.isNaN)
        forest.nodes.withUnsafeBufferPointer { nodes in
            forest.contributions.withUnsafeBufferPointer { contributions in
                guard let rows = Rows(rows, columns, forest.layout), let nodes = nodes.baseAddress,
                    let contributions = contributions.baseAddress, let sums = sums.baseAddress
                else { return }
                for tree in forest.trees {
                    let adder = Adder(tree, outputs: forest.outputCount, contributions, sums)
                    if hasMissing {
                        rows.descend(nodes + tree.firstNode, depth: tree.depth, child: rows.childWithMissing, adder)
                    } else {
                        rows.descend(nodes + tree.firstNode, depth: tree.depth, child: rows.child, adder)
                    }
                }
            }
        }
    }
}

/// Adds what leaves contribute to the sums of rows.
private struct Adder {
    private let contributions: UnsafePointer<Float>
    private let sums: UnsafeMutablePointer<Float>
    private let span: Int
    private let outputs: Int

    init(
        _ tree: CompactForest.Tree, outputs: Int, _ contributions: UnsafePointer<Float>,
        _ sums: UnsafeMutablePointer<Float>
    ) {
        self.contributions = contributions + tree.firstContribution
        self.sums = sums + tree.firstOutput
        self.outputs = outputs
        span = tree.span
    }

    @inline(__always)
    func add(_ leaf: UInt32, to row: Int) {
        for output in 0..<span { sums[row * outputs + output] += contributions[Int(leaf) * span + output] }
    }
}

/// A block of rows.
private struct Rows {
    private let values: UnsafePointer<Float>
    private let count: Int
    private let columns: Int
    private let columnMask, missingBit, childShift: UInt32

    /// Rows under way at once, so that one's wait for memory is another's work.
    private static var lanes: Int { 8 }
    private static var levelsBetweenChecks: Int { 8 }

    init?(_ values: UnsafeBufferPointer<Float>, _ columns: Int, _ layout: CompactForest.Layout) {
        guard let start = values.baseAddress else { return nil }
        self.values = start
        self.columns = columns
        count = values.count / columns
        columnMask = layout.columnMask
        missingBit = layout.missingBit
        childShift = layout.childShift
    }

    @inline(__always)
    func child(of node: CompactForest.Node, _ row: UnsafePointer<Float>) -> UInt32 {
        let isAbove = row[Int(node.link & columnMask)] > node.threshold
        return node.link >> childShift &+ (isAbove ? 1 : 0)
    }

    @inline(__always)
    func childWithMissing(of node: CompactForest.Node, _ row: UnsafePointer<Float>) -> UInt32 {
        let value = row[Int(node.link & columnMask)]
        let goesSecond = (value > node.threshold) != (value.isNaN && node.link & missingBit == 0)
        return node.link >> childShift &+ (goesSecond ? 1 : 0)
    }

    /// Takes all rows down one tree.
    @inline(__always)
    func descend(
        _ nodes: UnsafePointer<CompactForest.Node>, depth: Int,
        child: (CompactForest.Node, UnsafePointer<Float>) -> UInt32, _ adder: Adder
    ) {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.lanes) { places in
            guard let places = places.baseAddress else { return }
            let whole = count / Self.lanes * Self.lanes
            for first in stride(from: 0, to: whole, by: Self.lanes) {
                descend(nodes, depth, child, first, lanes: Self.lanes, places)
                for lane in 0..<Self.lanes { adder.add(places[lane], to: first + lane) }
            }
            for row in whole..<count {
                descend(nodes, depth, child, row, lanes: 1, places)
                adder.add(places[0], to: row)
            }
        }
    }

    /// Takes the `lanes` rows from `first` on down one tree, and writes the leaves to `places`.
    ///
    /// Now and then it asks whether all have arrived, for trees that are deep in few places.
    @inline(__always)
    private func descend(
        _ nodes: UnsafePointer<CompactForest.Node>, _ depth: Int,
        _ child: (CompactForest.Node, UnsafePointer<Float>) -> UInt32, _ first: Int, lanes: Int,
        _ places: UnsafeMutablePointer<UInt32>
    ) {
        let row = values + first * columns
        for lane in 0..<lanes { places[lane] = 0 }
        var level = 0
        repeat {
            for _ in level..<min(level + Self.levelsBetweenChecks, depth) {
                for lane in 0..<lanes { places[lane] = child(nodes[Int(places[lane])], row + lane * columns) }
            }
            level += Self.levelsBetweenChecks
        } while level < depth && !(0..<lanes).allSatisfy { nodes[Int(places[$0])].link >> childShift == places[$0] }
    }
}
