import OtherwiseNumerics

/// Grows boosted trees by histograms (Ke et al. 2017), one tree at a time.
struct BoostingTrainer {
    private(set) var trees: BoostedTrees
    /// The bins of the rows that count, column by column.
    private let codes: [[UInt8]]
    /// How often each of them counts.
    private let weights: [Double]
    /// What the trees leave of each of them.
    private var residuals: [Double]
    /// The bins of the rows that are held out, column by column.
    private let heldCodes: [[UInt8]]
    /// What the trees leave of the rows that are held out.
    private(set) var heldResiduals: [Double]
    /// `1 / (weight + shrinkage)` by weight.
    private let inverses: [Double]

    private static let depth = BoostedTrees.depth
    private static let rate = 0.1
    private static let leafRows = 10.0
    private static let shrinkage = 1.0

    /// - Parameters:
    ///   - codes: The bins of all rows, column by column.
    ///   - weights: How often each row counts, whole; 0 leaves it out.
    ///   - held: The rows of which it is followed what the trees leave.
    init(_ columns: BinnedColumns, codes: [[UInt8]], target: [Double], weights: [Double], held: [Int] = []) {
        let active = weights.indices.filter { weights[$0] > 0 }
        let total = weights.reduce(0, +)
        let mean = target.dot(weights) / max(total, 1)
        trees = BoostedTrees(columns: columns, base: mean)
        self.codes = codes.map { column in active.map { column[$0] } }
        self.weights = active.map { weights[$0] }
        residuals = active.map { target[$0] - mean }
        heldCodes = codes.map { column in held.map { column[$0] } }
        heldResiduals = held.map { target[$0] - mean }
        inverses = (0...Int(total)).map { 1 / (Double($0) + Self.shrinkage) }
    }

    /// Grows one more tree on what the others leave.
    mutating func step() {
        var nodes = [UInt8](repeating: 0, count: residuals.count)
        let sums = zip(residuals, weights).map { Sums($0 * $1, $1) }
        var splits: [BoostedTrees.Split] = []
        for level in 0..<Self.depth {
            let own = bestSplits(nodes, sums, count: 1 << level)
            splits += own
            Self.route(&nodes, own, codes)
        }
        var totals = [Sums](repeating: Sums(), count: BoostedTrees.outer)
        for (node, own) in zip(nodes, sums) { totals[Int(node)] += own }
        let leaves = totals.map { Self.rate * $0.total * inverses[Int($0.weight)] }
        for (row, node) in nodes.enumerated() { residuals[row] -= leaves[Int(node)] }
        trees.append(splits: splits, leaves: leaves)
        leaveHeld(splits, leaves)
    }

    private mutating func leaveHeld(_ splits: [BoostedTrees.Split], _ leaves: [Double]) {
        var nodes = [UInt8](repeating: 0, count: heldResiduals.count)
        for level in 0..<Self.depth {
            let first = (1 << level) - 1
            Self.route(&nodes, Array(splits[first..<(2 * first + 1)]), heldCodes)
        }
        for (row, node) in nodes.enumerated() { heldResiduals[row] -= leaves[Int(node)] }
    }

    /// From the nodes of one level to those of the next.
    private static func route(_ nodes: inout [UInt8], _ splits: [BoostedTrees.Split], _ codes: [[UInt8]]) {
        nodes.withUnsafeMutableBufferPointer { nodes in
            for (column, codes) in codes.enumerated() {
                // A bin for each node; those that are split on other columns are left as they are.
                let bins = splits.map { Int($0.column) == column ? Int($0.bin) : Int(UInt8.max) }
                guard splits.contains(where: { Int($0.column) == column }) else { continue }
                bins.withUnsafeBufferPointer { bins in
                    codes.withUnsafeBufferPointer { codes in
                        for row in nodes.indices {
                            let isRight = Int(codes[row]) > bins[Int(nodes[row] & 0x0f)]
                            nodes[row] |= isRight ? 0x80 : 0
                        }
                    }
                }
            }
            for row in nodes.indices { nodes[row] = nodes[row] << 1 | nodes[row] >> 7 }
        }
    }

    /// The weighted sum of some rows, and their weight.
    private struct Sums {
        private var both: SIMD2<Double>

        init(_ total: Double = 0, _ weight: Double = 0) { both = SIMD2(total, weight) }

        var total: Double { both.x }
        var weight: Double { both.y }

        static func += (sum: inout Sums, more: Sums) { sum.both += more.both }

        static func - (all: Sums, part: Sums) -> Sums {
            let rest = all.both - part.both
            return Sums(rest.x, rest.y)
        }
    }

    private typealias Candidate = (gain: Double, split: BoostedTrees.Split)

    /// For each node of a level the split that lessens the squared error most.
    private func bestSplits(_ nodes: [UInt8], _ sums: [Sums], count: Int) -> [BoostedTrees.Split] {
        var best = [Candidate](repeating: (1e-12, .init()), count: count)
        let bins = BinnedColumns.bins
        for (column, codes) in codes.enumerated() {
            let histogram = Self.histogram(of: codes, nodes, sums, size: count * bins)
            histogram.withUnsafeBufferPointer { histogram in
                for node in 0..<count {
                    let own = UnsafeBufferPointer(
                        rebasing: histogram[(node * bins)..<(node * bins + trees.columns.count(of: column))])
                    improve(&best[node], column, own)
                }
            }
        }
        return best.map(\.split)
    }

    private static func histogram(of codes: [UInt8], _ nodes: [UInt8], _ sums: [Sums], size: Int) -> [Sums] {
        var histogram = [Sums](repeating: Sums(), count: size)
        histogram.withUnsafeMutableBufferPointer { histogram in
            codes.withUnsafeBufferPointer { codes in
                nodes.withUnsafeBufferPointer { nodes in
                    sums.withUnsafeBufferPointer { sums in
                        for row in codes.indices {
                            histogram[Int(nodes[row]) &* BinnedColumns.bins &+ Int(codes[row])] += sums[row]
                        }
                    }
                }
            }
        }
        return histogram
    }

    /// - Parameter bins: The sums of one node, by bin of one column.
    private func improve(_ best: inout Candidate, _ column: Int, _ bins: UnsafeBufferPointer<Sums>) {
        let all = bins.reduce(into: Sums()) { $0 += $1 }
        guard all.weight >= 2 * Self.leafRows else { return }
        inverses.withUnsafeBufferPointer { inverses in
            func score(_ sums: Sums) -> Double { sums.total * sums.total * inverses[Int(sums.weight)] }
            let whole = score(all)
            var left = Sums()
            for bin in 0..<(bins.count - 1) {
                left += bins[bin]
                guard left.weight >= Self.leafRows else { continue }
                let right = all - left
                guard right.weight >= Self.leafRows else { return }
                let gain = score(left) + score(right) - whole
                if gain > best.gain { best = (gain, .init(column: UInt8(column), bin: UInt8(bin))) }
            }
        }
    }
}
