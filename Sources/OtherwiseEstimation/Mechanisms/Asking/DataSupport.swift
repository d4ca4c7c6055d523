import OtherwiseCausal
import OtherwiseNumerics
import Synchronization

/// What the data show of some variables together.
struct DataSupport: Sendable {
    private let names: [String]
    /// The least and the greatest value of each; `nil` for levels.
    private let ranges: [ClosedRange<Double>?]
    private let encoding: ParentEncoding
    /// Some rows, one after the other.
    private let points: [Double]
    /// The square of the distance to the nearest other row that 99 of 100 rows do not exceed.
    private let usual: Double

    /// How many rows a unit is compared with.
    private static let neighbours = 1_000

    init(_ names: [String], in variables: FittedVariables) {
        let places = names.compactMap(variables.position(of:))
        let columns = places.map { variables.columns[$0] }
        self.names = names
        ranges = places.map { place in
            let known = variables.columns[place].lazy.filter { !$0.isNaN }
            guard variables.levels[place] == nil, let least = known.min(), let greatest = known.max() else {
                return nil
            }
            return least...greatest
        }
        let rows = (columns.first?.indices ?? 0..<0).filter { row in columns.allSatisfy { !$0[row].isNaN } }
        let known = columns.map { column in rows.map { column[$0] } }
        encoding = ParentEncoding(known, levels: places.map { variables.levels[$0]?.count })
        points = encoding.rows(known, count: rows.count).prefix(Self.neighbours).flatMap(\.self)
        let (points, width) = (points, encoding.width)
        let nearest = (0..<min(rows.count, Self.neighbours)).map { own in
            Self.nearest(points[(own * width)..<((own + 1) * width)], in: points, but: own)
        }
        usual = nearest.sorted().quantile(0.99)
    }

    /// The variables whose value lies beyond what the data show of them.
    func beyond(_ values: [Double]) -> [String] {
        names.indices.filter { place in ranges[place].map { !$0.contains(values[place]) } ?? false }.map { names[$0] }
    }

    /// The variables in which one of some units is unlike all rows of the data: one is beyond the data, or all together
    /// are farther from their nearest row than 99 of 100 rows are.
    func outside(_ units: [[Double]]) -> [String] {
        guard !names.isEmpty else { return [] }
        let alone = Set(units.flatMap(beyond))
        guard alone.isEmpty else { return alone.sorted() }
        return units.allSatisfy(isNear) ? [] : names
    }

    private func isNear(_ unit: [Double]) -> Bool {
        let point = encoding.regressors(unit), width = point.count
        return points.withUnsafeBufferPointer { points in
            stride(from: 0, to: points.count, by: max(width, 1)).contains { start in
                var square = 0.0
                for place in 0..<width {
                    square += (points[start + place] - point[place]) * (points[start + place] - point[place])
                }
                return square <= usual
            }
        }
    }

    private static func nearest(_ point: ArraySlice<Double>, in points: [Double], but own: Int) -> Double {
        let width = point.count
        var least = Double.infinity
        points.withUnsafeBufferPointer { points in
            for other in 0..<(width > 0 ? points.count / width : 0) where other != own {
                var square = 0.0
                for place in 0..<width {
                    let distance = points[other * width + place] - points[own * width + place]
                    square += distance * distance
                }
                least = min(least, square)
            }
        }
        return width > 0 ? least : 0
    }
}

/// What the data show, found when it is first asked for.
final class SupportCache: Sendable {
    private let found = Mutex<[[String]: DataSupport]>([:])

    func support(_ names: [String], in variables: FittedVariables) -> DataSupport {
        if let known = found.withLock({ $0[names] }) { return known }
        let support = DataSupport(names, in: variables)
        found.withLock { $0[names] = support }
        return support
    }
}

extension FittedCausalModel {
    /// What the data show of the parents of a variable, or of a variable that is set itself.
    func support(of name: String, isSet: Bool) throws -> (names: [String], support: DataSupport) {
        let names = try isSet ? [name] : graph.parents(of: name).sorted()
        return (names, supports.support(names, in: variables))
    }
}
