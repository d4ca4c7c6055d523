import Foundation

/// Finds the point of a region that is cheapest when gains are paid for: a choice on every axis by itself.
final class Pricing {
    private let open: OpenPieces
    private let axes: [NetworkAxis]
    /// What a piece gains, by piece, and a unit of each axis's number.
    var gains: [Double]
    var slopes: [Double]
    /// The entry chosen on each axis, and the number in it.
    private(set) var chosen: [Int]
    private(set) var numbers: [Double]

    init(_ open: OpenPieces) {
        self.open = open
        axes = open.problem.axes
        gains = [Double](repeating: 0, count: open.problem.layout.pieceCount)
        slopes = [Double](repeating: 0, count: axes.count)
        chosen = [Int](repeating: 0, count: axes.count)
        numbers = [Double](repeating: 0, count: axes.count)
    }

    /// Sets the gains to a weighted sum of rows.
    func setGains(_ rows: [SeparableRow], weights: [Double]) {
        for index in gains.indices { gains[index] = 0 }
        for index in slopes.indices { slopes[index] = 0 }
        for (row, weight) in zip(rows, weights) where weight != 0 {
            for index in gains.indices { gains[index] += weight * row.gains[index] }
            for index in slopes.indices { slopes[index] += weight * row.slopes[index] }
        }
    }

    /// The least of `costWeight · cost − gain` over the region, the choice being kept.
    func minimize(costWeight: Double = 1) -> Double {
        var total = 0.0
        for axis in axes.indices {
            var best = Double.infinity
            for index in open.starts[axis]..<open.starts[axis + 1] {
                let entry = open.entries[index]
                let number = entry.isRange ? bestNumber(of: entry, axis, costWeight) : 0
                let cost = entry.isRange ? entry.price(number) : entry.cost
                let value = costWeight * cost - gains[entry.piece] - (entry.isRange ? slopes[axis] * number : 0)
                if value < best { (best, chosen[axis], numbers[axis]) = (value, index, number) }
            }
            total += best
        }
        return total
    }

    /// The cost of the choice made.
    var cost: Double {
        axes.indices.reduce(0) { sum, axis in
            let entry = open.entries[chosen[axis]]
            return sum + (entry.isRange ? entry.price(numbers[axis]) : entry.cost)
        }
    }

    func sum(of row: SeparableRow) -> Double {
        var sum = 0.0
        for axis in axes.indices {
            let entry = open.entries[chosen[axis]]
            sum += row.gains[entry.piece]
            if entry.isRange { sum += row.slopes[axis] * numbers[axis] }
        }
        return sum
    }

    var point: NetworkPoint {
        NetworkPoint(
            pieces: axes.indices.map { open.entries[chosen[$0]].piece - open.problem.layout.starts[$0] },
            numbers: numbers)
    }

    /// Where a convex price less a gain in proportion is least: the price rises away from the origin.
    private func bestNumber(of entry: OpenPieces.Entry, _ axis: Int, _ costWeight: Double) -> Double {
        let price = entry.price
        // What moving one unit away from the origin gains.
        let gain = entry.isAbove ? slopes[axis] : -slopes[axis]
        let (near, far) = entry.isAbove ? (entry.low, entry.high) : (entry.high, entry.low)
        guard gain > costWeight * price.linear else { return near }
        guard price.squared > 0, costWeight > 0 else { return far }
        let distance = (gain / costWeight - price.linear) / (2 * price.squared)
        let number = min(max(entry.isAbove ? price.origin + distance : price.origin - distance, entry.low), entry.high)
        guard axes[axis].step != nil else { return number }
        let sides = [axes[axis].onGrid(number, .down), axes[axis].onGrid(number, .up)].map {
            min(max($0, entry.low), entry.high)
        }
        let values = sides.map { costWeight * price($0) - slopes[axis] * $0 }
        return values[0] <= values[1] ? sides[0] : sides[1]
    }
}

extension Pricing {
    /// The most that a row adds up to over the points that cost at most `budget`, or a little more than that.
    ///
    /// By weak duality every `price ≥ 0` gives a bound `price · budget + max(gain − price · cost)`; the best is
    /// closed in on from both sides by intersecting the lines of the points found. Twelve steps are always enough to
    /// be near, and each is a bound by itself.
    func maximum(of row: SeparableRow, within budget: Double) -> Double {
        (gains, slopes) = (row.gains, row.slopes)
        let free = -minimize(costWeight: 0)
        guard budget < .infinity else { return free }
        var left = (gain: free, cost: cost)
        guard left.cost > budget else { return free }
        var right = cheapest(row)
        var best = free
        for _ in 0..<12 where left.cost > right.cost {
            let price = max(0, (left.gain - right.gain) / (left.cost - right.cost))
            let bound = price * budget - minimize(costWeight: price)
            best = min(best, bound)
            let point = (gain: sum(of: row), cost: cost)
            let line = left.gain + price * (budget - left.cost)
            guard bound > line + 1e-9 * max(1, abs(line)) else { break }
            if point.cost > budget { left = point } else { right = point }
        }
        return best
    }

    /// The cheapest point of all.
    private func cheapest(_ row: SeparableRow) -> (gain: Double, cost: Double) {
        let (own, ownSlopes) = (gains, slopes)
        for index in gains.indices { gains[index] = 0 }
        for index in slopes.indices { slopes[index] = 0 }
        _ = minimize()
        (gains, slopes) = (own, ownSlopes)
        return (sum(of: row), cost)
    }
}
