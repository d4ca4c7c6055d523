/// Evaluates a tree ensemble on batches.
///
/// Trees whose tests are all order comparisons run as a `CompactForest`; any other ensemble is walked node by node.
/// Sums are in single precision and in the order of the trees, as in ONNX Runtime.
package struct TreeEnsembleKernel: Sendable {
    package let ensemble: TreeEnsemble
    private let forest: CompactForest?

    package init(_ ensemble: TreeEnsemble) {
        self.ensemble = ensemble
        forest = CompactForest(ensemble)
    }

    /// The raw scores of `rows`: aggregated over the trees, base values included.
    ///
    /// With several outputs, one that no leaf contributes to is 0, whatever its base value: so has ONNX Runtime it.
    ///
    /// - Parameters:
    ///   - rows: Row-major `[rows × columns]`; NaN is a missing value.
    ///   - columns: At least `ensemble.columns`.
    /// - Returns: Row-major `[rows × ensemble.outputCount]`.
    /// - Throws: `ModelError` with code `.shapeMismatch`, naming both numbers of columns.
    /// - Complexity: O(rows · trees · depth).
    package func scores(of rows: [Float], columns: Int) throws(ModelError) -> [Float] {
        let sums = try sums(of: rows, columns: columns)
        let outputs = ensemble.outputCount
        let divisor = ensemble.aggregate == .average ? Float(ensemble.roots.count) : 1
        var scores = sums.values
        for index in scores.indices {
            let (row, output) = index.quotientAndRemainder(dividingBy: outputs)
            let counts = outputs == 1 || sums.isPresent(row: row, output: output)
            scores[index] = counts ? scores[index] / divisor + ensemble.baseValues[output] : 0
        }
        return scores
    }

    /// The contributions of the trees alone.
    func sums(of rows: [Float], columns: Int) throws(ModelError) -> TreeScores {
        guard columns >= max(ensemble.columns, 1), rows.count.isMultiple(of: columns) else {
            throw .mismatch("The trees test \(ensemble.columns) columns, rows of \(columns) were given")
        }
        _ = try [rows.count / columns, ensemble.outputCount].elementCount()
        return forest?.sums(of: rows, columns: columns) ?? walk(rows, columns: columns)
    }

    private func walk(_ rows: [Float], columns: Int) -> TreeScores {
        let walk = TreeWalk(ensemble: ensemble)
        var values: [Float] = []
        var isPresent: [Bool] = []
        for start in stride(from: 0, to: rows.count, by: columns) {
            let row = walk.sums(of: rows[start..<start + columns])
            values += row.values
            isPresent += row.isPresent
        }
        return TreeScores(outputCount: ensemble.outputCount, values: values, isPresent: .perRow(isPresent))
    }
}
