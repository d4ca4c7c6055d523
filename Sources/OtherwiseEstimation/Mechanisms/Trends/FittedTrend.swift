import Foundation
public import OtherwiseCausal
import OtherwiseNumerics

/// The mean of a variable given its parents, as learnt from data.
public struct FittedTrend: Trend {
    /// The names of the causes, in the order in which values are given.
    public let parents: [String]
    let encoding: ParentEncoding
    let function: Function

    enum Function: Sendable, Hashable {
        case linear(LinearFunction)
        case smooth(SmoothFunction)
        case trees(BoostedTrees)
        case lineAndTrees(LinearFunction, BoostedTrees)
    }

    /// The values for the causes, `[count]`; many rows on all cores.
    public func values(_ parents: [[Double]], count: Int) -> [Double] {
        switch function {
        case .linear(let line): return lineValues(line, parents, count: count)
        case .smooth(let smooth): return Self.byBlocks(parents, count: count) { smooth.values($0, encoding, count: $1) }
        case .trees(let trees): return trees.values(parents, count: count)
        case .lineAndTrees(let line, let trees):
            return zip(lineValues(line, parents, count: count), trees.values(parents, count: count)).map(+)
        }
    }

    private func lineValues(_ line: LinearFunction, _ parents: [[Double]], count: Int) -> [Double] {
        Self.byBlocks(parents, count: count) { line.values($0, encoding, count: $1) }
    }

    private static let block = 8_192

    private static func byBlocks(
        _ parents: [[Double]], count: Int, _ values: @Sendable ([[Double]], Int) -> [Double]
    ) -> [Double] {
        guard count > block else { return values(parents, count) }
        return concurrentMap((count + block - 1) / block) { part in
            let rows = (part * block)..<min((part + 1) * block, count)
            return values(parents.map { Array($0[rows]) }, rows.count)
        }.flatMap(\.self)
    }

    /// The value of one row.
    public func value(_ parents: [Double]) -> Double {
        switch function {
        case .linear(let line): return line.value(parents, encoding)
        case .smooth(let smooth): return smooth(encoding.regressors(parents))
        case .trees(let trees): return trees.value(parents)
        case .lineAndTrees(let line, let trees): return line.value(parents, encoding) + trees.value(parents)
        }
    }
}

/// `intercept + Σ slope × regressor`.
struct LinearFunction: Sendable, Hashable {
    let intercept: Double
    let slopes: [Double]

    init(_ coefficients: [Double]) { (intercept, slopes) = (coefficients[0], Array(coefficients.dropFirst())) }

    @inline(__always)
    func callAsFunction(_ regressors: [Double]) -> Double {
        var sum = intercept
        for place in slopes.indices { sum += slopes[place] * regressors[place] }
        return sum
    }

    /// The same of parents that are not encoded, column by column.
    func values(_ parents: [[Double]], _ encoding: ParentEncoding, count: Int) -> [Double] {
        var sums = [Double](repeating: intercept, count: count)
        var place = 0
        for (column, kind) in zip(parents, encoding.kinds) {
            switch kind {
            case .number(let centre, let scale):
                let slope = slopes[place]
                for row in 0..<count { sums[row] += slope * ((column[row] - centre) / scale) }
                place += 1
            case .levels(let levels):
                for row in 0..<count { sums[row] += effect(of: column[row], levels, place) }
                place += max(levels - 1, 0)
            }
        }
        return sums
    }

    /// The same of one row.
    func value(_ parents: [Double], _ encoding: ParentEncoding) -> Double {
        var (sum, place) = (intercept, 0)
        for (value, kind) in zip(parents, encoding.kinds) {
            switch kind {
            case .number(let centre, let scale):
                sum += slopes[place] * ((value - centre) / scale)
                place += 1
            case .levels(let levels):
                sum += effect(of: value, levels, place)
                place += max(levels - 1, 0)
            }
        }
        return sum
    }

    /// What a level adds; the first adds nothing.
    private func effect(of level: Double, _ levels: Int, _ place: Int) -> Double {
        guard let level = Int(exactly: level), (1..<max(levels, 1)).contains(level) else { return 0 }
        return slopes[place + level - 1]
    }
}

/// A linear function and a weighted sum of bumps; what was drawn has waves besides.
struct SmoothFunction: Sendable, Hashable {
    let linear: LinearFunction
    let bumps: Bumps
    var weights: [Double]
    var waves: RandomWaves?

    @inline(__always)
    func callAsFunction(_ regressors: [Double]) -> Double {
        linear(regressors) + bumps.sum(at: regressors, weights: weights) + (waves?(regressors) ?? 0)
    }

    /// The same of parents that are not encoded, column by column.
    func values(_ parents: [[Double]], _ encoding: ParentEncoding, count: Int) -> [Double] {
        var regressors = [Double](repeating: 0, count: encoding.width)
        return (0..<count).map { row in
            encoding.encode(parents, row, into: &regressors)
            return self(regressors)
        }
    }
}

/// How alike a place is to each of some centres.
struct Bumps: Sendable, Hashable {
    let lengths: [Double]
    let affinity: Affinity
    /// Divided by the lengths, regressor by regressor, `[lengths × centres]`.
    private let scaled: [Double]
    let count: Int

    /// - Parameter centres: `[centres][lengths]`.
    init(centres: [[Double]], lengths: [Double], likeness: Likeness) {
        (self.lengths, affinity) = (lengths, Affinity(likeness: likeness))
        count = centres.count
        scaled = lengths.indices.flatMap { place in centres.map { $0[place] / lengths[place] } }
    }

    var likeness: Likeness { affinity.likeness }

    func centre(_ place: Int) -> [Double] { lengths.indices.map { scaled[$0 * count + place] * lengths[$0] } }

    /// The heights at a place, each by its weight.
    func sum(at regressors: [Double], weights: [Double]) -> Double {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: count + lengths.count) { work in
            let place = UnsafeMutableBufferPointer(rebasing: work[count...])
            for regressor in lengths.indices { place[regressor] = regressors[regressor] / lengths[regressor] }
            let heights = UnsafeMutableBufferPointer(rebasing: work[..<count])
            scaled.withUnsafeBufferPointer {
                affinity.heights(of: UnsafeBufferPointer(place), to: $0, into: heights)
            }
            var sum = 0.0
            for centre in 0..<count { sum += weights[centre] * heights[centre] }
            return sum
        }
    }
}
