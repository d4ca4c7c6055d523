import OtherwiseModels

/// Finds answers near a point: changes that gain most for their cost, then as much as possible undone, then the
/// cheapest point of the tangent plane, undone again.
struct NetworkRepair {
    let problem: NetworkProblem
    let deadline: Deadline

    init(_ problem: NetworkProblem, until deadline: Deadline) { (self.problem, self.deadline) = (problem, deadline) }

    /// Points that reach the targets of an alternative, as far as exact arithmetic can tell, and keep the rules.
    func solutions(from start: NetworkPoint, toward alternative: Int) -> [NetworkPoint] {
        var trial = Trial(problem, start, problem.alternatives[alternative], until: deadline)
        guard trial.isAnswered, trial.climb() else { return [] }
        trial.cheapen()
        var solutions = [trial.point]
        guard !problem.network.layers.isEmpty else { return solutions }
        var radius = 0.5
        for _ in 0..<6 where !deadline.isOver {
            guard var next = Tangent(trial, radius: radius).nextTrial() else { break }
            if next.climb() { next.cheapen() }
            if next.isAccepted, next.cost < trial.cost * (1 - 1e-9) {
                trial = next
                solutions.append(next.point)
            } else {
                radius /= 4
            }
        }
        return solutions.reversed()
    }
}

/// A point on the way, with its first sums.
struct Trial {
    let problem: NetworkProblem
    let targets: NetworkTargets
    private(set) var point: NetworkPoint
    private(set) var sums: [Double]
    private(set) var shortfall: Double
    let deadline: Deadline

    init(_ problem: NetworkProblem, _ point: NetworkPoint, _ targets: NetworkTargets, until deadline: Deadline) {
        (self.problem, self.point, self.targets, self.deadline) = (problem, point, targets, deadline)
        sums = problem.firstSums(of: point)
        shortfall = targets.shortfall(of: problem.network.scores(from: sums))
    }

    var cost: Double { problem.cost(of: point) }
    var isAccepted: Bool { shortfall <= 0 && problem.keepsRules(point) }
    var isAnswered: Bool {
        point.pieces.indices.allSatisfy { problem.isAnswered[problem.layout.starts[$0] + point.pieces[$0]] }
    }

    /// The point with another piece on one axis.
    func moving(_ axis: Int, to piece: Int, _ number: Double) -> Trial {
        var moved = self
        problem.add(axis, point.pieces[axis], point.numbers[axis], weight: -1, to: &moved.sums)
        problem.add(axis, piece, number, to: &moved.sums)
        (moved.point.pieces[axis], moved.point.numbers[axis]) = (piece, number)
        moved.shortfall = targets.shortfall(of: problem.network.scores(from: moved.sums))
        return moved
    }

    private func cost(_ axis: Int) -> Double { problem.axes[axis].cost(point.pieces[axis], point.numbers[axis]) }

    // MARK: One-hot groups

    /// The point with a group in another of its states.
    private func moving(_ group: NetworkGroup, to state: [NetworkGroup.Place]) -> Trial {
        zip(group.axes, state).reduce(self) { $0.moving($1.0, to: $1.1.piece, $1.1.number) }
    }

    private func exchanges(of group: NetworkGroup) -> [Trial] {
        group.states.filter { state in
            zip(group.axes, state).contains { point.pieces[$0] != $1.piece || point.numbers[$0] != $1.number }
        }.map { moving(group, to: $0) }
    }

    /// Puts every group into one of its states: the one that falls least short, and costs least.
    private mutating func settle() {
        for group in problem.groups {
            let others = exchanges(of: group)
            guard others.count == group.states.count else { continue }
            self = others.min { ($0.shortfall, $0.cost) < ($1.shortfall, $1.cost) } ?? self
        }
    }

    /// The axes that move by themselves.
    private var loneAxes: [Int] {
        let grouped = Set(problem.groups.flatMap(\.axes))
        return problem.axes.indices.filter { !grouped.contains($0) }
    }

    // MARK: Towards the goal

    /// Takes the step that gains most for its cost until the targets are reached; whether they are.
    ///
    /// Rules are mended where they stop the climb, and kept from there on.
    mutating func climb() -> Bool {
        settle()
        var isMended = false
        for _ in 0..<2 * problem.axes.count + 4 where !isAccepted {
            guard !deadline.isOver else { return false }
            if let step = bestStep(keepingRules: isMended) {
                self = step
            } else if !isMended, let step = mendingStep() {
                (self, isMended) = (step, true)
            } else {
                return false
            }
        }
        return isAccepted
    }

