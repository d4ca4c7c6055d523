import Synchronization

/// The local outlier factor (Breunig, Kriegel, Ng and Sander 2000): how much sparser the data are around a point than
/// around its neighbours. About 1 among the data, more outside.
///
/// ```
/// reach(a, o) = max(kDistance(o), d(a, o))
/// density(a)  = 1 / mean of reach(a, o) over the k nearest o
/// factor(a)   = mean of density(o) over them / density(a)
/// ```
///
/// Of points that coincide one is kept, so that no density is infinite (the paper's k-distinct-distance). What is
/// learnt of the data's points is kept: each is searched once.
package final class LocalOutlierFactor: Sendable {
    /// The number of neighbours.
    package let neighbourCount: Int
    private let points: [Point]
    private let tree: NeighbourTree
    private let known = Mutex(Known())

    private struct Known {
        var neighbours: [Int: [NeighbourTree.Neighbour]] = [:]
        var densities: [Int: Double] = [:]
    }

    /// - Parameter neighbourCount: 20 as in scikit-learn, the middle of the 10 to 50 that the paper tries.
    /// - Returns: `nil` for fewer than two different points.
    package init?(_ points: [Point], neighbourCount: Int = 20) {
        var seen: Set<Point> = []
        self.points = points.filter { seen.insert($0).inserted }
        guard self.points.count > 1 else { return nil }
        tree = NeighbourTree(self.points)
        self.neighbourCount = min(neighbourCount, self.points.count - 1)
    }

    /// The factor of a point that is not of the data.
    ///
    /// - Complexity: k² searches of the tree at first, one when all about the point is known.
    package func factor(of point: Point) -> Double {
        let neighbours = tree.nearest(to: point, limit: neighbourCount)
        let sum = neighbours.reduce(0) { $0 + density(of: $1.number) }
        return sum / Double(neighbours.count) / density(neighbours)
    }

    private func density(of number: Int) -> Double {
        if let known = known.withLock({ $0.densities[number] }) { return known }
        let density = density(neighbours(of: number))
        known.withLock { $0.densities[number] = density }
        return density
    }

    private func density(_ neighbours: [NeighbourTree.Neighbour]) -> Double {
        let reach = neighbours.reduce(0) { $0 + max(radius(of: $1.number), $1.distance) }
        // The same floor as scikit-learn's.
        return 1 / (reach / Double(neighbours.count) + 1e-10)
    }

    /// The distance of a point of the data to its k-th nearest.
    private func radius(of number: Int) -> Double { neighbours(of: number).last?.distance ?? 0 }

    private func neighbours(of number: Int) -> [NeighbourTree.Neighbour] {
        if let known = known.withLock({ $0.neighbours[number] }) { return known }
        let neighbours = tree.nearest(to: points[number], limit: neighbourCount, excluding: number)
        known.withLock { $0.neighbours[number] = neighbours }
        return neighbours
    }
}
