/// How the answers of a unit to several causes may go together: a joint distribution with given margins, chosen so that
/// the mean of a number is least or greatest. Solved by the simplex method with Bland's rule.
struct ResponseProgram {
    enum End {
        case least, greatest
    }

    /// The margins; each sums to 1.
    let chances: [[Double]]
    /// The number for each combination of answers, row-major.
    let payoffs: [Double]

    private static let precision = 1e-12

    func extreme(_ end: End) -> Double {
        guard chances.count > 1 else { return zip(chances.first ?? [1], payoffs).reduce(0) { $0 + $1.0 * $1.1 } }
        let costs = end == .least ? payoffs : payoffs.map { -$0 }
        var tableau = Tableau(rows: rows, costs: costs)
        tableau.minimize { $0.missing }
        tableau.minimize { $0.costs }
        return tableau.solution.reduce(0) { $0 + payoffs[$1.column] * $1.value }
    }

    /// For each answer of each margin the combinations that have it, and its chance.
    private var rows: [[Double]] {
        let sizes = chances.map(\.count)
        let strides = Factor.strides(of: sizes)
        return sizes.indices.flatMap { margin in
            chances[margin].indices.map { level in
                payoffs.indices.map { $0 / strides[margin] % sizes[margin] == level ? 1 : 0 } + [chances[margin][level]]
            }
        }
    }

    /// Equations whose right sides are the last column, each with a basic column; at first an artificial one.
    private struct Tableau {
        private var rows: [[Double]]
        /// `nil` for an artificial column.
        private var basis: [Int?]
        private(set) var costs: [Double]
        /// What artificial columns still carry, to be brought to 0.
        private(set) var missing: [Double]

        init(rows: [[Double]], costs: [Double]) {
            self.rows = rows
            self.costs = costs + [0]
            basis = rows.map { _ in nil }
            missing = costs.indices.map { column in -rows.reduce(0) { $0 + $1[column] } } + [0]
        }

        var solution: [(column: Int, value: Double)] {
            basis.indices.compactMap { row in basis[row].map { ($0, rows[row].last ?? 0) } }
        }

        mutating func minimize(_ reduced: (Self) -> [Double]) {
            while let column = reduced(self).dropLast().firstIndex(where: { $0 < -precision }),
                let row = leaving(column)
            {
                pivot(row, column)
            }
        }

        /// Artificial columns that are 0 leave first and stay away.
        private func leaving(_ column: Int) -> Int? {
            let end = costs.count - 1
            let candidates = rows.indices.filter { row in
                rows[row][column] > precision
                    || (basis[row] == nil && rows[row][end] <= precision && abs(rows[row][column]) > precision)
            }
            func ratio(_ row: Int) -> Double {
                basis[row] == nil && rows[row][end] <= precision ? -1 : rows[row][end] / rows[row][column]
            }
            return candidates.min { (ratio($0), basis[$0] ?? -1) < (ratio($1), basis[$1] ?? -1) }
        }

        private mutating func pivot(_ row: Int, _ column: Int) {
            let divisor = rows[row][column]
            let pivot = rows[row].map { $0 / divisor }
            func without(_ other: [Double]) -> [Double] {
                let factor = other[column]
                return factor == 0 ? other : zip(other, pivot).map { $0 - factor * $1 }
            }
            for other in rows.indices where other != row { rows[other] = without(rows[other]) }
            (costs, missing) = (without(costs), without(missing))
            (rows[row], basis[row]) = (pivot, column)
        }
    }
}
