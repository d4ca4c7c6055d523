import Foundation

/// A fitted linear predictor, with what its coefficients owe to each row.
package struct Regression: Sendable {
    package let design: Matrix
    package let coefficients: [Double]
    /// What the fit says of each row: a mean, or a probability.
    package let fitted: [Double]
    /// What each row adds to the estimating equation, for one unit of each regressor; 0 for rows left out.
    private let scores: [Double]
    /// Of the equation's derivative.
    private let factor: CholeskyFactor

    /// - Parameters:
    ///   - information: Minus the derivative of the summed estimating equation.
    package init(
        design: Matrix, coefficients: [Double], fitted: [Double], scores: [Double], information: CholeskyFactor
    ) {
        (self.design, self.coefficients, self.fitted) = (design, coefficients, fitted)
        (self.scores, factor) = (scores, information)
    }

    /// The columns that take no part, since those before them span them.
    package var redundant: [Int] { factor.redundant }

    /// The influence of each row on `direction · coefficients`: the sandwich estimate of the variance is the sum of
    /// squares over the square of the number of rows (Huber 1967; White 1980).
    package func influence(on direction: [Double]) -> [Double] {
        let weights = design.times(factor.solve(direction))
        return zip(weights, scores).map { Double(design.rows) * $0 * $1 }
    }

    /// The same for one coefficient.
    package func influence(onCoefficient place: Int) -> [Double] {
        var direction = [Double](repeating: 0, count: design.columns)
        direction[place] = 1
        return influence(on: direction)
    }
}

extension Regression {
    /// Weighted least squares.
    ///
    /// - Parameter weights: At least 0, one for each row; `nil` for all 1.
    package static func leastSquares(_ target: [Double], on design: Matrix, weights: [Double]? = nil) -> Regression {
        let weights = weights ?? [Double](repeating: 1, count: design.rows)
        let factor = CholeskyFactor(design.gram(weights: weights), size: design.columns)
        let coefficients = factor.solve(design.transposedTimes(zip(weights, target).map(*)))
        let fitted = design.times(coefficients)
        let scores = target.indices.map { weights[$0] * (target[$0] - fitted[$0]) }
        return Regression(
            design: design, coefficients: coefficients, fitted: fitted, scores: scores, information: factor)
    }
}

/// A regression whose coefficients grow without end: the regressors tell the outcomes apart, wholly or in part.
package struct Separation: Error, Sendable, Hashable {
    package init() {}
}

extension Regression {
    private static let iterations = 40

    /// Logistic regression by Newton's method with halved steps.
    ///
    /// - Parameter target: 0 or 1.
    /// - Throws: `Separation` where the likelihood has no maximum: the linear predictor of some row still moves after
    ///   40 steps, while without separation the last ones double its digits, or it has moved so far that a column no
    ///   longer tells.
    package static func logistic(
        _ target: [Double], on design: Matrix, weights: [Double]? = nil
    ) throws(Separation) -> Regression {
        let weights = weights ?? [Double](repeating: 1, count: design.rows)
        var coefficients = [Double](repeating: 0, count: design.columns)
        var predictor = [Double](repeating: 0, count: design.rows)
        let spanned = CholeskyFactor(design.gram(weights: weights), size: design.columns).redundant
        for _ in 0..<iterations {
            let fitted = predictor.map(Self.logistic)
            let scores = target.indices.map { weights[$0] * (target[$0] - fitted[$0]) }
            let curvature = target.indices.map { weights[$0] * fitted[$0] * (1 - fitted[$0]) }
            let factor = CholeskyFactor(design.gram(weights: curvature), size: design.columns)
            guard factor.redundant == spanned else { throw Separation() }
            var step = factor.solve(design.transposedTimes(scores))
            var moved = design.times(step)
            let before = logLikelihood(target, predictor, weights)
            var halvings = 0
            while halvings < 30, logLikelihood(target, zip(predictor, moved).map(+), weights) < before - 1e-9 {
                step = step.map { $0 / 2 }
                moved = moved.map { $0 / 2 }
                halvings += 1
            }
            coefficients = zip(coefficients, step).map(+)
            predictor = zip(predictor, moved).map(+)
            let largest = zip(moved, weights).reduce(0) { $1.1 > 0 ? max($0, abs($1.0)) : $0 }
            guard largest.isFinite else { throw Separation() }
            if largest < 1e-9 {
                return Regression(
                    design: design, coefficients: coefficients, fitted: predictor.map(Self.logistic), scores: scores,
                    information: factor)
            }
        }
        throw Separation()
    }

    /// Stable for large arguments of either sign.
    package static func logistic(_ x: Double) -> Double { x < 0 ? exp(x) / (1 + exp(x)) : 1 / (1 + exp(-x)) }

    /// `Σ w (t η − log(1 + e^η))`
    private static func logLikelihood(_ target: [Double], _ predictor: [Double], _ weights: [Double]) -> Double {
        target.indices.reduce(0) { sum, row in
            let eta = predictor[row]
            return sum + weights[row] * (target[row] * eta - max(eta, 0) - log1p(exp(-abs(eta))))
        }
    }
}
