/// A sum of trees over the raw features of a table: what a pipeline of encoders and a tree ensemble amounts to.
///
/// A numeric axis is cut into cells by the thresholds of all trees, cell `k` being the floats in
/// `(cuts[k − 1], cuts[k]]`; the cells of a categorical axis are its categories. Every axis has one
/// more cell, the last, for a missing value. Within a cell no tree can tell two values apart.
package struct FeatureEnsemble: Sendable {
    /// One axis per feature, in the order of the features.
    package let axes: [Axis]
    /// For each axis the cell of a missing value.
    private let missingCells: [Int]
    /// All nodes of all trees; children lie behind their parents.
    package let nodes: [Node]
    /// The first node of each tree.
    package let roots: [Int]
    /// The sets of categories that go left, shared by the nodes.
    package let sets: [CellSet]
    /// The words of all sets behind one another, each padded to `wordsPerSet`.
    package let setWords: [UInt64]
    package let wordsPerSet: Int
    /// Row-major `[leaves × outputs]`.
    package let leafValues: [Double]
    package let outputs: Int
    /// What the sum starts from, `[outputs]`.
    package let base: [Double]

    package enum Axis: Sendable, Hashable {
        /// Ascending boundaries; the last cell before the missing one has no upper bound.
        case ordered(cuts: [Float])
        case categorical(count: Int)

        /// The number of cells, the one for missing included.
        package var cellCount: Int {
            switch self {
            case .ordered(let cuts): cuts.count + 2
            case .categorical(let count): count + 1
            }
        }

        package var missingCell: Int { cellCount - 1 }

        /// The cell that a number falls into; for an ordered axis.
        package func cell(of number: Float) -> Int {
            guard case .ordered(let cuts) = self, !number.isNaN else { return missingCell }
            var low = 0
            var high = cuts.count
            while low < high {
                let middle = (low + high) / 2
                if number <= cuts[middle] { high = middle } else { low = middle + 1 }
            }
            return low
        }
    }

    /// A test of one axis, or a leaf.
    package struct Node: Sendable, BitwiseCopyable {
        /// The axis tested; -1 for a leaf.
        package var axis: Int32
        /// The last cell of an ordered axis that goes left, or `-1 − i` for the cells of `sets[i]`;
        /// for a leaf the row of `leafValues`.
        package var test: Int32
        package var left: Int32
        package var right: Int32
        /// Where a missing value of an ordered axis goes.
        package var missingGoesLeft: Bool

        package init(axis: Int, test: Int, left: Int, right: Int, missingGoesLeft: Bool) {
            self.axis = Int32(axis)
            self.test = Int32(test)
            self.left = Int32(left)
            self.right = Int32(right)
            self.missingGoesLeft = missingGoesLeft
        }

        package static func leaf(_ row: Int) -> Node {
            Node(axis: -1, test: row, left: -1, right: -1, missingGoesLeft: false)
        }

        package var isLeaf: Bool { axis < 0 }
    }

    package init(
        axes: [Axis], nodes: [Node], roots: [Int], sets: [CellSet], leafValues: [Double], outputs: Int, base: [Double]
    ) {
        self.axes = axes
        missingCells = axes.map(\.missingCell)
        self.nodes = nodes
        self.roots = roots
        self.sets = sets
        let width = sets.reduce(1) { max($0, $1.words.count) }
        wordsPerSet = width
        setWords = sets.flatMap { $0.words + [UInt64](repeating: 0, count: width - $0.words.count) }
        self.leafValues = leafValues
        self.outputs = outputs
        self.base = base
    }

    /// The bytes that the sets of cells of all leaves take, at most.
    package var searchSize: Int {
        let words = axes.reduce(0) { $0 + ($1.cellCount + 63) / 64 }
        return leafValues.count / max(outputs, 1) * words * MemoryLayout<UInt64>.size
    }

    /// The raw scores of a point given by its cell on every axis, `[outputs]`.
    package func scores(at cells: [Int]) -> [Double] {
        var scores = base
        for root in roots {
            let leaf = leaf(from: root, at: cells)
            for output in 0..<outputs { scores[output] += leafValues[leaf * outputs + output] }
        }
        return scores
    }

    /// Whether `node`, a split, sends `cell` left.
    package func goesLeft(_ cell: Int, at node: Node) -> Bool {
        guard node.test >= 0 else {
            return setWords[(-1 - Int(node.test)) * wordsPerSet + cell >> 6] >> UInt64(cell & 63) & 1 == 1
        }
        return cell == missingCells[Int(node.axis)] ? node.missingGoesLeft : cell <= Int(node.test)
    }

    /// Whether `node`, a split, sends some of `cells` left and some of them right.
    package func sides(of cells: CellSet, at node: Node) -> (left: Bool, right: Bool) {
        var sides = (left: false, right: false)
        for cell in cells {
            if goesLeft(cell, at: node) { sides.left = true } else { sides.right = true }
            if sides.left && sides.right { break }
        }
        return sides
    }

    private func leaf(from root: Int, at cells: [Int]) -> Int {
        var node = nodes[root]
        while !node.isLeaf {
            node = nodes[Int(goesLeft(cells[Int(node.axis)], at: node) ? node.left : node.right)]
        }
        return Int(node.test)
    }
}
