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

    /// - Parameter regressors: Column by column, about 0 with deviation 1.
    init(_ regressors: [[Double]], _ target: [Double]) { (self.regressors, self.target) = (regressors, target) }

    /// The lengths that suit best, by changing one after the other, and the penalty.
    func choice(using generator: inout SeededGenerator) -> SmoothBasis {
        let rows = Self.sample(of: target.indices, Self.sample.rows, using: &generator)
        let (x, y) = (regressors.map { column in rows.map { column[$0] } }, rows.map { target[$0] })
        var lengths = [Double](repeating: 2, count: x.count)
        var best = Self.evidence(lengths, x, y)
        for factor in [3.0, 3, 1.5, 1.5] {
            for place in lengths.indices {
                for trial in [lengths[place] * factor, lengths[place] / factor] where (0.1...60).contains(trial) {
                    var changed = lengths
                    changed[place] = trial
                    let found = Self.evidence(changed, x, y)
                    if found.value > best.value { (lengths, best) = (changed, found) }
                }
            }
        }
        return SmoothBasis(regressors, lengths: lengths, most: Self.centres, penalty: best.penalty)
    }

    private static func evidence(
        _ lengths: [Double], _ x: [[Double]], _ y: [Double]
    ) -> (value: Double, penalty: Double) {
        let basis = SmoothBasis(x, lengths: lengths, most: sample.centres, penalty: 1)
        let equations = RidgeEquations(basis.design, y)
        return penalties.map { (equations.solved(penalty: $0, free: basis.free).evidence, $0) }
            .max { $0.0 < $1.0 } ?? (-.infinity, 1)
    }

    private static func sample(of rows: Range<Int>, _ count: Int, using generator: inout SeededGenerator) -> [Int] {
        rows.count <= count ? Array(rows) : Array(rows.shuffled(using: &generator).prefix(count))
    }
}
