import OtherwiseCausal
import OtherwiseNumerics

extension FittedCausalModel {
    /// The variables whose values lie beyond what the data show of them.
    func beyond(_ names: [String], _ unit: [String: Double]) throws -> [String] {
        names.filter { name in
            guard let place = variables.position(of: name), variables.levels[place] == nil, let value = unit[name]
            else { return false }
            let known = variables.columns[place].lazy.filter { !$0.isNaN }
            return value < (known.min() ?? value) || value > (known.max() ?? value)
        }
    }

    /// The parents of a variable where the unit as it was, or as it would have been, is unlike all rows of the data.
    ///
    /// One of them is beyond the data, or all together are farther from their nearest row than 99 of 100 rows are.
    func outside(_ name: String, _ factual: [String: Double], _ best: [String: Double]) throws -> [String] {
        let parents = try graph.parents(of: name).sorted()
        let alone = try Set(beyond(parents, factual)).union(beyond(parents, best))
        guard alone.isEmpty, !parents.isEmpty else { return alone.sorted() }
        let places = parents.compactMap(variables.position(of:))
        let columns = places.map { variables.columns[$0] }
        let rows = (columns.first?.indices ?? 0..<0).filter { row in columns.allSatisfy { !$0[row].isNaN } }
        let known = columns.map { column in rows.map { column[$0] } }
        let encoding = ParentEncoding(known, levels: places.map { variables.levels[$0]?.count })
        let points = Array(encoding.rows(known, count: rows.count).prefix(Self.neighbours))
        let usual = points.indices.map { Self.nearest(points[$0], in: points, but: $0) }.sorted().quantile(0.99)
        let isFar = [factual, best].contains { unit in
            var point = [Double](repeating: 0, count: encoding.width)
            encoding.encode(parents.map { [unit[$0] ?? .nan] }, 0, into: &point)
            return Self.nearest(point, in: points, but: nil) > usual
        }
        return isFar ? parents : []
    }

    /// How many rows a unit is compared with.
    private static let neighbours = 1_000

    private static func nearest(_ point: [Double], in points: [[Double]], but own: Int?) -> Double {
        var least = Double.infinity
        for (place, other) in points.enumerated() where place != own {
            var square = 0.0
            for column in point.indices { square += (point[column] - other[column]) * (point[column] - other[column]) }
            least = min(least, square)
        }
        return least
    }
}
