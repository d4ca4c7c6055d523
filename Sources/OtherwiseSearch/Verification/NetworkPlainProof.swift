import OtherwiseModels

/// A second, plain proof that nothing cheaper exists, with a bound and a branching of its own; it shares the choices of each feature with the search.
///
/// It halves boxes depth first. In a box interval arithmetic encloses the slopes of a target, so that no point gains
/// more on it than the sum of what its axes gain; the least that such gains cost is a fractional knapsack, filled by
/// rate (Sinha and Zoltners, 1979). A box is closed when that is at least the claim, or when no filling suffices.
package struct NetworkPlainProof {
    package enum Verdict: Sendable, Hashable {
        /// No point cheaper than the claim reaches the goal, however the model rounds.
        case confirmed
        /// This point does.
        case refuted(NetworkPoint)
        /// The budget ended first.
        case open
    }

    private let problem: NetworkProblem
    private let claim: Double
    private let deadline: ContinuousClock.Instant

    /// What is left of one piece.
    fileprivate struct Part {
        let piece: Int
        var low: Double
        var high: Double
    }

    /// - Parameter claim: The cost below which nothing is said to reach the goal.
    package init(_ problem: NetworkProblem, claim: Double, time: Duration) {
        self.problem = problem
        self.claim = claim - 1e-7 * max(1e-9, claim)
        deadline = .now + time
    }

    package mutating func verdict() -> Verdict {
        let whole = problem.axes.enumerated().map { axis, form in
            form.pieces.enumerated().compactMap { piece, kind -> Part? in
                guard problem.isAnswered[problem.layout.starts[axis] + piece] else { return nil }
                guard case .numbers(let range, _) = kind else { return Part(piece: piece, low: 0, high: 0) }
                return Part(piece: piece, low: range.lowerBound, high: range.upperBound)
            }
        }
        for targets in problem.alternatives {
            let verdict = check(whole, targets)
            guard verdict == .confirmed else { return verdict }
        }
        return .confirmed
    }

    private mutating func check(_ parts: [[Part]], _ targets: NetworkTargets) -> Verdict {
        if ContinuousClock.now > deadline { return .open }
        guard let box = PlainBox(affordable(parts), problem), mayKeepRules(box) else { return .confirmed }
        if targets.targets.contains(where: { box.leastCost(reaching: $0, targets) >= claim }) { return .confirmed }
        for point in box.corners where problem.cost(of: point) < claim {
            if problem.keepsRules(point), problem.isReached(by: point) { return .refuted(point) }
        }
        guard let axis = box.widest(targets.targets) else { return box.isOnePoint ? .confirmed : .open }
        for half in box.halves(of: axis) {
            var part = box.parts
            part[axis] = half
            let verdict = check(part, targets)
            guard verdict == .confirmed else { return verdict }
        }
        return .confirmed
    }

    /// The parts that some point below the claim can take.
    private func affordable(_ parts: [[Part]]) -> [[Part]] {
        let least = parts.indices.map { axis in parts[axis].map { leastCost(axis, $0) }.min() ?? .infinity }
        let sum = least.reduce(0, +)
        return parts.indices.map { axis in
            parts[axis].filter { leastCost(axis, $0) < claim - (sum - least[axis]) }
        }
    }

    private func leastCost(_ axis: Int, _ part: Part) -> Double {
        min(problem.axes[axis].cost(part.piece, part.low), problem.axes[axis].cost(part.piece, part.high))
    }

    private func mayKeepRules(_ box: PlainBox) -> Bool {
        let clauses = problem.clauses.allSatisfy { clause in
            clause.contains { literal in box.parts[literal.axis].contains { literal.choices.contains($0.piece) } }
        }
        return clauses
            && problem.sums.allSatisfy { rule in
                var (low, high) = (0.0, 0.0)
                for (axis, factor) in rule.terms {
                    guard let range = box.numbers(of: axis) else { return false }
                    low += min(factor * range.lowerBound, factor * range.upperBound)
                    high += max(factor * range.lowerBound, factor * range.upperBound)
                }
                return low <= rule.range.upperBound && high >= rule.range.lowerBound
            }
    }
}

/// A box of the plain proof, with its sums and slopes enclosed by intervals.
private struct PlainBox {
    typealias Part = NetworkPlainProof.Part

    let parts: [[Part]]
    private let problem: NetworkProblem
    private let sums: [[ClosedRange<Double>]]
    private let errors: [Double]
    /// The cheapest end of each axis: what gains are counted from.
    private let origin: [End]

    /// An end of a part: a value, what it costs and what it adds to the first sums.
    private struct End {
        let piece: Int
        let number: Double
        let cost: Double
        let effect: [Double]
    }

    private let ends: [[(near: End, far: End, leastFarCost: Double)]]

