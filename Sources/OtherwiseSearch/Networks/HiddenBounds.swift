import OtherwiseModels

/// Between which values every hidden sum lies in a region: by layer, by unit.
struct HiddenBounds: Sendable {
    var lows: [[Double]]
    var highs: [[Double]]

    /// Unknown.
    init(_ network: FeatureNetwork) {
        lows = network.layers.map { [Double](repeating: -.infinity, count: $0.inputs) }
        highs = network.layers.map { [Double](repeating: .infinity, count: $0.inputs) }
    }

    /// Whether some unit has no value left.
    var isEmpty: Bool {
        zip(lows, highs).contains { low, high in zip(low, high).contains { $0 > $1 + 1e-9 * max(1, abs($1)) } }
    }

    /// Whether an activation is a line between its bounds.
    func isLinear(_ layer: Int, _ unit: Int, _ activation: Activation) -> Bool {
        activation == .relu && (lows[layer][unit] >= 0 || highs[layer][unit] <= 0)
    }
}

/// A side on which a hidden sum is taken to be.
struct HiddenSplit: Sendable, Hashable {
    var layer: Int
    var unit: Int
    var at: Double
    var isAbove: Bool
}

/// Replaces every hidden unit of a region by two lines, so that bounds on sums become bounds on points.
struct NetworkRelaxation {
    let problem: NetworkProblem
    let bounds: HiddenBounds
    /// By layer, by unit.
    private let units: [[UnitRelaxation]]

    /// - Parameter sums: Hidden sums at which the lines are to touch the activations where they can; by layer.
    init(_ problem: NetworkProblem, _ bounds: HiddenBounds, touching sums: [[Double]]? = nil) {
        self.problem = problem
        self.bounds = bounds
        units = problem.network.layers.enumerated().map { layer, form in
            bounds.lows[layer].indices.map { unit in
                let (low, high) = (bounds.lows[layer][unit], bounds.highs[layer][unit])
                // Without a hint, the line that cuts off less: the sum of both ends has its sign.
                let tangent = sums?[layer][unit] ?? (low + high) / 2
                return UnitRelaxation(form.activation, from: low, to: max(low, high), tangent: tangent)
            }
        }
    }

    func line(_ layer: Int, _ unit: Int, isUpper: Bool) -> (slope: Double, offset: Double) {
        let own = units[layer][unit]
        return isUpper ? (own.upperSlope, own.upperOffset) : (own.lowerSlope, own.lowerOffset)
    }

    /// A row whose sum at every point of the region is at least `weights · sums` of a layer, less `threshold`.
    ///
    /// - Parameter layer: 0 for the first sums, the number of layers for the raw scores.
    func row(_ weights: [Double], ofLayer layer: Int, threshold: Double) -> SeparableRow {
        var (weights, constant) = (weights, 0.0)
        for before in (0..<layer).reversed() {
            let form = problem.network.layers[before]
            var inputs = [Double](repeating: 0, count: form.inputs)
            for (output, weight) in weights.enumerated() where weight != 0 {
                constant += weight * form.biases[output]
                let start = output * form.inputs
                for input in inputs.indices { inputs[input] += weight * form.weights[start + input] }
            }
            for input in inputs.indices {
                let (unit, weight) = (units[before][input], inputs[input])
                constant += weight * (weight > 0 ? unit.upperOffset : unit.lowerOffset)
                inputs[input] = weight * (weight > 0 ? unit.upperSlope : unit.lowerSlope)
            }
            weights = inputs
        }
        return separable(weights, floor: threshold - constant)
    }

    /// The row of a condition on the first sums.
    private func separable(_ weights: [Double], floor: Double) -> SeparableRow {
        let units = problem.units
        func products(_ table: [Double], _ rows: Int) -> [Double] {
            table.withUnsafeBufferPointer { table in
                (0..<rows).map { row in
                    var sum = 0.0
                    for unit in 0..<units { sum += weights[unit] * table[row * units + unit] }
                    return sum
                }
            }
        }
        let base = zip(weights, problem.network.base).reduce(0) { $0 + $1.0 * $1.1 }
        return SeparableRow(
            gains: products(problem.effects, problem.layout.pieceCount),
            slopes: products(problem.slopes, problem.axes.count), floor: floor - base)
    }
}

extension NetworkRelaxation {
    /// The bounds of all hidden sums over the points of `open` that cost at most `budget`, within `known` ones.
    ///
    /// - Returns: `nil` when some sum has no value left.
    /// - Throws: `OutOfTime` when the deadline passes before all are known.
    static func bounds(
        _ problem: NetworkProblem, over open: OpenPieces, within budget: Double, known: HiddenBounds,
        until deadline: Deadline
    ) throws(OutOfTime) -> HiddenBounds? {
        var bounds = known
        let pricing = Pricing(open)
        for layer in problem.network.layers.indices {
            let relaxation = NetworkRelaxation(problem, bounds)
            let width = problem.network.layers[layer].inputs
            for unit in 0..<width {
                guard !deadline.isOver else { throw OutOfTime() }
                // A rectifier that is a line everywhere stays one in a part.
                if bounds.isLinear(layer, unit, problem.network.layers[layer].activation) { continue }
                let weights = (0..<width).map { $0 == unit ? 1.0 : 0 }
                let above = relaxation.row(weights, ofLayer: layer, threshold: 0)
                bounds.highs[layer][unit] = min(
                    bounds.highs[layer][unit], pricing.maximum(of: above, within: budget) - above.floor)
                let below = relaxation.row(weights.map { -$0 }, ofLayer: layer, threshold: 0)
                bounds.lows[layer][unit] = max(
                    bounds.lows[layer][unit], below.floor - pricing.maximum(of: below, within: budget))
            }
            if bounds.isEmpty { return nil }
        }
        return bounds
    }
}
