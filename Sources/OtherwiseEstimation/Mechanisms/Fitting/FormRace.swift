import OtherwiseNumerics

/// Forms compared on rows that they were not fitted to, part after part; those that are clearly worse on the parts so far
/// are given up.
struct FormRace {
    /// What each form leaves, `[forms][rows]`; of those that were given up nothing.
    private(set) var residuals: [[Double]]
    /// The mean squares. Of a form that was given up, those of the best one then and what it had more on the parts so far.
    private(set) var errors: [Double]
    private var lost: [Loss] = []

    /// By how many standard errors a form must be worse to be given up. On all of five parts it would be by about twice as
    /// many as on the first, and win in few resamples if in any.
    private static let clearly = 2.5
    /// Fewer rows say too little of how sure a difference is.
    private static let leastRows = 100

    private struct Loss {
        let form: Int
        let leader: Int
        let excess: Double
    }

    init(_ candidates: inout [any TrendCandidate], _ folds: Folds) {
        residuals = candidates.map { _ in [] }
        errors = candidates.map { _ in 0 }
        var kept = Array(candidates.indices)
        for parts in 1...folds.parts.count {
            for form in kept { residuals[form] = candidates[form].residuals(folds, parts: parts) }
            if parts < folds.parts.count { kept = stillRacing(kept) }
        }
        for form in kept {
            errors[form] = residuals[form].reduce(0) { $0 + $1 * $1 } / Double(max(folds.rows.count, 1))
            residuals[form] = folds.inOrder(residuals[form])
        }
        for loss in lost.reversed() {
            errors[loss.form] = errors[loss.leader] + loss.excess
            residuals[loss.form] = []
        }
    }

    private mutating func stillRacing(_ forms: [Int]) -> [Int] {
        let squares = forms.map { residuals[$0].map { $0 * $0 } }
        let sums = squares.map { $0.reduce(0, +) }
        let best = sums.indices.min { sums[$0] < sums[$1] } ?? 0
        return forms.indices.filter { place in
            let excess = Regressor("", zip(squares[place], squares[best]).map(-))
            let error = excess.deviation / Double(max(excess.values.count, 1)).squareRoot()
            guard excess.values.count >= Self.leastRows, excess.mean > Self.clearly * error else { return true }
            lost.append(Loss(form: forms[place], leader: forms[best], excess: excess.mean))
            return false
        }.map { forms[$0] }
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

    /// What was found for the rows of one part after the other, in the order of the rows.
    func inOrder(_ values: [Double]) -> [Double] {
        var all = [Double](repeating: 0, count: rows.count)
        for (place, value) in zip(parts.joined(), values) { all[place] = value }
        return all
    }
}
