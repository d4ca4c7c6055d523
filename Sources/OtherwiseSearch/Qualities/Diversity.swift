package import OtherwiseCore

/// How different the answers of a set are from one another, in Gower's distance.
public struct Diversity: Sendable, Hashable, Codable {
    /// The mean over all pairs, 0...1.
    public let mean: Double
    /// The least over all pairs.
    public let least: Double

    /// - Returns: `nil` for fewer than two rows.
    package init?(_ rows: [[Value]], in space: MixedSpace) {
        guard rows.count > 1 else { return nil }
        let points = rows.map(space.point)
        let distances = points.indices.flatMap { one in
            points.indices.dropFirst(one + 1).map { space.gower(MixedSpace.distance(points[one], points[$0])) }
        }
        mean = distances.reduce(0, +) / Double(distances.count)
        least = distances.reduce(.infinity, min)
    }
}