    /// The step onwards to a point that keeps the rules and is nearest to the targets; to undo a change is none.
    private func mendingStep() -> Trial? {
        loneAxes.lazy.flatMap { axis in
            candidates(axis).filter { $0.piece != problem.axes[axis].factual }.map {
                moving(axis, to: $0.piece, $0.number)
            }
        }.filter { problem.keepsRules($0.point) }.min { $0.shortfall < $1.shortfall }
    }

    private func bestStep(keepingRules: Bool) -> Trial? {
        var best: (rate: Double, trial: Trial)?
        func take(_ trial: Trial, price: Double) {
            let gain = shortfall - trial.shortfall
            guard gain > 1e-12 || (shortfall <= 0 && trial.isAccepted), !keepingRules || problem.keepsRules(trial.point)
            else { return }
            let rate = max(gain, 1e-12) / max(price, 1e-9)
            if rate > best?.rate ?? 0 { best = (rate, trial) }
        }
        for axis in loneAxes {
            for (piece, number) in candidates(axis) {
                let trial = moving(axis, to: piece, number)
                take(trial, price: trial.cost(axis) - cost(axis))
            }
        }
        for trial in problem.groups.flatMap(exchanges) { take(trial, price: trial.cost - cost) }
        return best?.trial
    }

    /// The values of an axis, its numbers at a few distances from the factual.
    private func candidates(_ axis: Int) -> [(piece: Int, number: Double)] {
        let form = problem.axes[axis]
        return form.pieces.indices.flatMap { piece -> [(piece: Int, number: Double)] in
            guard problem.isAnswered[problem.layout.starts[axis] + piece] else { return [] }
            guard case .numbers(let range, let price) = form.pieces[piece] else {
                return piece == point.pieces[axis] ? [] : [(piece, 0)]
            }
            let (near, far) = price.ends(of: range)
            return [0.03, 0.1, 0.3, 1].map { share in
                let number = form.onGrid(near + share * (far - near), .toNearestOrEven)
                return (piece, min(max(number, range.lowerBound), range.upperBound))
            }
        }
    }

    // MARK: Back towards the factual

    /// Undoes or cheapens one change after the other for as long as the point stays accepted.
    mutating func cheapen() {
        undo()
        for axis in loneAxes where cost(axis) > 0 && cost(axis) <= Self.idle * cost {
            if let dropped = dropping(axis) { self = dropped }
        }
    }

    private mutating func undo() {
        for _ in 0..<4 * problem.axes.count {
            let changed = loneAxes.filter { cost($0) > 0 }.sorted { cost($0) > cost($1) }
            let before = cost
            for axis in changed where !deadline.isOver { if let cheaper = cheaper(axis) { self = cheaper } }
            for group in problem.groups {
                let cheaper = exchanges(of: group).filter { $0.cost < cost && $0.isAccepted }
                self = cheaper.min { $0.cost < $1.cost } ?? self
            }
            guard cost < before * (1 - 1e-9) else { return }
        }
    }

    /// A change that is no more than this share of all costs is but what rounding left of it.
    private static let idle = 1e-9

    /// The point without a change that hardly is one; the dearest number moves as little farther as it must.
    private func dropping(_ axis: Int) -> Trial? {
        let dropped = moving(axis, to: problem.axes[axis].factual, 0)
        if dropped.isAccepted { return dropped }
        let others = loneAxes.filter { $0 != axis && problem.axes[$0].isNumber(point.pieces[$0]) }
        guard let other = others.max(by: { cost($0) < cost($1) }),
            case .numbers(let range, let price) = problem.axes[other].pieces[point.pieces[other]]
        else { return nil }
        let number = point.numbers[other], near = price.ends(of: range).near
        let farther = problem.axes[other].onGrid(number + (number - near) * Self.idle, .toNearestOrEven)
        guard range.contains(farther) else { return nil }
        let pushed = dropped.moving(other, to: point.pieces[other], farther)
        return pushed.isAccepted ? pushed.nearest(on: other, from: number, to: farther) : nil
    }

