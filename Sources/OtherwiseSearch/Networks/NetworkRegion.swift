import OtherwiseModels

/// A box of points: for every axis the pieces that are open, and the numbers between two ends.
struct NetworkRegion: Sendable {
    /// By piece, over all axes.
    var isOpen: [Bool]
    /// By axis.
    var lows: [Double]
    var highs: [Double]

    /// All that a problem allows.
    init(_ problem: NetworkProblem) {
        isOpen = problem.isAnswered
        lows = problem.axes.map { _ in -.infinity }
        highs = problem.axes.map { _ in .infinity }
        for axis in Set(problem.sums.flatMap(\.terms.keys)) {
            for (piece, index) in zip(problem.axes[axis].pieces.indices, problem.layout.pieces(of: axis))
            where !problem.axes[axis].isNumber(piece) { isOpen[index] = false }
        }
    }
}

/// The open pieces of a region in one list, the numbers of each cut to the region's ends.
final class OpenPieces {
    struct Entry {
        /// Among all pieces.
        let piece: Int
        let isRange: Bool
        /// For a piece of one value.
        let cost: Double
        let low: Double
        let high: Double
        let price: NumberPrice
        /// Whether the numbers lie above the origin of their price.
        var isAbove: Bool { low >= price.origin }
    }

    let problem: NetworkProblem
    let entries: [Entry]
    /// The first entry of each axis, and the number of all at the end.
    let starts: [Int]
    /// The least that each axis costs, and their sum.
    let leastCosts: [Double]
    let leastTotal: Double

    /// `nil` when an axis has nothing left.
    init?(_ region: NetworkRegion, of problem: NetworkProblem) {
        var entries: [Entry] = []
        var starts = [0]
        var least: [Double] = []
        for (axis, form) in problem.axes.enumerated() {
            for (piece, index) in zip(form.pieces, problem.layout.pieces(of: axis)) where region.isOpen[index] {
                switch piece {
                case .value(_, let cost):
                    entries.append(
                        Entry(piece: index, isRange: false, cost: cost, low: 0, high: 0, price: NumberPrice()))
                case .numbers(let range, let price):
                    let (low, high) = (
                        max(range.lowerBound, region.lows[axis]), min(range.upperBound, region.highs[axis])
                    )
                    guard low <= high else { continue }
                    entries.append(Entry(piece: index, isRange: true, cost: 0, low: low, high: high, price: price))
                }
            }
            guard entries.count > starts[axis] else { return nil }
            let own = entries[starts[axis]...]
            least.append(own.reduce(.infinity) { min($0, $1.leastCost) })
            starts.append(entries.count)
        }
        (self.problem, self.entries, self.starts, leastCosts) = (problem, entries, starts, least)
        leastTotal = least.reduce(0, +)
    }

    /// For each first sum the largest sum of magnitudes that a point has.
    var magnitudes: [Double] {
        let units = problem.units
        var sums = problem.network.baseMagnitudes
        for axis in problem.axes.indices {
            var largest = [Double](repeating: 0, count: units)
            for entry in entries[starts[axis]..<starts[axis + 1]] {
                let furthest = entry.isRange ? max(abs(entry.low), abs(entry.high)) : 0
                for unit in 0..<units {
                    let own = problem.magnitudes[entry.piece * units + unit]
                    largest[unit] = max(largest[unit], own + furthest * problem.slopeMagnitudes[axis * units + unit])
                }
            }
            for unit in 0..<units { sums[unit] += largest[unit] }
        }
        return sums
    }

    /// Whether one point is left.
    var isOnePoint: Bool {
        entries.count == problem.axes.count && entries.allSatisfy { !$0.isRange || $0.low == $0.high }
    }

    /// The most that a point costs.
    var dearest: Double {
        (0..<problem.axes.count).reduce(0) { sum, axis in
            sum + entries[starts[axis]..<starts[axis + 1]].reduce(0) { max($0, $1.mostCost) }
        }
    }

    /// The region without what costs more than `budget` together with the cheapest of all other axes.
    func affordable(_ region: NetworkRegion, within budget: Double) -> NetworkRegion {
        guard budget < .infinity else { return region }
        var region = region
        for axis in problem.axes.indices {
            let room = (budget - leastTotal + leastCosts[axis]) * (1 + 1e-9) + 1e-12
            var (low, high) = (Double.infinity, -Double.infinity)
            for entry in entries[starts[axis]..<starts[axis + 1]] {
                guard entry.leastCost <= room else {
                    region.isOpen[entry.piece] = false
                    continue
                }
                guard entry.isRange, let reach = entry.price.reach(within: room) else { continue }
                low = min(low, max(entry.low, entry.isAbove ? entry.low : entry.price.origin - reach))
                high = max(high, min(entry.high, entry.isAbove ? entry.price.origin + reach : entry.high))
            }
            region.lows[axis] = max(region.lows[axis], problem.axes[axis].onGrid(low, .up))
            region.highs[axis] = min(region.highs[axis], problem.axes[axis].onGrid(high, .down))
        }
        return region
    }
}

extension OpenPieces.Entry {
    var leastCost: Double { isRange ? price(isAbove ? low : high) : cost }
    var mostCost: Double { isRange ? price(isAbove ? high : low) : cost }
}
