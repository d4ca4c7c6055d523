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
    }

    /// The values for the causes, `[count]`.
    public func values(_ parents: [[Double]], count: Int) -> [Double] {
        if case .trees(let trees) = function { return trees.values(parents, count: count) }
        var regressors = [Double](repeating: 0, count: encoding.width)
        return (0..<count).map { row in
            encoding.encode(parents, row, into: &regressors)
            switch function {
            case .linear(let linear): return linear(regressors)
            case .smooth(let smooth): return smooth(regressors)
            case .trees: return 0
            }
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

/// A linear function and a weighted sum of Gaussian bumps.
struct SmoothFunction: Sendable, Hashable {
    let linear: LinearFunction
    let bumps: GaussianBumps
    let weights: [Double]

    @inline(__always)
    func callAsFunction(_ regressors: [Double]) -> Double {
        var sum = linear(regressors)
        bumps.forEach(at: regressors) { place, height in sum += weights[place] * height }
        return sum
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