    /// The cheapest accepted point that differs on one axis.
    private func cheaper(_ axis: Int) -> Trial? {
        let form = problem.axes[axis]
        let present = cost(axis)
        var best: Trial?
        func take(_ trial: Trial) {
            if trial.isAccepted, trial.cost(axis) < (best?.cost(axis) ?? present) { best = trial }
        }
        for (piece, kind) in form.pieces.enumerated() where problem.isAnswered[problem.layout.starts[axis] + piece] {
            switch kind {
            case .value(_, let cost): if cost < best?.cost(axis) ?? present { take(moving(axis, to: piece, 0)) }
            case .numbers(let range, let price):
                let near = price.ends(of: range).near
                guard price(near) < best?.cost(axis) ?? present else { continue }
                let closest = moving(axis, to: piece, near)
                if closest.isAccepted {
                    take(closest)
                } else if piece == point.pieces[axis] {
                    take(nearest(on: axis, from: near, to: point.numbers[axis]))
                }
            }
        }
        return best
    }

    /// Between a number that is refused and the present one, the accepted number nearest to the first.
    private func nearest(on axis: Int, from refused: Double, to accepted: Double) -> Trial {
        let form = problem.axes[axis]
        var (outside, inside) = (refused, self)
        for _ in 0..<60 {
            let middle = outside + (inside.point.numbers[axis] - outside) / 2
            let number = form.onGrid(middle, .toNearestOrEven)
            let isBetween = (number - outside) * (number - inside.point.numbers[axis]) < 0
            guard isBetween else { break }
            let trial = moving(axis, to: point.pieces[axis], number)
            if trial.isAccepted { inside = trial } else { outside = number }
        }
        return inside
    }
}

/// The question with the network replaced by its tangent at a point, for changes of limited size.
private struct Tangent {
    private let trial: Trial
    private let problem: NetworkProblem
    private let radius: Double

    init(_ trial: Trial, radius: Double) {
        (self.trial, problem, self.radius) = (trial, trial.problem, radius)
    }

    /// The cheapest point of the tangent plane that reaches the targets, rounded.
    func nextTrial() -> Trial? {
        guard let open = OpenPieces(region, of: problem) else { return nil }
        let scores = problem.network.scores(from: trial.sums)
        var conditions = trial.targets.targets
        for index in conditions.indices { conditions[index].threshold += trial.targets.clearances[index] }
        if let share = trial.targets.share { conditions.append(share.tangent(at: scores)) }
        let rows = conditions.map { row(of: $0, scores) }
        let master = ColumnGeneration(open, rows: rows, ceiling: .infinity, until: trial.deadline)
        let point = BlendedPoint(master.mixture, of: problem).point
        return point == trial.point ? nil : Trial(problem, point, trial.targets, until: trial.deadline)
    }

    /// Numbers near those of the point; all other pieces.
    private var region: NetworkRegion {
        var region = NetworkRegion(problem)
        for axis in problem.axes.indices {
            let form = problem.axes[axis]
            guard form.isNumber(trial.point.pieces[axis]) else { continue }
            guard let range = form.numberRange else { continue }
            let (number, reach) = (form.number(of: trial.point, axis), radius * (range.upperBound - range.lowerBound))
            region.lows[axis] = form.onGrid(number - reach, .up)
            region.highs[axis] = form.onGrid(number + reach, .down)
        }
        return region
    }

    /// Values by what they really do to the score, numbers by the slope.
    private func row(of condition: LinearTarget, _ scores: [Double]) -> SeparableRow {
        let gradient = problem.network.gradient(of: condition.weights, at: trial.sums)
        let score = condition.score(of: scores)
        var row = SeparableRow(
            gains: [Double](repeating: 0, count: problem.layout.pieceCount),
            slopes: [Double](repeating: 0, count: problem.axes.count), floor: condition.threshold - score)
        for axis in problem.axes.indices {
            let slopes = problem.slopes[axis * problem.units..<(axis + 1) * problem.units]
            row.slopes[axis] = zip(gradient, slopes).reduce(0) { $0 + $1.0 * $1.1 }
            for (piece, index) in problem.layout.pieces(of: axis).enumerated() where problem.isAnswered[index] {
                guard problem.layout.isRange[index] else {
                    let moved = trial.moving(axis, to: piece, 0)
                    row.gains[index] = condition.score(of: problem.network.scores(from: moved.sums)) - score
                    continue
                }
                var sums = [Double](repeating: 0, count: problem.units)
                problem.add(axis, trial.point.pieces[axis], trial.point.numbers[axis], weight: -1, to: &sums)
                problem.add(axis, piece, 0, to: &sums)
                row.gains[index] = zip(gradient, sums).reduce(0) { $0 + $1.0 * $1.1 }
            }
        }
        return row
    }
}
