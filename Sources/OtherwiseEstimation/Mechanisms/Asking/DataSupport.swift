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
    /// The square of the distance to the nearest other row that 99 of 100 evenly spread rows do not exceed.
    private let usual: Double

    /// How many rows a unit is compared with; besides them some that show levels and ends of ranges which these do not.
    private static let neighbours = 1_000

    init(_ names: [String], in variables: FittedVariables) {
        let places = names.compactMap(variables.position(of:))
        let columns = places.map { variables.columns[$0] }
        self.names = names
        ranges = places.map { variables.ranges[$0] }
        let rows = (columns.first?.indices ?? 0..<0).filter { row in columns.allSatisfy { !$0[row].isNaN } }
        encoding = ParentEncoding(
            columns.map { column in rows.map { column[$0] } }, levels: places.map { variables.levels[$0]?.count })
        let shown = Self.shown(rows, columns, isLevel: places.map { variables.levels[$0] != nil })
        points = encoding.rows(columns.map { column in shown.map { column[$0] } }, count: shown.count).flatMap(\.self)
        let (points, width) = (points, encoding.width)
        // The rows that were added for being extreme are no measure of what is usual.
        let nearest = shown.indices.prefix(Self.neighbours).map { own in
            Self.nearest(points[(own * width)..<((own + 1) * width)], in: points, but: own)
        }
        usual = nearest.sorted().quantile(0.99)
    }

    /// Some of the rows, evenly spread, for files may be sorted; and of what these do not show of a variable the first row
    /// with each level, or with the least and the greatest number.
    private static func shown(_ rows: [Int], _ columns: [[Double]], isLevel: [Bool]) -> [Int] {
        guard rows.count > neighbours else { return rows }
        let spread = (0..<neighbours).map { rows[$0 * rows.count / neighbours] }
        var shown = Set(spread), more: [Int] = []
        for (column, isLevel) in zip(columns, isLevel) {
            let seen = Set((spread + more).lazy.map { column[$0] })
            let wanted =
                isLevel
                ? Set(rows.lazy.map { column[$0] })
                : Set([rows.lazy.map { column[$0] }.min(), rows.lazy.map { column[$0] }.max()].compactMap(\.self))
            for value in wanted.subtracting(seen).sorted() {
                guard let row = rows.first(where: { column[$0] == value }), shown.insert(row).inserted else { continue }
                more.append(row)
            }
        }
        return spread + more
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