    /// `nil` when an axis has nothing left.
    init?(_ parts: [[Part]], _ problem: NetworkProblem) {
        guard parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        self.parts = parts
        self.problem = problem
        let ends = parts.indices.map { axis in parts[axis].map { Self.ends(of: $0, axis, problem) } }
        self.ends = ends
        origin = ends.map { own in own.map(\.near).min { $0.cost < $1.cost } ?? own[0].near }
        var (first, magnitudes) = (problem.network.base.map { $0...$0 }, problem.network.baseMagnitudes)
        for axis in parts.indices {
            let all = ends[axis].flatMap { [$0.near, $0.far] }
            for unit in first.indices {
                let effects = all.map { $0.effect[unit] }
                let (low, high) = (effects.min() ?? 0, effects.max() ?? 0)
                first[unit] = first[unit].lowerBound + low...first[unit].upperBound + high
                magnitudes[unit] += parts[axis].map { Self.magnitude(of: $0, axis, unit, problem) }.max() ?? 0
            }
        }
        sums = problem.network.ranges(from: first)
        errors = problem.network.rounding(magnitudes: magnitudes, sums: sums)
    }

    private static func ends(
        of part: Part, _ axis: Int, _ problem: NetworkProblem
    ) -> (near: End, far: End, leastFarCost: Double) {
        let form = problem.axes[axis]
        func end(_ number: Double) -> End {
            var effect = [Double](repeating: 0, count: problem.units)
            problem.add(axis, part.piece, number, to: &effect)
            return End(piece: part.piece, number: number, cost: form.cost(part.piece, number), effect: effect)
        }
        let (low, high) = (end(part.low), end(part.high))
        let (near, far) = low.cost <= high.cost ? (low, high) : (high, low)
        guard case .numbers(_, let price) = form.pieces[part.piece] else { return (near, far, far.cost) }
        // The tangent at the near end lies below the price, which is convex.
        let slope = price.linear + 2 * price.squared * abs(near.number - price.origin)
        return (near, far, near.cost + slope * abs(far.number - near.number))
    }

    private static func magnitude(of part: Part, _ axis: Int, _ unit: Int, _ problem: NetworkProblem) -> Double {
        let index = problem.layout.starts[axis] + part.piece
        let own = problem.magnitudes[index * problem.units + unit]
        guard problem.layout.isRange[index] else { return own }
        return own + max(abs(part.low), abs(part.high)) * problem.slopeMagnitudes[axis * problem.units + unit]
    }

    /// Between which values a target changes with each first sum, by intervals from the last layer back.
    private func slopes(of target: LinearTarget) -> [ClosedRange<Double>] {
        var slopes = target.weights.map { $0...$0 }
        for (layer, ranges) in zip(problem.network.layers, sums).reversed() {
            slopes = ranges.indices.map { input in
                var (low, high) = (0.0, 0.0)
                for (output, slope) in slopes.enumerated() {
                    let weight = layer.weights[output * layer.inputs + input]
                    low += min(weight * slope.lowerBound, weight * slope.upperBound)
                    high += max(weight * slope.lowerBound, weight * slope.upperBound)
                }
                let own = layer.activation.slopes(over: ranges[input])
                return min(
                    low * own.lowerBound, low * own.upperBound)...max(high * own.lowerBound, high * own.upperBound)
            }
        }
        return slopes
    }

    private func gain(_ slopes: [ClosedRange<Double>], from origin: End, to end: End) -> Double {
        slopes.indices.reduce(0) { sum, unit in
            let step = end.effect[unit] - origin.effect[unit]
            return sum + max(step * slopes[unit].lowerBound, step * slopes[unit].upperBound)
        }
    }

    /// No point of the box that may reach a target costs less; infinite when none may.
    func leastCost(reaching target: LinearTarget, _ targets: NetworkTargets) -> Double {
        let slopes = slopes(of: target)
        var first = problem.network.base
        for end in origin { for unit in first.indices { first[unit] += end.effect[unit] } }
        var missing =
            target.threshold - targets.rounding(of: target, errors: errors)
            - target.score(of: problem.network.scores(from: first))
        var cost = origin.reduce(0) { $0 + $1.cost }
        var steps: [(gain: Double, cost: Double)] = []
        for axis in parts.indices {
            let points = ends[axis].flatMap { part in
                [
                    (gain(slopes, from: origin[axis], to: part.near), part.near.cost - origin[axis].cost),
                    (gain(slopes, from: origin[axis], to: part.far), part.leastFarCost - origin[axis].cost),
                ]
            }
            steps += Self.hull(points)
        }
        for step in steps.sorted(by: { $0.gain * $1.cost > $1.gain * $0.cost }) where missing > 0 {
            let share = step.gain >= missing ? missing / step.gain : 1
            cost += share * step.cost
            missing -= share * step.gain
        }
        return missing > 1e-12 * max(1, abs(target.threshold)) ? .infinity : cost
    }

