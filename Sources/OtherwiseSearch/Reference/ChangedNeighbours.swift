/// The distances from a row to the nearest of some points, for rows that differ from a query in a part of their features.
///
/// The distances from the query are known. What a row's changes add to them is summed feature by feature over all points
/// at once, so that the cost grows with the number of changed features and not with that of all. Points that may be
/// among the nearest are then measured anew, so that rounding decides nothing.
struct ChangedNeighbours: Sendable {
    private let points: [Point]
    private let query: Point
    /// The coordinates, and how far the query is from them in each feature: `[features × points]` both.
    private let columns, shares: [Double]
    /// From the query, `[points]`.
    private let distances: [Double]
    private let features: Int

    /// - Parameter features: The number of coordinates that are in use.
    init(_ points: [Point], query: Point, features: Int) {
        (self.points, self.query, self.features) = (points, query, features)
        columns = (0..<features).flatMap { feature in points.map { $0[feature / 4][feature % 4] } }
        shares = (0..<features).flatMap { feature in
            points.map { MixedSpace.difference(query, $0, at: feature) }
        }
        distances = points.map { MixedSpace.distance(query, $0) }
    }

    /// The least distances, least first; fewer where there are no more points.
    func nearest(to point: Point, limit: Int) -> [Double] {
        guard limit > 0, !points.isEmpty else { return [] }
        let estimates = estimates(for: point)
        // Each of at most two sums per feature errs by no more than a unit in the last place of the greatest sum.
        let slack = 4 * Double(features) * Double(features).ulp
        var least = [Double](repeating: .infinity, count: min(limit, points.count))
        for estimate in estimates where estimate < least[least.count - 1] { least.insert(sorted: estimate) }
        let reach = least[least.count - 1] + 2 * slack
        let near = points.indices.filter { estimates[$0] <= reach }
        return Array(near.map { MixedSpace.distance(point, points[$0]) }.sorted().prefix(limit))
    }

    /// The distances to all points, up to rounding.
    private func estimates(for point: Point) -> [Double] {
        var estimates = distances
        let count = points.count
        estimates.withUnsafeMutableBufferPointer { estimates in
            for feature in 0..<features {
                let new = point[feature / 4][feature % 4]
                guard new != query[feature / 4][feature % 4] else { continue }
                let own = feature * count..<(feature + 1) * count
                columns[own].withUnsafeBufferPointer { column in
                    shares[own].withUnsafeBufferPointer { Self.add(new, column, less: $0, to: estimates) }
                }
            }
        }
        return estimates
    }

    /// Adds the difference of `new` from every coordinate of a column, less what the query's was.
    private static func add(
        _ new: Double, _ column: UnsafeBufferPointer<Double>, less shares: UnsafeBufferPointer<Double>,
        to estimates: UnsafeMutableBufferPointer<Double>
    ) {
        for place in column.indices { estimates[place] += min(1, abs(new - column[place])) - shares[place] }
    }
}

extension [Double] {
    /// Puts a number in its place among ascending ones, and drops the greatest.
    fileprivate mutating func insert(sorted number: Double) {
        var place = count - 1
        while place > 0, self[place - 1] > number {
            self[place] = self[place - 1]
            place -= 1
        }
        self[place] = number
    }
}
