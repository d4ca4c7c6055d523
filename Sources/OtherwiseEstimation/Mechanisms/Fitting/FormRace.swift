import OtherwiseNumerics

/// Forms compared on rows that they were not fitted to: all on the first part of the rows, and on the others those that
/// are not clearly worse there.
struct FormRace {
    /// What each form leaves, `[forms][rows]`; of those that were given up nothing.
    let residuals: [[Double]]
    /// The mean squares. Of a form that was given up, those of the best of the first part and what it had more there.
    let errors: [Double]

    /// By how many standard errors a form must be worse to be given up. It would be by about twice as many on all of five
    /// parts, where it would win in no resample either.
    private static let clearly = 2.5

    init(_ candidates: inout [any TrendCandidate], _ folds: Folds) {
        let first = candidates.indices.map { candidates[$0].firstResiduals(folds).map { $0 * $0 } }
        let sums = first.map { $0.reduce(0, +) }
        let leader = sums.indices.min { sums[$0] < sums[$1] } ?? 0
        let excess = first.map { Regressor("", zip($0, first[leader]).map(-)) }
        let isKept = excess.map { own in
            own.mean <= Self.clearly * own.deviation / Double(max(own.values.count, 1)).squareRoot()
        }
        residuals = candidates.indices.map { isKept[$0] ? candidates[$0].residuals(folds) : [] }
        let means = residuals.map { $0.reduce(0) { $0 + $1 * $1 } / Double(max($0.count, 1)) }
        errors = candidates.indices.map { isKept[$0] ? means[$0] : means[leader] + excess[$0].mean }
    }
}

/// Rows in parts, each of which is predicted by the others.
struct Folds {
    let rows: [Int]
    /// The places of each part's rows among the rows.
    let parts: [[Int]]

    init(_ rows: [Int], count: Int) {
        self.rows = rows
        parts = (0..<count).map { fold in Array(stride(from: fold, to: rows.count, by: count)) }
    }

    /// What was found for the rows of each part, in the order of the rows.
    func joined(_ values: [[Double]]) -> [Double] {
        var all = [Double](repeating: 0, count: rows.count)
        for (part, own) in zip(parts, values) {
            for (place, value) in zip(part, own) { all[place] = value }
        }
        return all
    }
}
