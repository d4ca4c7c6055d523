import OtherwiseModels

/// The lower bound of one box: rows that every answer in it keeps, and the cheapest mixture that keeps them.
struct BoxBound {
    private let problem: NetworkProblem
    private let box: OpenBox
    private let open: OpenPieces
    private let ceiling: Double
    private let targets: NetworkTargets
    private(set) var relaxation: NetworkRelaxation
    /// What a row of `rows` says about raw scores; `nil` for one that does not.
    private(set) var conditions: [LinearTarget?] = []
    private var rows: [SeparableRow] = []
    /// How far each raw score of the model may be off in the box.
    private let errors: [Double]
    private var splitsUsed: Set<Int> = []
    /// Conditions that the share of a softmax comes to, one for each place where it was not kept.
    private(set) var tangents: [LinearTarget]
    private var master: ColumnGeneration?

    init(_ problem: NetworkProblem, _ box: OpenBox, open: OpenPieces, limit: Double) {
        (self.problem, self.box, self.open) = (problem, box, open)
        targets = problem.alternatives[box.alternative]
        tangents = box.tangents
        // No point costs more than the dearest: a bound above that says that there is none.
        ceiling = min(limit, 2 * open.dearest + 1)
        relaxation = NetworkRelaxation(problem, box.bounds)
        let hidden = zip(box.bounds.lows, box.bounds.highs).map { lows, highs in
            zip(lows, highs).map { $0...max($0, $1) }
        }
        errors = problem.network.rounding(magnitudes: open.magnitudes, sums: hidden)
        for target in targets.targets.indices { add(target) }
        for tangent in tangents { add(tangent, onlyIfViolatedBy: nil) }
        for rule in problem.sums { addRows(of: rule) }
    }

    var bound: Double { master?.bound ?? 0 }
    /// Infinite where no point of the box reaches the targets even by rounding.
    var outerBound: Double {
        guard let bound = master?.outerBound else { return 0 }
        return bound > open.dearest ? .infinity : bound
    }
    /// Whether the box holds no answer that is worth looking for.
    var isClosed: Bool { bound >= ceiling }
    var mixture: [(weight: Double, point: NetworkPoint)] { master?.mixture ?? [] }
    /// By row.
    var multipliers: [Double] { master?.multipliers ?? [] }
    var isFeasible: Bool { master?.isFeasible ?? false }

    /// The rows added up with weights.
    func weighed(_ weights: [Double]) -> SeparableRow {
        var sum = SeparableRow(
            gains: [Double](repeating: 0, count: problem.layout.pieceCount),
            slopes: [Double](repeating: 0, count: problem.axes.count), floor: 0)
        for (row, weight) in zip(rows, weights) {
            for index in sum.gains.indices { sum.gains[index] += weight * row.gains[index] }
            for index in sum.slopes.indices { sum.slopes[index] += weight * row.slopes[index] }
        }
        return sum
    }

    /// Adds rows for what the mixture does not keep, as long as that helps.
    mutating func tighten(until deadline: Deadline) {
        solve(until: deadline)
        for _ in 0..<6 where bound < ceiling && !deadline.isOver {
            let before = bound
            let blend = BlendedPoint(mixture, of: problem)
            guard addViolated(at: blend) else { return }
            solve(until: deadline)
            guard bound > before + 1e-7 * max(before, 1e-9) else { return }
        }
    }

    private mutating func solve(until deadline: Deadline) {
        let earlier = master
        let start = (earlier?.multipliers ?? box.multipliers).prefix(rows.count)
        master = ColumnGeneration(open, rows: rows, ceiling: ceiling, start: Array(start), until: deadline)
        if let earlier, let now = master, earlier.bound > now.bound { master = earlier }
    }

    /// Whether a row was added.
    private mutating func addViolated(at blend: BlendedPoint) -> Bool {
        let sums = problem.network.hiddenSums(from: blend.firstSums)
        let count = rows.count
        for (index, split) in box.splits.enumerated() where !splitsUsed.contains(index) {
            let sign: Double = split.isAbove ? 1 : -1
            guard sign * (sums.hidden[split.layer][split.unit] - split.at) < -1e-9 else { continue }
            splitsUsed.insert(index)
            let weights = sums.hidden[split.layer].indices.map { $0 == split.unit ? sign : 0 }
            append(relaxation.row(weights, ofLayer: split.layer, threshold: sign * split.at), nil)
        }
        if !problem.network.layers.isEmpty {
            relaxation = NetworkRelaxation(problem, box.bounds, touching: sums.hidden)
            for target in targets.targets.indices { add(target, onlyIfViolatedBy: mixture) }
        }
        if let share = targets.share {
            let (tangent, before) = (share.tangent(at: sums.scores), rows.count)
            add(tangent, onlyIfViolatedBy: mixture)
            if rows.count > before { tangents.append(tangent) }
        }
        return rows.count > count
    }

    private mutating func add(_ target: Int, onlyIfViolatedBy mixture: [(weight: Double, point: NetworkPoint)]? = nil) {
        var condition = targets.targets[target]
        condition.threshold += targets.clearances[target]
        add(condition, clearance: targets.clearances[target], onlyIfViolatedBy: mixture)
    }

    private mutating func add(
        _ condition: LinearTarget, clearance: Double = 0,
        onlyIfViolatedBy mixture: [(weight: Double, point: NetworkPoint)]?
    ) {
        var row = relaxation.row(
            condition.weights, ofLayer: problem.network.layers.count, threshold: condition.threshold)
        row.give = clearance + targets.rounding(of: condition, errors: errors)
        if let mixture {
            let sum = mixture.reduce(0) { $0 + $1.weight * row.sum(at: $1.point, problem.layout) }
            guard sum < row.floor - 1e-9 * max(1, abs(row.floor)) else { return }
        }
        append(row, condition)
    }

    private mutating func append(_ row: SeparableRow, _ condition: LinearTarget?) {
        rows.append(row)
        conditions.append(condition)
    }

    private mutating func addRows(of rule: NetworkProblem.LinearRule) {
        for (sign, end) in [(1.0, rule.range.lowerBound), (-1.0, -rule.range.upperBound)] where end > -.infinity {
            var row = SeparableRow(
                gains: [Double](repeating: 0, count: problem.layout.pieceCount),
                slopes: [Double](repeating: 0, count: problem.axes.count), floor: end)
            for (axis, factor) in rule.terms {
                row.slopes[axis] = sign * factor
                for (piece, index) in problem.layout.pieces(of: axis).enumerated() where !problem.layout.isRange[index]
                {
                    row.gains[index] = sign * factor * problem.axes[axis].ownNumber(of: piece)
                }
            }
            append(row, nil)
        }
    }
}

extension FeatureNetwork {
    /// All hidden sums, by layer, and the raw scores.
    func hiddenSums(from firstSums: [Double]) -> (hidden: [[Double]], scores: [Double]) {
        var (hidden, sums) = ([[Double]](), firstSums)
        for layer in layers {
            hidden.append(sums)
            sums = layer.sums(of: sums.map(layer.activation.callAsFunction))
        }
        return (hidden, sums)
    }
}
