import OtherwiseNumerics

/// Grows boosted trees by histograms (Ke et al. 2017), one tree at a time.
struct BoostingTrainer {
    private(set) var trees: BoostedTrees
    private let codes: [[UInt8]]
    private let weights: [Double]
    /// The rows that count.
    private let active: [Int]
    private(set) var residuals: [Double]

    static let depth = 4
    private static let rate = 0.1
    private static let leafRows = 10.0
    private static let shrinkage = 1.0

    /// - Parameters:
    ///   - codes: The bins of all rows, column by column.
    ///   - weights: How often each row counts; 0 leaves it out.
    init(_ columns: BinnedColumns, codes: [[UInt8]], target: [Double], weights: [Double]) {
        let mean = target.dot(weights) / max(weights.reduce(0, +), 1)
        trees = BoostedTrees(columns: columns, base: mean, depth: Self.depth)
        (self.codes, self.weights) = (codes, weights)
        active = weights.indices.filter { weights[$0] > 0 }
        residuals = target.map { $0 - mean }
    }

    /// Grows one more tree on what the others leave.
    mutating func step() {
        var splits: [BoostedTrees.Split] = []
        var nodes = [Int](repeating: 0, count: residuals.count)
        let sums = residuals.indices.map { Sums(weights[$0] * residuals[$0], weights[$0]) }
        for level in 0..<Self.depth {
            let own = bestSplits(nodes, sums, count: 1 << level)
            splits += own
            route(&nodes, own)
        }
        var totals = [Sums](repeating: Sums(), count: 1 << Self.depth)
        for row in active { totals[nodes[row]] += sums[row] }
        let leaves = totals.map { Self.rate * $0.total / ($0.weight + Self.shrinkage) }
        for row in nodes.indices { residuals[row] -= leaves[nodes[row]] }
        trees.append(splits: splits, leaves: leaves)
    }

    private func route(_ nodes: inout [Int], _ splits: [BoostedTrees.Split]) {
        for row in nodes.indices {
            let split = splits[nodes[row]]
            nodes[row] = 2 * nodes[row] + (codes[Int(split.column)][row] > split.bin ? 1 : 0)
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

        var score: Double { total * total / (weight + BoostingTrainer.shrinkage) }

        /// Of both parts together, by one division.
        func score(with other: Sums) -> Double {
            let (own, others) = (weight + BoostingTrainer.shrinkage, other.weight + BoostingTrainer.shrinkage)
            return (total * total * others + other.total * other.total * own) / (own * others)
        }
    }

    private typealias Candidate = (gain: Double, split: BoostedTrees.Split)

    /// For each node of a level the split that lessens the squared error most.
    private func bestSplits(_ nodes: [Int], _ sums: [Sums], count: Int) -> [BoostedTrees.Split] {
        var best = [Candidate](repeating: (1e-12, .init()), count: count)
        let bins = BinnedColumns.bins
        for (column, codes) in codes.enumerated() {
            let histogram = histogram(of: codes, nodes, sums, size: count * bins)
            for node in 0..<count {
                Self.improve(&best[node], column, histogram[(node * bins)..<((node + 1) * bins)])
            }
        }
        return best.map(\.split)
    }

    private func histogram(of codes: [UInt8], _ nodes: [Int], _ sums: [Sums], size: Int) -> [Sums] {
        var histogram = [Sums](repeating: Sums(), count: size)
        histogram.withUnsafeMutableBufferPointer { histogram in
            codes.withUnsafeBufferPointer { codes in
                nodes.withUnsafeBufferPointer { nodes in
                    sums.withUnsafeBufferPointer { sums in
                        for row in active {
                            histogram[nodes[row] * BinnedColumns.bins + Int(codes[row])] += sums[row]
                        }
                    }
                }
            }
        }
        return histogram
    }

    private static func improve(_ best: inout Candidate, _ column: Int, _ bins: ArraySlice<Sums>) {
        let all = bins.reduce(into: Sums()) { $0 += $1 }
        guard all.weight >= 2 * leafRows else { return }
        let whole = all.score
        var left = Sums()
        for (bin, sums) in bins.dropLast().enumerated() where sums.weight > 0 {
            left += sums
            let right = all - left
            guard left.weight >= leafRows else { continue }
            guard right.weight >= leafRows else { return }
            let gain = left.score(with: right) - whole
            if gain > best.gain { best = (gain, .init(column: UInt8(column), bin: UInt8(bin))) }
        }
    }
}
