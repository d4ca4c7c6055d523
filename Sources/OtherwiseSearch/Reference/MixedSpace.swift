package import OtherwiseCore

/// Rows as points between which Gower's distance (1971) is a plain sum.
///
/// A number is divided by its range in the reference data, a category is its place in the list, and what is missing
/// lies far from all else. Every feature then adds `min(1, |a − b|)`, whatever its kind, and the sum is a metric.
package struct MixedSpace: Sendable, Hashable {
    package let schema: Schema
    /// What a number is multiplied with; 1 for a category.
    private let scales: [Double]
    private let codes: [[String: Double]]

    /// The coordinate of what is missing, `1e36`: far from all else, and a number in single precision too.
    static let missing = 1e36
    /// For a number that never varies: any difference counts whole.
    private static let steep = 1e12

    package init(schema: Schema, statistics: [String: FeatureStatistics]) {
        self.schema = schema
        scales = schema.features.map { Self.scale(of: $0, statistics[$0.name]) }
        codes = schema.features.map { feature in
            Dictionary(uniqueKeysWithValues: feature.domain.categories.enumerated().map { ($1, Double($0)) })
        }
    }

    private static func scale(of feature: Feature, _ statistics: FeatureStatistics?) -> Double {
        guard case .numeric(let range, _) = feature.domain else { return 1 }
        let width = statistics.map { $0.maximum - $0.minimum } ?? (range.upperBound - range.lowerBound)
        guard width.isFinite else { return 1 }
        return width >= Double(Float.leastNormalMagnitude) ? 1 / width : steep
    }

    /// The point of a row's values, `[features]` padded with zeros to whole vectors.
    package func point(_ values: [Value]) -> Point {
        var point = Point(repeating: .zero, count: vectorCount)
        for (position, value) in values.enumerated() {
            point[position / 4][position % 4] = coordinate(of: value, at: position)
        }
        return point
    }

    /// The point of a row of which everything is missing.
    var missingPoint: Point {
        var point = Point(repeating: .zero, count: vectorCount)
        for position in schema.features.indices { point[position / 4][position % 4] = Self.missing }
        return point
    }

    /// The coordinate of a number, or of the place of a category.
    func coordinate(ofCode code: Double, at position: Int) -> Double { code * scales[position] }

    private func coordinate(of value: Value, at position: Int) -> Double {
        switch (value, schema.features[position].domain) {
        case (.missing, _): Self.missing
        case (.number(let number), .numeric): number * scales[position]
        // What is none of the categories is a kind of its own.
        default: codes[position][value.description] ?? Double(codes[position].count)
        }
    }

    /// The number of vectors that hold a point.
    package var vectorCount: Int { (schema.features.count + 3) / 4 }

    /// Gower's distance between two rows: the mean over the features of their differences, 0...1.
    package func gower(_ one: [Value], _ other: [Value]) -> Double {
        gower(MixedSpace.distance(point(one), point(other)))
    }

    /// Gower's distance from a sum of differences.
    package func gower(_ distance: Double) -> Double { distance / Double(max(schema.features.count, 1)) }

    /// The sum of the features' differences, each at most 1.
    package static func distance(_ one: Point, _ other: Point) -> Double {
        var sum = SIMD4<Double>.zero
        for index in one.indices { sum += difference(one[index], other[index]) }
        return sum.sum()
    }

    /// The difference in one feature, at most 1.
    static func difference(_ one: Point, _ other: Point, at position: Int) -> Double {
        min(1, abs(one[position / 4][position % 4] - other[position / 4][position % 4]))
    }

    @inline(__always)
    static func difference(_ one: SIMD4<Double>, _ other: SIMD4<Double>) -> SIMD4<Double> {
        // Lane by lane becomes vector instructions; `pointwiseMin` remains a call, which takes ten times as long.
        let difference = one - other
        return SIMD4(
            min(1, abs(difference.x)), min(1, abs(difference.y)), min(1, abs(difference.z)), min(1, abs(difference.w)))
    }
}

/// A row in a `MixedSpace`.
package typealias Point = [SIMD4<Double>]
