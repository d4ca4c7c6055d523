/// The distances from a row to the nearest of some points, for rows that differ from a query in a part of their features.
///
/// The distances from the query are known. What a row's changes add to them is estimated in single precision, feature
/// by feature over all points at once, so that the cost grows with the number of changed features and not with that of
/// all. Points that may be among the nearest are then measured anew, so that rounding decides nothing.
struct ChangedNeighbours: Sendable {
    private let points: [Point]
    private let query: Point
    private let features: Int
    /// From what each feature's offsets are counted: the query's coordinate, `[features]`.
    private let origins: [Double]
    /// The points' coordinates from there, and how far the query is from them in each feature: `[features × points]`.
    private let offsets, shares: [Float]
    /// From the query, `[points]`.
    private let distances: [Float]

    /// - Parameter features: The number of coordinates that are in use.
    init(_ points: [Point], query: Point, features: Int) {
        (self.points, self.query, self.features) = (points, query, features)
        let origins = (0..<features).map { query.isMissing($0) ? 0 : query[$0 / 4][$0 % 4] }
        self.origins = origins
        offsets = (0..<features).flatMap { feature in
            points.map { Float($0[feature / 4][feature % 4] - origins[feature]) }
        }
        shares = (0..<features).flatMap { feature in
            points.map { Float(MixedSpace.difference(query, $0, at: feature)) }
        }
        distances = points.map { Float(MixedSpace.distance(query, $0)) }
    }

    /// The least distances, least first; fewer where there are no more points.
    func nearest(to point: Point, limit: Int) -> [Double] {
        guard limit > 0, !points.isEmpty else { return [] }
        let (estimates, error) = estimates(for: point)
        var least = [Float](repeating: .infinity, count: min(limit, points.count))
        for estimate in estimates where estimate < least[least.count - 1] { least.insert(sorted: estimate) }
        let reach = Float(Double(least[least.count - 1]) + 2 * error).nextUp
        var near: [Double] = []
        for (place, estimate) in estimates.enumerated() where estimate <= reach {
            near.append(MixedSpace.distance(point, points[place]))
        }
        return Array(near.sorted().prefix(limit))
    }

    /// The distances to all points, and by how much they may be wrong.
    private func estimates(for point: Point) -> (distances: [Float], error: Double) {
        var (estimates, error) = (distances, Self.unit * Double(features))
        estimates.withUnsafeMutableBufferPointer { estimates in
            for feature in 0..<features {
                let new = point[feature / 4][feature % 4]
                guard new != query[feature / 4][feature % 4] else { continue }
                let offset = new - origins[feature]
                add(Float(offset), at: feature, to: estimates)
                // Two sums of at most all features; a difference of two offsets, which is cut off at 1. Two missing
                // values are equal, and anything else is far from them.
                error += Self.unit * (2 * Double(features) + (point.isMissing(feature) ? 0 : 2 * abs(offset) + 4))
            }
        }
        return (estimates, error)
    }

    /// What rounding a number to single precision changes at most, relative to it.
    private static let unit = Double(Float.ulpOfOne)

    /// Adds the difference of an offset from every point's, less what the query's was.
    private func add(_ offset: Float, at feature: Int, to estimates: UnsafeMutableBufferPointer<Float>) {
        let own = feature * points.count..<(feature + 1) * points.count
        offsets[own].withUnsafeBufferPointer { offsets in
            shares[own].withUnsafeBufferPointer { shares in
                for place in offsets.indices {
                    estimates[place] += min(1, abs(offset - offsets[place])) - shares[place]
                }
            }
        }
    }
}

extension Point {
    fileprivate func isMissing(_ feature: Int) -> Bool { self[feature / 4][feature % 4] == MixedSpace.missing }
}

extension [Float] {
    /// Puts a number in its place among ascending ones, and drops the greatest.
    fileprivate mutating func insert(sorted number: Float) {
        var place = count - 1
        while place > 0, self[place - 1] > number {
            self[place] = self[place - 1]
            place -= 1
        }
        self[place] = number
    }
}
