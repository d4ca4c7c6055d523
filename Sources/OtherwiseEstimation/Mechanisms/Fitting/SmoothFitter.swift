import OtherwiseNumerics

/// Fits a Gaussian process with a linear mean on some of the rows as centres (Williams and Seeger 2001), with a length
/// for each regressor, all chosen by the marginal likelihood (Rasmussen and Williams 2006, 5.4).
struct SmoothFitter {
    private let regressors: [[Double]]
    private let target: [Double]

    /// Enough for the ups and downs that noisy data can show; the time grows as its square.
    private static let centres = 96
    private static let sample = (rows: 500, centres: 48)
    private static let penalties = [1e-4, 1e-3, 1e-2, 0.1, 0.5, 2, 10]

    /// - Parameter regressors: Row by row, about 0 with deviation 1.
    init(_ regressors: [[Double]], _ target: [Double]) { (self.regressors, self.target) = (regressors, target) }

    /// The lengths that suit best, by changing one after the other, and the penalty.
    func choice(using generator: inout SeededGenerator) -> Basis {
        let rows = Self.sample(of: regressors.indices, Self.sample.rows, using: &generator)
        let (x, y) = (rows.map { regressors[$0] }, rows.map { target[$0] })
        let centres = Self.distinct(x, Self.sample.centres)
        var lengths = [Double](repeating: 2, count: x.first?.count ?? 0)
        var best = Self.evidence(lengths, centres, x, y)
        for factor in [3.0, 3, 1.5, 1.5] {
            for place in lengths.indices {
                for trial in [lengths[place] * factor, lengths[place] / factor] where (0.1...60).contains(trial) {
                    var changed = lengths
                    changed[place] = trial
                    let found = Self.evidence(changed, centres, x, y)
                    if found.value > best.value { (lengths, best) = (changed, found) }
                }
            }
        }
        let all = Self.sample(of: regressors.indices, 4 * Self.centres, using: &generator).map { regressors[$0] }
        return Basis(
            bumps: GaussianBumps(centres: Self.distinct(all, Self.centres), lengths: lengths), penalty: best.penalty)
    }

    private static func evidence(
        _ lengths: [Double], _ centres: [[Double]], _ x: [[Double]], _ y: [Double]
    ) -> (value: Double, penalty: Double) {
        let basis = Basis(bumps: GaussianBumps(centres: centres, lengths: lengths), penalty: 1)
        let equations = RidgeEquations(basis.design(x), y)
        return penalties.map { (equations.solved(penalty: $0, free: lengths.count + 1).evidence, $0) }
            .max { $0.0 < $1.0 } ?? (-.infinity, 1)
    }

    private static func sample(of rows: Range<Int>, _ count: Int, using generator: inout SeededGenerator) -> [Int] {
        rows.count <= count ? Array(rows) : Array(rows.shuffled(using: &generator).prefix(count))
    }

    private static func distinct(_ rows: [[Double]], _ count: Int) -> [[Double]] {
        var seen: Set<[Double]> = []
        return Array(rows.filter { seen.insert($0).inserted }.prefix(count))
    }

    /// Bumps made independent of each other, so that one penalty suits all.
    struct Basis: Sendable {
        let bumps: GaussianBumps
        var penalty: Double
        private let factor: CholeskyFactor

        init(bumps: GaussianBumps, penalty: Double) {
            (self.bumps, self.penalty) = (bumps, penalty)
            factor = CholeskyFactor(bumps.gram, size: bumps.count)
        }

        var free: Int { bumps.lengths.count + 1 }

        /// 1, the regressors and the bumps, row by row.
        func design(_ rows: [[Double]]) -> Matrix {
            Matrix(
                rows: rows.map { row in
                    var heights = [Double](repeating: 0, count: bumps.count)
                    bumps.forEach(at: row) { heights[$0] = $1 }
                    return [1] + row + factor.solveForward(heights)
                })
        }

        func function(_ coefficients: [Double]) -> SmoothFunction {
            SmoothFunction(
                linear: LinearFunction(Array(coefficients.prefix(free))), bumps: bumps,
                weights: factor.solveTransposed(Array(coefficients.dropFirst(free))))
        }
    }
}

extension GaussianBumps {
    /// The height of each about the centre of each, a little more about its own, so that it can be solved.
    fileprivate var gram: [Double] {
        var result: [Double] = []
        for centre in 0..<count {
            forEach(at: self.centre(centre)) { place, height in result.append(place == centre ? height + 1e-6 : height)
            }
        }
        return result
    }
}
