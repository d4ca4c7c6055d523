import OtherwiseModels

/// Splits a box where its bound is furthest from what it bounds.
struct Branching {
    private let problem: NetworkProblem
    private let box: OpenBox
    private let bounding: BoxBound
    private let blend: BlendedPoint
    private let open: OpenPieces

    init(_ problem: NetworkProblem, _ box: OpenBox, _ bounding: BoxBound, _ blend: BlendedPoint, open: OpenPieces) {
        (self.problem, self.box, self.bounding, self.blend, self.open) = (problem, box, bounding, blend, open)
    }

    /// The parts; none when the box is one point, or as good as one.
    ///
    /// Whatever is expected to lower the bound most is split: a hidden unit takes its own gap away, an axis its part in
    /// the gaps of all units.
    func children() -> [OpenBox] {
        let split = mostSplitAxis()
        let gaps = gaps
        let unit = mostRelaxedUnit(gaps)
        let axis = mostRelaxingAxis(gaps)
        let most = max(unit?.gap ?? 0, axis?.gap ?? 0)
        if let split, split.spread >= most { return children(ofSplit: split.axis) }
        if let axis, axis.gap >= most { return children(ofRelaxing: axis.axis) }
        if let unit { return children(of: unit) }
        if let clause = brokenClause() { return children(of: clause) }
        if let axis = undecidedAxis() { return children(ofSplit: axis) }
        return widestAxis().map(halves) ?? []
    }

    // MARK: Axes

    /// The axis on which the points of the mixture differ most, in what their difference is worth.
    private func mostSplitAxis() -> (axis: Int, spread: Double)? {
        let mixture = bounding.mixture
        let pricing = bounding.weighedRow
        let spreads = problem.axes.indices.filter { blend.isSplit[$0] }.map { axis in
            let gains = mixture.map { pricing.gain(axis, $0.point, problem.layout) }
            let mean = zip(mixture, gains).reduce(0) { $0 + $1.0.weight * $1.1 }
            let spread = zip(mixture, gains).reduce(0) { $0 + $1.0.weight * abs($1.1 - mean) }
            return (axis: axis, spread: max(spread, 1e-12))
        }
        return spreads.max { ($0.spread, $1.axis) < ($1.spread, $0.axis) }
    }

    private func children(ofSplit axis: Int) -> [OpenBox] {
        if let average = blend.offGrid[axis] { return halves(axis, at: average) }
        let own = open.entries[open.starts[axis]..<open.starts[axis + 1]].map(\.piece)
        let nearest = problem.layout.starts[axis] + blend.point.pieces[axis]
        // The grid may hold the blend's number in a piece that is closed.
        let piece = own.contains(nearest) ? nearest : own[0]
        let (with, without) = (
            child { region in
                for other in problem.layout.pieces(of: axis) where other != piece { region.isOpen[other] = false }
            }, child { $0.isOpen[piece] = false }
        )
        return [with, without]
    }

    /// The numbers below and above an average; what is no number stays below.
    private func halves(_ axis: Int, at average: Double) -> [OpenBox] {
        let form = problem.axes[axis]
        let (last, first) = (form.onGrid(average, .down), form.onGrid(average, .up))
        let middle = last < first ? first : form.step.map { form.onGrid(last + $0, .toNearestOrEven) } ?? last.nextUp
        let below = child { region in
            region.highs[axis] = min(region.highs[axis], last)
            close(axis, in: &region) { form.ownNumber(of: $0) > last }
        }
        let above = child { region in
            region.lows[axis] = max(region.lows[axis], middle)
            close(axis, in: &region) { form.ownNumber(of: $0) < middle }
            for (piece, index) in problem.layout.pieces(of: axis).enumerated() where !form.isNumber(piece) {
                region.isOpen[index] = false
            }
        }
        return [below, above]
    }

    /// Closes the pieces of one number for which `condition` holds.
    private func close(_ axis: Int, in region: inout NetworkRegion, where condition: (Int) -> Bool) {
        for (piece, index) in problem.layout.pieces(of: axis).enumerated()
        where !problem.layout.isRange[index] && problem.axes[axis].isNumber(piece) && condition(piece) {
            region.isOpen[index] = false
        }
    }

    /// An axis with more than one piece open; for when the model refuses a point that keeps every row.
    private func undecidedAxis() -> Int? {
        problem.axes.indices.first { open.starts[$0 + 1] - open.starts[$0] > 1 }
    }

