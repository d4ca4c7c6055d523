public import OtherwiseCore
import Synchronization

/// How like the reference data a row is, by several measures.
public struct Plausibility: Sendable, Hashable, Codable {
    /// The mean of Gower's distances to the 5 nearest reference rows of the wanted outcome, 0...1; `nil` if there is none.
    @OrNull public private(set) var neighbourDistance: Double?
    /// The local outlier factor among the reference rows, about 1 for a row among its like; `nil` for too few rows.
    @OrNull public private(set) var localOutlierFactor: Double?
    /// The isolation forest's score, 0...1: the higher, the easier to set apart.
    public let isolation: Double
    /// The share of the reference rows that are at least as isolated: 1 for the most ordinary of rows, 0 for one more
    /// isolated than all.
    public let isolationRank: Double
    /// The log density among the reference rows of the wanted outcome, in nats; `nil` for fewer than two.
    @OrNull public private(set) var logDensity: Double?
}

/// Measures how plausible rows are against reference data.
///
/// What all rows share is made on first use and kept: the forest, the trees of neighbours, and for each goal the rows
/// that reach it.
package final class PlausibilityGauge: Sendable {
    package let reference: ReferenceRows
    package let seed: UInt64
    private let general = Mutex<General?>(nil)
    private let classes = Mutex<[Goal: WantedRows]>([:])

    private static let neighbourCount = 5

    /// What does not depend on the goal.
    private final class General: Sendable {
        let forest: IsolationForest
        /// The scores of the reference rows, ascending.
        let scores: [Double]
        let outliers: LocalOutlierFactor?

        init(_ reference: ReferenceRows, seed: UInt64) {
            let forest = IsolationForest(reference.rows, schema: reference.schema, seed: seed)
            self.forest = forest
            scores = forest.scores(of: reference.rows).sorted()
            outliers = LocalOutlierFactor(reference.points)
        }
    }

    /// The rows of the wanted outcome.
    private final class WantedRows: Sendable {
        let tree: NeighbourTree
        let density: KernelDensity?

        init(_ points: [Point], space: MixedSpace) {
            tree = NeighbourTree(points)
            density = KernelDensity(points, space: space)
        }
    }

    package init(_ reference: ReferenceRows, seed: UInt64) {
        self.reference = reference
        self.seed = seed
    }

    /// - Parameter deadline: When a process or a server is asked about the reference rows no longer; the nearest of the
    ///   wanted outcome are then looked for among those that it has answered about.
    /// - Returns: `nil` without reference rows.
    package func plausibility(
        of values: [Value], for goal: Goal, until deadline: ContinuousClock.Instant? = nil
    ) async throws -> Plausibility? {
        guard !reference.rows.isEmpty else { return nil }
        let wanted = try await wantedRows(goal, until: deadline)
        let general = generalMeasures
        let space = reference.space
        let point = space.point(values)
        let near = wanted.tree.nearest(to: point, limit: Self.neighbourCount).map { space.gower($0.distance) }
        let score = general.forest.score(of: values)
        return Plausibility(
            neighbourDistance: near.isEmpty ? nil : near.reduce(0, +) / Double(near.count),
            localOutlierFactor: general.outliers?.factor(of: point), isolation: score,
            isolationRank: Self.rank(of: score, among: general.scores),
            logDensity: wanted.density?.logDensity(at: point))
    }

    /// The forest, and how isolated the reference rows are, ascending.
    var isolations: (forest: IsolationForest, scores: [Double]) {
        let general = generalMeasures
        return (general.forest, general.scores)
    }

    private var generalMeasures: General {
        general.withLock { general in
            let made = general ?? General(reference, seed: seed)
            general = made
            return made
        }
    }

    private func wantedRows(_ goal: Goal, until deadline: ContinuousClock.Instant?) async throws -> WantedRows {
        if let known = classes.withLock({ $0[goal] }) { return known }
        let wanted = try await reference.rows(reaching: goal, until: deadline)
        let points = wanted.places.map { reference.points[$0] }
        guard wanted.areAll else { return WantedRows(points, space: reference.space) }
        return classes.withLock { classes in
            let made = classes[goal] ?? WantedRows(points, space: reference.space)
            classes[goal] = made
            return made
        }
    }

    /// The share of ascending scores that are at least `score`.
    private static func rank(of score: Double, among scores: [Double]) -> Double {
        var (low, high) = (0, scores.count)
        while low < high {
            let middle = (low + high) / 2
            if scores[middle] < score { low = middle + 1 } else { high = middle }
        }
        return Double(scores.count - low) / Double(scores.count)
    }
}
