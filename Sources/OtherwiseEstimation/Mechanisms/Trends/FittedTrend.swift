import Foundation
public import OtherwiseCausal

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

    /// The values for the causes, `[count]`.
    public func values(_ parents: [[Double]], count: Int) -> [Double] {
        switch function {
        case .linear(let linear): return values(parents, count: count) { linear($0) }
        case .smooth(let smooth): return values(parents, count: count) { smooth($0) }
        case .trees(let trees): return trees.values(parents, count: count)
        case .lineAndTrees(let line, let trees):
            return zip(values(parents, count: count) { line($0) }, trees.values(parents, count: count)).map(+)
        }
    }

    @inline(__always)
    private func values(_ parents: [[Double]], count: Int, _ function: ([Double]) -> Double) -> [Double] {
        var regressors = [Double](repeating: 0, count: encoding.width)
        return (0..<count).map { row in
            encoding.encode(parents, row, into: &regressors)
            return function(regressors)
        }
    }

    /// The value of one row.
    public func value(_ parents: [Double]) -> Double {
        switch function {
        case .linear(let linear): return linear(encoding.regressors(parents))
        case .smooth(let smooth): return smooth(encoding.regressors(parents))
        case .trees(let trees): return trees.value(parents)
        case .lineAndTrees(let line, let trees): return line(encoding.regressors(parents)) + trees.value(parents)
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
}

/// A linear function and a weighted sum of Gaussian bumps; what was drawn has waves besides.
struct SmoothFunction: Sendable, Hashable {
    let linear: LinearFunction
    let bumps: GaussianBumps
    var weights: [Double]
    var waves: RandomWaves?

    @inline(__always)
    func callAsFunction(_ regressors: [Double]) -> Double {
        var sum = linear(regressors)
        bumps.forEach(at: regressors) { place, height in sum += weights[place] * height }
        return sum + (waves?(regressors) ?? 0)
    }
}

/// `exp(−½ Σ ((x − centre) / length)²)` about each of some centres.
struct GaussianBumps: Sendable, Hashable {
    let lengths: [Double]
    /// Divided by the lengths, one centre after the other, `[centres × lengths]`.
    private let scaled: [Double]
    let count: Int

    init(centres: [[Double]], lengths: [Double]) {
        self.lengths = lengths
        count = centres.count
        scaled = centres.flatMap { zip($0, lengths).map(/) }
    }

    func centre(_ place: Int) -> [Double] {
        lengths.indices.map { scaled[place * lengths.count + $0] * lengths[$0] }
    }

    @inline(__always)
    func forEach(at regressors: [Double], _ body: (Int, Double) -> Void) {
        let width = lengths.count
        for centre in 0..<count {
            var square = 0.0
            for place in 0..<width {
                let distance = regressors[place] / lengths[place] - scaled[centre * width + place]
                square += distance * distance
            }
            body(centre, exp(-square / 2))
        }
    }
}