    /// The axis whose numbers are furthest apart in cost; `nil` when all are settled.
    private func widestAxis() -> (axis: Int, middle: Double)? {
        var widest: (axis: Int, width: Double, middle: Double)?
        for axis in problem.axes.indices {
            let own = open.entries[open.starts[axis]..<open.starts[axis + 1]].filter(\.isRange)
            guard let low = own.map(\.low).min(), let high = own.map(\.high).max() else { continue }
            let width = own.reduce(0) { max($0, $1.mostCost) } - own.reduce(.infinity) { min($0, $1.leastCost) }
            guard high - low > 1e-9 * max(1, abs(low), abs(high)), width > widest?.width ?? -1 else { continue }
            widest = (axis, width, (low + high) / 2)
        }
        return widest.map { ($0.axis, $0.middle) }
    }

    private func halves(_ widest: (axis: Int, middle: Double)) -> [OpenBox] { halves(widest.axis, at: widest.middle) }

    // MARK: Clauses

    private func brokenClause() -> [ChoiceRules.Literal]? {
        problem.clauses.first { clause in !clause.contains { $0.choices.contains(blend.point.pieces[$0.axis]) } }
    }

    private func children(of clause: [ChoiceRules.Literal]) -> [OpenBox] {
        let open = clause.first { literal in
            problem.layout.pieces(of: literal.axis).enumerated().contains {
                box.region.isOpen[$1] && literal.choices.contains($0)
            }
        }
        guard let literal = open else { return [] }
        return [true, false].map { holds in
            child { region in
                for (piece, index) in problem.layout.pieces(of: literal.axis).enumerated()
                where literal.choices.contains(piece) != holds { region.isOpen[index] = false }
            }
        }
    }

    // MARK: Hidden units

    /// By how much the lines of each hidden unit overstate the target at the blend, with the sums there.
    private var gaps: (gaps: [[Double]], sums: [[Double]]) {
        guard !problem.network.layers.isEmpty else { return ([], []) }
        let sums = problem.network.hiddenSums(from: blend.firstSums).hidden
        return (bounding.relaxation.gaps(bounding.weighedTarget.weights, at: sums), sums)
    }

    /// The unit whose lines are furthest from its activation, in what that is worth.
    private func mostRelaxedUnit(
        _ found: (gaps: [[Double]], sums: [[Double]])
    ) -> (layer: Int, unit: Int, gap: Double, sum: Double)? {
        var most: (layer: Int, unit: Int, gap: Double, sum: Double)?
        for (layer, gaps) in found.gaps.enumerated() {
            for (unit, gap) in gaps.enumerated() where gap > max(1e-9, most?.gap ?? 0) {
                most = (layer, unit, gap, found.sums[layer][unit])
            }
        }
        return most
    }

    /// The axis with the largest part in the gaps: each first sum's gap is shared out by how far the axes move it, the
    /// gaps of later layers as those of the first.
    private func mostRelaxingAxis(_ found: (gaps: [[Double]], sums: [[Double]])) -> (axis: Int, gap: Double)? {
        guard let first = found.gaps.first else { return nil }
        let widths = problem.axes.indices.map(widths)
        let totals = first.indices.map { unit in widths.reduce(1e-300) { $0 + $1[unit] } }
        let known = first.reduce(0) { $0 + max($1, 0) }
        let all = found.gaps.reduce(0) { $0 + $1.reduce(0) { $0 + max($1, 0) } }
        guard all > 1e-9 else { return nil }
        let reach = totals.reduce(0, +)
        let shares = widths.map { own in
            known > 0.01 * all
                ? first.indices.reduce(0) { $0 + max(first[$1], 0) * own[$1] / totals[$1] } / known
                : own.reduce(0, +) / reach
        }
        guard let axis = shares.indices.max(by: { shares[$0] < shares[$1] }), shares[axis] > 1e-6 else { return nil }
        return (axis, 0.5 * shares[axis] * all)
    }

