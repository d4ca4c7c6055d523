import OtherwiseModels
import OtherwiseNumerics

/// Ensembles and rows drawn from a seed.
struct RandomEnsemble {
    private var generator: SeededGenerator
    private var nodes: [TreeEnsemble.Node] = []
    private var weights: [TreeEnsemble.Weight] = []
    private let tests: [TreeEnsemble.Test]
    private let columns: Int
    private let outputs: Int

    /// - Parameter tests: What the nodes may ask.
    init(seed: UInt64, tests: [TreeEnsemble.Test], columns: Int, outputs: Int) {
        generator = SeededGenerator(seed: seed)
        self.tests = tests
        self.columns = columns
        self.outputs = outputs
    }

    mutating func ensemble(trees: Int, depth: Int, aggregate: TreeEnsemble.Aggregate = .sum) throws -> TreeEnsemble {
        let roots = (0..<trees).map { tree in grow(depth: depth, output: tree % outputs) }
        let base = (0..<outputs).map { _ in Float.random(in: -1...1, using: &generator) }
        return try TreeEnsemble(
            nodes: nodes, roots: roots, weights: weights, outputCount: outputs,
            baseValues: base, aggregate: aggregate)
    }

    /// Rows of small halves, so that they often meet a threshold, some of them missing or infinite.
    mutating func rows(_ count: Int, missing: Bool) -> [Float] {
        (0..<count * columns).map { _ in
            switch Int.random(in: 0..<20, using: &generator) {
            case 0 where missing: .nan
            case 1: .infinity
            case 2: -.infinity
            default: Float(Int.random(in: -6...6, using: &generator)) / 2
            }
        }
    }

    /// Half of the trees give their leaves a weight for one output, half for all.
    private mutating func grow(depth: Int, output: Int) -> Int {
        let place = nodes.count
        nodes.append(.leaf(weights: 0..<0))
        guard depth > 0, Int.random(in: 0..<8, using: &generator) > 0 else {
            nodes[place] = leaf(output)
            return place
        }
        let left = grow(depth: depth - 1, output: output)
        let right = grow(depth: depth - 1, output: output)
        nodes[place] = TreeEnsemble.Node(
            test: tests.randomElement(using: &generator) ?? .less,
            feature: Int32.random(in: 0..<Int32(columns), using: &generator),
            threshold: Float(Int.random(in: -5...5, using: &generator)) / 2,
            missingGoesLeft: Bool.random(using: &generator), left: Int32(left), right: Int32(right))
        return place
    }

    private mutating func leaf(_ output: Int) -> TreeEnsemble.Node {
        let start = Int32(weights.count)
        for scored in output == 0 ? Array(0..<outputs) : [output] {
            weights.append(.init(output: Int32(scored), value: Float.random(in: -1...1, using: &generator)))
        }
        return .leaf(weights: start..<Int32(weights.count))
    }
}
