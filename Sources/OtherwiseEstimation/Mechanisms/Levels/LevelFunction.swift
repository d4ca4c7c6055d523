import Foundation

/// The probability of each level of a variable given its parents.
struct LevelFunction: Sendable, Hashable {
    let levels: Int
    let encoding: ParentEncoding
    let form: Form

    enum Form: Sendable, Hashable {
        /// The logarithm of each level's probability in each combination of the parents' levels, the last parent and
        /// then the level fastest.
        case table([Double])
        /// Coefficients of 1 and the regressors, and of their squares and products where it is quadratic.
        case logistic([Double], isQuadratic: Bool)
    }

    /// `[levels]`, in nats.
    func logProbabilities(_ parents: [[Double]], _ row: Int) -> [Double] {
        switch form {
        case .table(let logarithms):
            let cell = Self.cell(parents, row, encoding) * levels
            return Array(logarithms[cell..<(cell + levels)])
        case .logistic(let coefficients, let isQuadratic):
            var regressors = [Double](repeating: 0, count: encoding.width)
            encoding.encode(parents, row, into: &regressors)
            let logits = MultinomialRegression.logits(
                coefficients, levels: levels, Self.expanded(regressors, isQuadratic: isQuadratic))
            let total = logits.logSumExp
            return logits.map { $0 - total }
        }
    }

    static func cell(_ parents: [[Double]], _ row: Int, _ encoding: ParentEncoding) -> Int {
        zip(parents, encoding.kinds).reduce(0) { cell, parent in
            guard case .levels(let count) = parent.1 else { return cell }
            return cell * count + Int(parent.0[row])
        }
    }

    static func expanded(_ regressors: [Double], isQuadratic: Bool) -> [Double] {
        guard isQuadratic else { return [1] + regressors }
        let products = regressors.indices.flatMap { one in regressors[...one].map { $0 * regressors[one] } }
        return [1] + regressors + products
    }
}