    /// How far an axis moves each first sum within the box.
    private func widths(_ axis: Int) -> [Double] {
        let units = problem.units
        var (low, high) = ([Double](repeating: .infinity, count: units), [Double](repeating: -.infinity, count: units))
        for entry in open.entries[open.starts[axis]..<open.starts[axis + 1]] {
            for number in entry.isRange ? [entry.low, entry.high] : [0] {
                for unit in 0..<units {
                    let own = problem.effects[entry.piece * units + unit]
                    let sum = entry.isRange ? own + number * problem.slopes[axis * units + unit] : own
                    (low[unit], high[unit]) = (min(low[unit], sum), max(high[unit], sum))
                }
            }
        }
        return zip(low, high).map { $1 - $0 }
    }

    /// Numbers are halved; of other values that of the blend is taken apart.
    private func children(ofRelaxing axis: Int) -> [OpenBox] {
        let own = open.entries[open.starts[axis]..<open.starts[axis + 1]]
        let numbers = own.flatMap { entry -> [Double] in
            let piece = entry.piece - problem.layout.starts[axis]
            guard problem.axes[axis].isNumber(piece) else { return [] }
            return entry.isRange ? [entry.low, entry.high] : [problem.axes[axis].ownNumber(of: piece)]
        }
        guard own.contains(where: \.isRange), let low = numbers.min(), let high = numbers.max(), low < high else {
            return children(ofSplit: axis)
        }
        return halves(axis, at: (low + high) / 2)
    }

    private func children(of unit: (layer: Int, unit: Int, gap: Double, sum: Double)) -> [OpenBox] {
        let (low, high) = (box.bounds.lows[unit.layer][unit.unit], box.bounds.highs[unit.layer][unit.unit])
        let width = high - low
        let isRectifier = problem.network.layers[unit.layer].activation == .relu
        let place = isRectifier ? 0 : min(max(unit.sum, low + 0.2 * width), high - 0.2 * width)
        return [true, false].map { isAbove in
            var child = child { _ in }
            child.splits.append(HiddenSplit(layer: unit.layer, unit: unit.unit, at: place, isAbove: isAbove))
            if isAbove {
                child.bounds.lows[unit.layer][unit.unit] = max(low, place)
            } else {
                child.bounds.highs[unit.layer][unit.unit] = min(high, place)
            }
            return child
        }
    }

    private func child(_ change: (inout NetworkRegion) -> Void) -> OpenBox {
        var child = box
        child.multipliers = Array(bounding.multipliers.prefix(problem.alternatives[box.alternative].targets.count))
        change(&child.region)
        return child
    }
}

extension BoxBound {
    /// The rows weighed by their multipliers, or plainly added up where no multiplier counts.
    var weighedRow: SeparableRow {
        let weights = multipliers.contains { $0 > 0 } ? multipliers : multipliers.map { _ in 1 }
        return weighed(weights)
    }

    /// The raw scores that the bound hangs on, weighed.
    var weighedTarget: LinearTarget {
        let weights =
            zip(conditions, multipliers).contains { $0 != nil && $1 > 0 } ? multipliers : multipliers.map { _ in 1 }
        var sum = LinearTarget(weights: [], threshold: 0)
        for (condition, weight) in zip(conditions, weights) {
            guard let condition else { continue }
            if sum.weights.isEmpty { sum.weights = condition.weights.map { _ in 0 } }
            for index in sum.weights.indices { sum.weights[index] += weight * condition.weights[index] }
        }
        return sum
    }
}

extension SeparableRow {
    /// What a point gains on one axis.
    fileprivate func gain(_ axis: Int, _ point: NetworkPoint, _ layout: PieceLayout) -> Double {
        let piece = layout.starts[axis] + point.pieces[axis]
        return gains[piece] + (layout.isRange[piece] ? slopes[axis] * point.numbers[axis] : 0)
    }
}

extension NetworkRelaxation {
    /// For weights of the raw scores, by how much the lines of each hidden unit overstate them at given sums.
    func gaps(_ weights: [Double], at sums: [[Double]]) -> [[Double]] {
        var gaps = sums
        var weights = weights
        for layer in sums.indices.reversed() {
            let form = problem.network.layers[layer]
            let inputs = (0..<form.inputs).map { input in
                weights.indices.reduce(0) { $0 + weights[$1] * form.weights[$1 * form.inputs + input] }
            }
            weights = inputs.indices.map { unit in
                let line = line(layer, unit, isUpper: inputs[unit] > 0)
                let sum = sums[layer][unit]
                gaps[layer][unit] = inputs[unit] * (line.slope * sum + line.offset - form.activation(sum))
                return inputs[unit] * line.slope
            }
        }
        return gaps
    }
}
