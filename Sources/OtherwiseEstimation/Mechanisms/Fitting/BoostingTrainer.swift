import OtherwiseNumerics

/// Grows boosted trees by histograms (Ke et al. 2017), one tree at a time.
struct BoostingTrainer {
    private(set) var trees: BoostedTrees
    private let codes: [[UInt8]]
    private let weights: [Double]
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
        residuals = target.map { $0 - mean }
    }

    /// Grows one more tree on what the others leave.
    mutating func step() {
        var splits: [BoostedTrees.Split] = []
        var nodes = [Int](repeating: 0, count: residuals.count)
        for level in 0..<Self.depth {
            let own = bestSplits(nodes, count: 1 << level)
            splits += own
            for row in nodes.indices {
                let split = own[nodes[row]]
                nodes[row] = 2 * nodes[row] + (codes[Int(split.column)][row] > split.bin ? 1 : 0)
            }
        }
        var sums = [Sums](repeating: Sums(), count: 1 << Self.depth)
        for row in nodes.indices { sums[nodes[row]].add(residuals[row], weights[row]) }
        let leaves = sums.map { Self.rate * $0.total / ($0.weight + Self.shrinkage) }
        for row in nodes.indices { residuals[row] -= leaves[nodes[row]] }
        trees.append(splits: splits, leaves: leaves)
    }

    private struct Sums {
        var total = 0.0
        var weight = 0.0

        @inline(__always)
        mutating func add(_ value: Double, _ weight: Double) {
            total += weight * value
            self.weight += weight
        }

        var score: Double { total * total / (weight + BoostingTrainer.shrinkage) }
    }

    /// For each node of a level the split that lessens the squared error most.
    private func bestSplits(_ nodes: [Int], count: Int) -> [BoostedTrees.Split] {
        var best = [(gain: Double, split: BoostedTrees.Split)](repeating: (1e-12, .init()), count: count)
        let bins = BinnedColumns.bins
        for (column, codes) in codes.enumerated() {
            var histogram = [Sums](repeating: Sums(), count: count * bins)
            histogram.withUnsafeMutableBufferPointer { histogram in
                for row in nodes.indices {
                    histogram[nodes[row] * bins + Int(codes[row])].add(residuals[row], weights[row])
                }
            }
            for node in 0..<count {
                let own = histogram[(node * bins)..<((node + 1) * bins)]
                let all = own.reduce(into: Sums()) { sum, bin in
                    sum.total += bin.total
                    sum.weight += bin.weight
                }
                guard all.weight >= 2 * Self.leafRows else { continue }
                var left = Sums()
                for (bin, sums) in own.dropLast().enumerated() {
                    left.total += sums.total
                    left.weight += sums.weight
                    let right = Sums(total: all.total - left.total, weight: all.weight - left.weight)
                    guard left.weight >= Self.leafRows, right.weight >= Self.leafRows else { continue }
                    let gain = left.score + right.score - all.score
                    if gain > best[node].gain { best[node] = (gain, .init(column: UInt8(column), bin: UInt8(bin))) }
                }
            }
        }
        return best.map(\.split)
    }
}
