/// The cheapest mixture of points that keeps some rows: the Lagrangian dual of a separable problem, solved exactly.
///
/// Dantzig and Wolfe (1960): a linear program over all points of a region, of which only the basis is held; `Pricing`
/// brings the point that helps most. Every multiplier on the way gives a valid lower bound on the cost of a point
/// that keeps the rows, whatever the arithmetic does.
struct ColumnGeneration {
    private let pricing: Pricing
    private let rows: [SeparableRow]
    /// Bounds at or above this close the region.
    private let ceiling: Double
    /// What a missing unit of each row costs, so high that it is paid only where nothing else helps.
    private let penalties: [Double]
    /// One per row, and behind them the sum of the weights.
    private var inverse: [[Double]]
    private var basis: [Column]
    private var weights: [Double]

    /// The greatest lower bound found, with its multipliers.
    private(set) var bound = -Double.infinity
    private(set) var multipliers: [Double]
    /// The greatest lower bound found when every row gives way by its rounding.
    private(set) var outerBound = -Double.infinity

    private enum Column {
        case point(NetworkPoint, cost: Double, sums: [Double])
        /// More than a row asks for.
        case surplus(Int)
        /// Less than a row asks for, at a penalty.
        case shortage(Int)
    }

    /// - Parameter deadline: From when on no column is brought in any more: the bound is then what it is.
    init(
        _ open: OpenPieces, rows: [SeparableRow], ceiling: Double, start: [Double] = [], until deadline: Deadline
    ) {
        pricing = Pricing(open)
        self.rows = rows
        self.ceiling = ceiling
        multipliers = start + [Double](repeating: 0, count: max(0, rows.count - start.count))
        basis = []
        inverse = []
        weights = []
        penalties = rows.map { row in
            let span = Self.span(of: row, open)
            return 1e4 * (1 + min(ceiling, 1e12)) / max(span, 1e-9)
        }
        enterFirst()
        improve(until: deadline)
    }

    /// The points of the mixture, with their weights.
    var mixture: [(weight: Double, point: NetworkPoint)] {
        zip(weights, basis).compactMap { weight, column in
            guard case .point(let point, _, _) = column, weight > 1e-9 else { return nil }
            return (weight, point)
        }
    }

    /// Whether the mixture keeps all rows.
    var isFeasible: Bool {
        zip(weights, basis).allSatisfy { weight, column in
            if case .shortage(let row) = column { weight <= 1e-9 * max(1, abs(rows[row].floor)) } else { true }
        }
    }

    /// The difference between the most and the least that a row adds up to.
    private static func span(of row: SeparableRow, _ open: OpenPieces) -> Double {
        (0..<open.problem.axes.count).reduce(0) { sum, axis in
            var (low, high) = (Double.infinity, -Double.infinity)
            for entry in open.entries[open.starts[axis]..<open.starts[axis + 1]] {
                for number in entry.isRange ? [entry.low, entry.high] : [0] {
                    let gain = row.gains[entry.piece] + (entry.isRange ? row.slopes[axis] * number : 0)
                    (low, high) = (min(low, gain), max(high, gain))
                }
            }
            return sum + high - low
        }
    }

    // MARK: The simplex method

    /// The basis of one point, each row with its surplus or its shortage.
    private mutating func enterFirst() {
        let column = price(at: multipliers)
        guard case .point(_, _, let sums) = column else { return }
        let count = rows.count
        inverse = (0...count).map { row in (0...count).map { $0 == row ? 1 : 0 } }
        for (row, condition) in rows.enumerated() {
            let missing = condition.floor - sums[row]
            basis.append(missing > 0 ? .shortage(row) : .surplus(row))
            weights.append(abs(missing))
            let sign: Double = missing > 0 ? 1 : -1
            inverse[row][row] = sign
            inverse[row][count] = -sign * sums[row]
        }
        basis.append(column)
        weights.append(1)
    }

    /// Brings columns in until none helps, the bound reaches the ceiling, or enough was done.
    private mutating func improve(until deadline: Deadline) {
        for _ in 0..<60 + 15 * rows.count {
            guard bound < ceiling, !deadline.isOver else { return }
            let duals = self.duals
            let (multipliers, level) = (duals.dropLast(), duals[rows.count])
            let entering: Column
            if let row = multipliers.firstIndex(where: { $0 < -1e-10 * max(1, abs(level)) }) {
                entering = .surplus(row)
            } else if let row = multipliers.indices.first(where: { multipliers[$0] > penalties[$0] * (1 + 1e-9) }) {
                entering = .shortage(row)
            } else {
                entering = price(at: multipliers.map { max($0, 0) })
                guard case .point(_, let cost, let sums) = entering else { return }
                let reduced = zip(multipliers, sums).reduce(cost - level) { $0 - $1.0 * $1.1 }
                guard reduced < -1e-11 * max(1, abs(level)) else { return }
            }
            guard enter(entering) else { return }
        }
    }

    /// The multiplier of each row, and behind them the level that a point's reduced cost is measured against.
    private var duals: [Double] {
        var duals = [Double](repeating: 0, count: rows.count + 1)
        for (position, column) in basis.enumerated() {
            let cost: Double
            switch column {
            case .point(_, let own, _): cost = own
            case .surplus: continue
            case .shortage(let row): cost = penalties[row]
            }
            for index in duals.indices { duals[index] += cost * inverse[position][index] }
        }
        return duals
    }

    /// The point that costs least when the rows are paid for, which also is a bound.
    private mutating func price(at multipliers: [Double]) -> Column {
        pricing.setGains(rows, weights: multipliers)
        let least = pricing.minimize()
        let bound = zip(multipliers, rows).reduce(least) { $0 + $1.0 * $1.1.floor }
        if bound > self.bound { (self.bound, self.multipliers) = (bound, multipliers) }
        outerBound = max(outerBound, zip(multipliers, rows).reduce(bound) { $0 - $1.0 * $1.1.give })
        return .point(pricing.point, cost: pricing.cost, sums: rows.map(pricing.sum))
    }

    /// Exchanges a column of the basis; `false` when nothing would change.
    private mutating func enter(_ column: Column) -> Bool {
        let direction = inverse.map { row in
            switch column {
            case .point(_, _, let sums): zip(row, sums).reduce(row[rows.count]) { $0 + $1.0 * $1.1 }
            case .surplus(let index): -row[index]
            case .shortage(let index): row[index]
            }
        }
        let largest = direction.reduce(0) { max($0, abs($1)) }
        var leaving: (position: Int, ratio: Double)?
        for (position, step) in direction.enumerated() where step > 1e-11 * max(1, largest) {
            let ratio = max(weights[position], 0) / step
            let isBetter =
                ratio < (leaving?.ratio ?? .infinity)
                || ratio == leaving?.ratio && step > direction[leaving?.position ?? 0]
            if isBetter { leaving = (position, ratio) }
        }
        guard let (position, ratio) = leaving else { return false }
        for other in weights.indices { weights[other] -= ratio * direction[other] }
        weights[position] = ratio
        basis[position] = column
        let pivot = direction[position]
        for index in inverse[position].indices { inverse[position][index] /= pivot }
        for other in inverse.indices where other != position && direction[other] != 0 {
            for index in inverse[other].indices { inverse[other][index] -= direction[other] * inverse[position][index] }
        }
        return true
    }
}
