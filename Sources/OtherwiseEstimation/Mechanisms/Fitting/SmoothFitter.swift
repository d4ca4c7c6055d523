import Foundation
import OtherwiseNumerics

/// Fits a Gaussian process with a linear mean on some of the rows as centres (Williams and Seeger 2001), with a length
/// for each regressor and functions that have kinks or have none, all chosen by the marginal likelihood (Rasmussen and
/// Williams 2006, 5.4). A process without kinks is far too sure of a function that has some.
struct SmoothFitter {
    private let regressors: [[Double]]
    private let target: [Double]

    /// Enough for the ups and downs that noisy data can show; the time grows as its square.
    private static let centres = 96
    /// What lengths are sought on, and what they are compared on in the end.
    private static let search = (rows: 300, centres: 32), sample = (rows: 500, centres: 48)
    private static let penalties = [1e-4, 1e-3, 1e-2, 0.1, 0.5, 2, 10]

    /// - Parameter regressors: Column by column, about 0 with deviation 1.
    init(_ regressors: [[Double]], _ target: [Double]) { (self.regressors, self.target) = (regressors, target) }

    /// The basis that suits best, and the other kind with how likely it is to be the right one.
    func choice(using generator: inout SeededGenerator) -> (best: SmoothBasis, other: Alternative) {
        let rows = Self.sample(of: Array(target.indices), Self.sample.rows, using: &generator)
        let few = Self.sample(of: rows, Self.search.rows, using: &generator)
        let start = [Double](repeating: 2, count: regressors.count)
        func search(_ likeness: Likeness, from start: [Double], factors: [Double]) -> Found {
            let lengths = LengthSearch(from: start, factors: factors) {
                evidence(likeness, $0, few, Self.search.centres).value
            }.lengths
            let whole = evidence(likeness, lengths, rows, Self.sample.centres)
            return Found(likeness: likeness, lengths: lengths, evidence: whole.value, penalty: whole.penalty)
        }
        let smooth = search(.smooth, from: start, factors: [3, 3, 1.5, 1.5])
        // Functions with kinks are alike over about the same lengths.
        let rough = search(.rough, from: smooth.lengths, factors: [3, 1.5])
        let (best, other) = rough.evidence > smooth.evidence ? (rough, smooth) : (smooth, rough)
        let share = 1 / (1 + exp(best.evidence - other.evidence))
        return (basis(best), Alternative(share: share.isNaN ? 0 : share) { basis(other) })
    }

    /// The kind of function that is not the likeliest.
    struct Alternative {
        /// How likely it is, of the two.
        let share: Double
        let basis: () -> SmoothBasis
    }

    private func basis(_ found: Found) -> SmoothBasis {
        SmoothBasis(
            regressors, lengths: found.lengths, likeness: found.likeness, most: Self.centres, penalty: found.penalty)
    }

    private struct Found {
        let likeness: Likeness
        let lengths: [Double]
        let evidence: Double
        let penalty: Double
    }

    private func evidence(
        _ likeness: Likeness, _ lengths: [Double], _ rows: [Int], _ centres: Int
    ) -> (value: Double, penalty: Double) {
        let (x, y) = (regressors.map { column in rows.map { column[$0] } }, rows.map { target[$0] })
        let basis = SmoothBasis(x, lengths: lengths, likeness: likeness, most: centres, penalty: 1)
        let equations = RidgeEquations(basis.design, y)
        return Self.penalties.map { (equations.solved(penalty: $0, free: basis.free).evidence, $0) }
            .max { $0.0 < $1.0 } ?? (-.infinity, 1)
    }

    private static func sample(of rows: [Int], _ count: Int, using generator: inout SeededGenerator) -> [Int] {
        rows.count <= count ? rows : Array(rows.shuffled(using: &generator).prefix(count))
    }
}