    /// The steps along the upper concave hull of what an axis gains for what it costs, from no gain at no cost.
    private static func hull(_ points: [(gain: Double, cost: Double)]) -> [(gain: Double, cost: Double)] {
        var hull = [(gain: 0.0, cost: 0.0)]
        for point in points.sorted(by: { ($0.cost, -$0.gain) < ($1.cost, -$1.gain) })
        where point.gain > hull[hull.count - 1].gain {
            while hull.count > 1 {
                let (before, last) = (hull[hull.count - 2], hull[hull.count - 1])
                let isBelow =
                    (last.gain - before.gain) * (point.cost - last.cost) <= (point.gain - last.gain)
                    * (last.cost - before.cost)
                guard isBelow else { break }
                hull.removeLast()
            }
            hull.append(point)
        }
        return zip(hull, hull.dropFirst()).map { ($1.gain - $0.gain, $1.cost - $0.cost) }
    }

    /// Points worth trying to refute the claim: the cheapest, and each with one axis at another end.
    var corners: [NetworkPoint] {
        let cheapest = NetworkPoint(
            pieces: origin.map(\.piece),
            numbers: parts.indices.map { isRange($0, origin[$0].piece) ? origin[$0].number : 0 })
        return [cheapest]
            + parts.indices.flatMap { axis in
                ends[axis].flatMap { [$0.near, $0.far] }.map { end in
                    var corner = cheapest
                    corner.pieces[axis] = end.piece
                    corner.numbers[axis] = isRange(axis, end.piece) ? end.number : 0
                    return corner
                }
            }
    }

    private func isRange(_ axis: Int, _ piece: Int) -> Bool {
        problem.layout.isRange[problem.layout.starts[axis] + piece]
    }

    var isOnePoint: Bool { parts.allSatisfy { $0.count == 1 && $0[0].low == $0[0].high } }

    /// The numbers of an axis; `nil` when it holds something else.
    func numbers(of axis: Int) -> ClosedRange<Double>? {
        let form = problem.axes[axis]
        let own = parts[axis].filter { form.isNumber($0.piece) }
        let ends = own.flatMap { part in
            isRange(axis, part.piece) ? [part.low, part.high] : [form.ownNumber(of: part.piece)]
        }
        guard let low = ends.min(), let high = ends.max() else { return nil }
        return low...high
    }

    /// The axis whose gains are least certain, or else whose costs differ most; `nil` when all are settled.
    func widest(_ targets: [LinearTarget]) -> Int? {
        let all = targets.map(slopes)
        let open = parts.indices.filter { parts[$0].count > 1 || width(of: parts[$0][0]) > 0 }
        let spreads = open.map { axis in
            let own = ends[axis].flatMap { [$0.near, $0.far] }
            let doubt = all.reduce(0.0) { sum, slopes in
                sum
                    + slopes.indices.reduce(0) { sum, unit in
                        let effects = own.map { $0.effect[unit] }
                        let reach = (effects.max() ?? 0) - (effects.min() ?? 0)
                        return sum + reach * (slopes[unit].upperBound - slopes[unit].lowerBound)
                    }
            }
            let costs = own.map(\.cost)
            return (axis: axis, doubt: doubt, cost: (costs.max() ?? 0) - (costs.min() ?? 0), count: own.count)
        }
        return spreads.max { ($0.doubt, $0.cost, $0.count) < ($1.doubt, $1.cost, $1.count) }?.axis
    }

    private func width(of part: Part) -> Double {
        let width = part.high - part.low
        return width > 1e-12 * max(1, abs(part.low), abs(part.high)) ? width : 0
    }

    /// The cheaper parts and the others; the lower and the upper numbers of a single part.
    func halves(of axis: Int) -> [[Part]] {
        let form = problem.axes[axis]
        guard parts[axis].count == 1, let part = parts[axis].first else {
            let sorted = parts[axis].sorted { form.cost($0.piece, $0.low) < form.cost($1.piece, $1.low) }
            return [Array(sorted[..<(sorted.count / 2)]), Array(sorted[(sorted.count / 2)...])]
        }
        let middle = form.onGrid((part.low + part.high) / 2, .down)
        let next = form.step.map { form.onGrid(middle + $0, .toNearestOrEven) } ?? middle.nextUp
        var (lower, upper) = (part, part)
        (lower.high, upper.low) = (max(middle, part.low), min(next, part.high))
        return [[lower], [upper]]
    }
}

extension Activation {
    /// Between which values the slope lies over a range: a rectifier's is 0 or 1, a curve's falls away from 0.
    fileprivate func slopes(over range: ClosedRange<Double>) -> ClosedRange<Double> {
        let ends = [slope(at: range.lowerBound), slope(at: range.upperBound)]
        let (low, high) = (min(ends[0], ends[1]), max(ends[0], ends[1]))
        if self == .relu { return (range.lowerBound > 0 ? 1 : 0)...(range.upperBound > 0 ? 1 : 0) }
        return low...(range.contains(0) ? slope(at: 0) : high)
    }
}
