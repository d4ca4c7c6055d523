import OtherwiseModels

/// What a model said, in the form of a reference file.
struct ParityOutcome {
    /// Empty for a regression.
    let labels: [String]
    /// Row-major `[rows × scores]`.
    let scores: [Float]

    /// A classifier's first output is the label; its scores are one matrix, a sequence of maps or a column per class.
    init(_ outputs: [String: ONNXValue], of model: ONNXModel, isRegression: Bool) throws {
        let tensors = model.outputs.compactMap { outputs[$0.name]?.tensor }
        labels = isRegression ? [] : tensors.first.map(Self.texts) ?? []
        let columns = try tensors.dropFirst(isRegression ? 0 : 1).map { try $0.asFloats() }
        scores =
            columns.first.map { first in
                columns.count == 1 ? first : first.indices.flatMap { row in columns.map { $0[row] } }
            } ?? []
    }

    init(reference table: SmallTable) throws {
        labels = table.names.contains("label") ? try table.column("label") : []
        let columns = try table.names.filter { $0 != "label" }.map { try table.column($0).map { Float($0) ?? .nan } }
        scores = (0..<table.rowCount).flatMap { row in columns.map { $0[row] } }
    }

    /// The number of rows whose labels differ; all of them if there are not as many.
    func differingLabels(from other: ParityOutcome) -> Int {
        guard labels.count == other.labels.count else { return max(labels.count, other.labels.count) }
        return zip(labels, other.labels).count { $0 != $1 }
    }

    /// The largest `|a − b| / max(1, |b|)`; infinite if there are not as many scores.
    func largestDifference(from other: ParityOutcome) -> Float {
        guard scores.count == other.scores.count else { return .infinity }
        return zip(scores, other.scores).reduce(0) { largest, pair in
            let isSame = pair.0 == pair.1 || (pair.0.isNaN && pair.1.isNaN)
            let difference = isSame ? 0 : abs(pair.0 - pair.1) / max(1, abs(pair.1))
            return difference.isNaN ? .infinity : max(largest, difference)
        }
    }

    private static func texts(_ tensor: Tensor) -> [String] {
        tensor.strings ?? tensor.integers?.map { String($0) } ?? tensor.floats?.map { String(Int($0)) } ?? []
    }
}
