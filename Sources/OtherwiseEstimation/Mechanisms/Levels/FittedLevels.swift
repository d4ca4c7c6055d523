import Foundation
public import OtherwiseCausal

/// The probability of each level of a variable given its parents, as learnt from data.
public struct FittedLevels: LevelProbabilities {
    /// How many levels there are.
    public let levels: Int
    let encoding: ParentEncoding
    let form: Form

    enum Form: Sendable, Hashable {
        /// The logarithm of each level's probability in each combination of the parents' levels, the last parent and
        /// then the level fastest.
        case table([Double])
        /// Coefficients of 1 and the regressors, and of their squares and products where it is quadratic.
        case logistic([Double], isQuadratic: Bool)
    }

    /// In nats, row by row, `[count × levels]`; NaN where the parents give none.
    public func logProbabilities(_ parents: [[Double]], count: Int) -> [Double] {
        (0..<count).flatMap { logProbabilities(parents, $0) }
    }

    /// `[levels]`, in nats.
    func logProbabilities(_ parents: [[Double]], _ row: Int) -> [Double] {
        switch form {
        case .table(let logarithms):
            guard let cell = Self.cell(parents, row, encoding) else {
                return [Double](repeating: .nan, count: levels)
            }
            return Array(logarithms[(cell * levels)..<((cell + 1) * levels)])
        case .logistic(let coefficients, let isQuadratic):
            var regressors = [Double](repeating: 0, count: encoding.width)
            encoding.encode(parents, row, into: &regressors)
            let logits = MultinomialRegression.logits(
                coefficients, levels: levels, Self.expanded(regressors, isQuadratic: isQuadratic))
            let total = logits.logSumExp
            return logits.map { $0 - total }
        }
    }

    /// The number of a combination of the parents' levels; `nil` where one has none.
    static func cell(_ parents: [[Double]], _ row: Int, _ encoding: ParentEncoding) -> Int? {
        var cell = 0
        for (parent, kind) in zip(parents, encoding.kinds) {
            guard case .levels(let count) = kind else { continue }
            guard let level = Int(exactly: parent[row]), (0..<count).contains(level) else { return nil }
            cell = cell * count + level
        }
        return cell
    }

    static func expanded(_ regressors: [Double], isQuadratic: Bool) -> [Double] {
        guard isQuadratic else { return [1] + regressors }
        let products = regressors.indices.flatMap { one in regressors[...one].map { $0 * regressors[one] } }
        return [1] + regressors + products
    }
}
