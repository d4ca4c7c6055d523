package import OtherwiseCore

/// A model that tells rows that it cannot answer about from a failure of its own.
package protocol SparingModel: Model {
    /// What it says of each row; NaN, which reaches no goal, of those that it has no score for and of those that end it.
    ///
    /// - Throws: `ModelError` where the model answers about no row any more; `CancellationError`.
    func predictSparing(_ table: Table) async throws -> Predictions
}

extension Predictions {
    /// Rows without a score.
    package static func unscored(_ rows: Int, output: ModelOutput) -> Predictions {
        guard case .classes(let classes) = output else {
            return Predictions(output: output, labels: [], scores: Array(repeating: .nan, count: rows))
        }
        return Predictions(
            output: output, labels: Array(repeating: 0, count: rows),
            scores: Array(repeating: .nan, count: rows * classes.count))
    }

    /// These, and others of the same model behind them.
    package func followed(by others: Predictions) -> Predictions {
        Predictions(output: output, labels: labels + others.labels, scores: scores + others.scores)
    }
}
