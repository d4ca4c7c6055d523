import OtherwiseEstimation
import OtherwiseNumerics
import Testing

@Suite("Bounds from an instrument")
struct InstrumentBoundsTests {
    /// How a unit answers: the treatment under each value of the instrument, the outcome under each treatment.
    private struct Kind {
        let number: Int
        func treatment(_ z: Int) -> Int { number >> z & 1 }
        func outcome(_ x: Int) -> Int { number >> (2 + x) & 1 }
        var effect: Double { Double(outcome(1) - outcome(0)) }
    }

    private static let kinds = (0..<16).map(Kind.init)

    private static func joint(_ shares: [Double]) -> [[[Double]]] {
        var joint = [[[Double]]](repeating: [[0, 0], [0, 0]], count: 2)
        for (kind, share) in zip(kinds, shares) {
            for z in 0...1 { joint[z][kind.treatment(z)][kind.outcome(kind.treatment(z))] += share }
        }
        return joint
    }

    /// Skewed shares, so that some bounds are tight.
    private static func shares(_ seed: UInt64) -> [Double] {
        var generator = SeededGenerator(seed: seed)
        let raw = kinds.map { _ in
            let draw = Double.random(in: 0..<1, using: &generator)
            return draw * draw * draw * draw
        }
        return raw.map { $0 / raw.reduce(0, +) }
    }

    @Test("They hold the effect of 500 random populations")
    func valid() throws {
        for seed in 0..<500 as Range<UInt64> {
            let shares = Self.shares(seed)
            let effect = zip(Self.kinds, shares).reduce(0) { $0 + $1.0.effect * $1.1 }
            let bounds = try InstrumentBounds(joint: Self.joint(shares))
            #expect(bounds.lower - 1e-12...bounds.upper + 1e-12 ~= effect, "seed \(seed)")
            #expect(bounds.upper - bounds.lower <= 1 + 1e-12)
        }
    }

    /// Every vertex of the populations with these frequencies is a solution of seven of the eight equations in seven
    /// kinds; the effect is least and greatest at vertices.
    @Test(
        "They are sharp: the linear program over all kinds of units gives the same", arguments: [1, 2, 3] as [UInt64])
    func sharp(seed: UInt64) throws {
        let joint = Self.joint(Self.shares(seed))
        let cells = [(0, 0, 0), (0, 0, 1), (0, 1, 0), (0, 1, 1), (1, 0, 0), (1, 0, 1), (1, 1, 0)]
        var extremes = (low: Double.infinity, high: -Double.infinity)
        for basis in Self.subsets(of: 16, count: 7) {
            var system = cells.map { z, x, y in
                basis.map { number -> Double in
                    let kind = Self.kinds[number]
                    return kind.treatment(z) == x && kind.outcome(x) == y ? 1 : 0
                } + [joint[z][x][y]]
            }
            guard let shares = Self.solve(&system), shares.allSatisfy({ $0 > -1e-12 }) else { continue }
            let effect = zip(basis, shares).reduce(0) { $0 + Self.kinds[$1.0].effect * $1.1 }
            extremes = (min(extremes.low, effect), max(extremes.high, effect))
        }
        let bounds = try InstrumentBounds(joint: joint)
        #expect(abs(bounds.lower - extremes.low) < 1e-9 && abs(bounds.upper - extremes.high) < 1e-9)
    }

    private static func subsets(of size: Int, count: Int) -> [[Int]] {
        (0..<(1 << size)).filter { $0.nonzeroBitCount == count }.map { set in (0..<size).filter { set >> $0 & 1 == 1 } }
    }

    /// Gaussian elimination with pivoting; `nil` for a singular system.
    private static func solve(_ rows: inout [[Double]]) -> [Double]? {
        let size = rows.count
        for column in 0..<size {
            guard let pivot = (column..<size).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }),
                abs(rows[pivot][column]) > 1e-9
            else { return nil }
            rows.swapAt(column, pivot)
            for row in 0..<size where row != column && rows[row][column] != 0 {
                let factor = rows[row][column] / rows[column][column]
                for place in column...size { rows[row][place] -= factor * rows[column][place] }
            }
        }
        return (0..<size).map { rows[$0][size] / rows[$0][$0] }
    }

    @Test("An experiment that all obey leaves no room, and frequencies that no instrument gives are refused")
    func ends() throws {
        // Treatment equals instrument; 3 in 10 do well without it, 8 in 10 with it.
        let obeyed = try InstrumentBounds(joint: [[[0.7, 0.3], [0, 0]], [[0, 0], [0.2, 0.8]]])
        #expect(abs(obeyed.lower - 0.5) < 1e-12 && abs(obeyed.upper - 0.5) < 1e-12)
        // All are untreated, and the instrument alone decides the outcome: it acts on it directly.
        #expect(throws: EstimationError.self) {
            try InstrumentBounds(joint: [[[1, 0], [0, 0]], [[0, 1], [0, 0]]])
        }
    }
}
