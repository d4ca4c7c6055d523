import OtherwiseCore
import OtherwiseModels

extension NetworkProblem {
    /// The point without changes that are but what rounding left of them, as long as it stays an answer: of no more than a
    /// billionth of all costs.
    func withoutIdleChanges(_ point: NetworkPoint) -> NetworkPoint {
        let idle = 1e-9 * cost(of: point)
        var kept = point
        for axis in changedAxes(of: point).sorted()
        where axes[axis].cost(point.pieces[axis], point.numbers[axis]) <= idle {
            var trial = kept
            (trial.pieces[axis], trial.numbers[axis]) = (axes[axis].factual, 0)
            if keepsRules(trial), reachesGoal(trial) { kept = trial }
        }
        return kept
    }

    /// The point with its numbers moved to short decimals nearby, as long as it stays an answer.
    func readable(_ point: NetworkPoint) -> NetworkPoint {
        var shown = point
        for axis in axes.indices {
            guard axes[axis].step == nil, case .numbers(let range, let price) = axes[axis].pieces[point.pieces[axis]]
            else {
                continue
            }
            let (number, origin) = (point.numbers[axis], price.origin)
            let room = 1e-7 * abs(number - origin)
            let low = number > origin ? number : max(number - room, range.lowerBound)
            let high = number > origin ? min(number + room, range.upperBound) : number
            guard let decimal = Decimals.shortest(from: low, to: high) else { continue }
            var trial = shown
            trial.numbers[axis] = decimal
            if keepsRules(trial), reachesGoal(trial) { shown = trial }
        }
        return shown
    }
}

/// The values of an answer's changed features that do as well: a box that is widened for as long as the lower bound of
/// every target over all of it, the hidden units enclosed by lines, still reaches the target.
struct NetworkExtents {
    private let problem: NetworkProblem
    private let point: NetworkPoint
    /// The alternative that the answer satisfies; `nil` when only the model itself can tell.
    private let targets: NetworkTargets?

    init(around point: NetworkPoint, in problem: NetworkProblem) {
        (self.problem, self.point) = (problem, point)
        let scores = problem.scores(of: point)
        let met = problem.alternatives.first { $0.isCleared(by: scores) }
        targets = problem.targetsSuffice && met?.share == nil ? met : nil
    }

    /// For each changed feature, by position, the values that do as well.
    ///
    /// - Parameter deadline: From when on nothing is widened any more.
    func extents(until deadline: Deadline = Deadline(after: nil)) -> [Int: Extent] {
        let changed = problem.changedAxes(of: point).sorted()
        var region = NetworkRegion(only: point, in: problem)
        if targets != nil, problem.clauses.isEmpty, problem.sums.isEmpty {
            for axis in changed { widen(axis, &region, until: deadline) }
        }
        var extents: [Int: Extent] = [:]
        for axis in changed { extents[axis] = extent(of: axis, region) }
        return extents
    }

    private func widen(_ axis: Int, _ region: inout NetworkRegion, until deadline: Deadline) {
        let form = problem.axes[axis]
        let start = problem.layout.starts[axis]
        guard case .numbers(let range, _) = form.pieces[point.pieces[axis]] else {
            guard !form.isNumber(point.pieces[axis]) else { return }
            for piece in form.pieces.indices {
                var wider = region
                wider.isOpen[start + piece] = true
                if case .value(let value, _) = form.pieces[piece], value != .missing, problem.isAnswered[start + piece],
                    reaches(wider, until: deadline)
                {
                    region = wider
                }
            }
            return
        }
        region.highs[axis] = furthest(from: point.numbers[axis], to: range.upperBound, axis) { number in
            var wider = region
            wider.highs[axis] = number
            return reaches(wider, until: deadline)
        }
        region.lows[axis] = furthest(from: point.numbers[axis], to: range.lowerBound, axis) { number in
            var wider = region
            wider.lows[axis] = number
            return reaches(wider, until: deadline)
        }
    }

    /// The number furthest along the way, by bisection, to which a box can be widened.
    private func furthest(
        from number: Double, to end: Double, _ axis: Int, reaches: (Double) -> Bool
    ) -> Double {
        if reaches(end) { return end }
        var (inside, outside) = (number, end)
        for _ in 0..<20 {
            let middle = problem.axes[axis].onGrid((inside + outside) / 2, .toNearestOrEven)
            guard (middle - inside) * (middle - outside) < 0 else { break }
            if reaches(middle) { inside = middle } else { outside = middle }
        }
        return inside
    }

    /// Whether it is known in time that every point of a region reaches the goal.
    private func reaches(_ region: NetworkRegion, until deadline: Deadline) -> Bool {
        guard let targets, let open = OpenPieces(region, of: problem),
            let bounds = try? NetworkRelaxation.bounds(
                problem, over: open, within: .infinity, known: HiddenBounds(problem.network), until: deadline)
        else { return false }
        let relaxation = NetworkRelaxation(problem, bounds)
        let pricing = Pricing(open)
        return targets.targets.indices.allSatisfy { index in
            let target = targets.targets[index]
            let opposite = relaxation.row(
                target.weights.map { -$0 }, ofLayer: problem.network.layers.count, threshold: 0)
            let least = opposite.floor - pricing.maximum(of: opposite, within: .infinity)
            return least >= target.threshold + targets.clearances[index] * (1 - 1e-6)
        }
    }

    private func extent(of axis: Int, _ region: NetworkRegion) -> Extent {
        let form = problem.axes[axis]
        if case .numbers = form.pieces[point.pieces[axis]] { return .numbers(region.lows[axis]...region.highs[axis]) }
        let open = form.pieces.indices.filter { region.isOpen[problem.layout.starts[axis] + $0] }
        let values = open.map { form.value($0, 0) }
        if let number = values.first?.number {
            return .numbers(
                (values.compactMap(\.number).min() ?? number)...(values.compactMap(\.number).max() ?? number))
        }
        return .categories(values.compactMap(\.category).sorted())
    }
}

extension NetworkRegion {
    /// One point.
    fileprivate init(only point: NetworkPoint, in problem: NetworkProblem) {
        self.init(problem)
        for index in isOpen.indices { isOpen[index] = false }
        for axis in point.pieces.indices {
            isOpen[problem.layout.starts[axis] + point.pieces[axis]] = true
            if case .numbers = problem.axes[axis].pieces[point.pieces[axis]] {
                (lows[axis], highs[axis]) = (point.numbers[axis], point.numbers[axis])
            }
        }
    }
}
