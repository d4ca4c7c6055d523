package import OtherwiseCore

extension Predictions {
    /// What a classifier returned: without labels that of the largest score, without scores 1 for the label.
    ///
    /// - Parameters:
    ///   - labels: The index of each row's class, `[rows]`.
    ///   - scores: Row-major `[rows × classes]`.
    package init(completing classes: [String], labels: [Int]?, scores: [Double]?) {
        let width = classes.count
        self.init(
            output: .classes(classes), labels: labels ?? Self.largest(scores ?? [], width: width),
            scores: scores ?? (labels ?? []).flatMap { label in (0..<width).map { $0 == label ? 1 : 0 } })
    }

    /// The first column of each row that no other exceeds.
    private static func largest(_ scores: [Double], width: Int) -> [Int] {
        stride(from: 0, to: scores.count, by: max(width, 1)).map { start in
            (0..<width).reduce(0) { scores[start + $1] > scores[start + $0] ? $1 : $0 }
        }
    }
}
