import OtherwiseCore

/// The numbers of a row as a vector, each in units of its feature's range; all else is held.
struct NumberSpace: Sendable {
    /// The features of the vector's entries.
    let positions: [Int]
    private let widths: [Double]
    private let reaches: [FeatureReach]
    private let grids: [Grid?]
    /// The one-hot groups, by the places of their members among the entries.
    private let groups: [[Int]]

    /// How exactly numbers are told, in units of their ranges.
    private static let precision = 1e-3

    /// - Parameter base: The row whose numbers they are. Features that are missing or categories in it are held, and
    ///   those that do not vary, neither in the data nor by their range.
    init(_ query: Query, base: [Value]) {
        let features = query.factual.schema.features
        let widths = features.map { Self.width(of: $0, query.statistics[$0.name]) }
        let positions = features.indices.filter { widths[$0] != nil && base[$0].number != nil }
        let all = query.reaches
        self.positions = positions
        groups = query.factual.schema.oneHotGroups.map { group in
            positions.indices.filter { group.contains(positions[$0]) }
        }
        self.widths = positions.compactMap { widths[$0] }
        reaches = positions.map { all[$0] }
        grids = positions.map { position in
            guard case .numeric(_, let step?) = features[position].domain else { return nil }
            return Grid(step: step)
        }
    }

    /// The range of a number in the data, or else the one that it is given; `nil` where it does not vary.
    private static func width(of feature: Feature, _ statistics: FeatureStatistics?) -> Double? {
        guard case .numeric(let range, _) = feature.domain else { return nil }
        let seen = statistics.map { $0.maximum - $0.minimum } ?? 0
        return [seen, range.upperBound - range.lowerBound].first { $0 > 0 && $0.isFinite }
    }

    func coordinates(of values: [Value]) -> [Double] {
        positions.indices.map { (values[positions[$0]].number ?? 0) / widths[$0] }
    }

    /// The values at some coordinates, beyond limits as they may be; whole numbers stay whole, as the model may insist.
    func values(at coordinates: [Double], in base: [Value]) -> [Value] {
        var values = base
        for (place, position) in positions.enumerated() {
            values[position] = .number(number(at: coordinates[place], of: place))
        }
        return values
    }

    /// A row, and those with the values at some coordinates, `[1 + coordinates]`.
    func table(of base: [Value], and coordinates: [[Double]], schema: Schema) throws(RowError) -> Table {
        let count = 1 + coordinates.count
        var columns = zip(schema.features, base).map { feature, value in
            Column(name: feature.name, repeating: value, count: count, isNumeric: feature.domain.isNumeric)
        }
        for (place, position) in positions.enumerated() {
            guard case .numbers(var numbers) = columns[position].storage else { continue }
            for (row, point) in coordinates.enumerated() { numbers[1 + row] = number(at: point[place], of: place) }
            columns[position] = Column(name: columns[position].name, storage: .numbers(numbers))
        }
        return try Table(columns: columns, count: count)
    }

    private func number(at coordinate: Double, of place: Int) -> Double {
        let number = coordinate * widths[place]
        return grids[place].map { $0.value($0.number(nearest: number)) } ?? number
    }

    /// The coordinates brought within the limits of the features.
    func bounded(_ coordinates: [Double], in base: [Value]) -> [Double] {
        coordinates.indices.map { place in
            guard let numbers = reaches[place].numbers else {
                return (base[positions[place]].number ?? 0) / widths[place]
            }
            return min(max(coordinates[place], numbers.lowerBound / widths[place]), numbers.upperBound / widths[place])
        }
    }

    /// The values at some coordinates, on the grids of the features; where there is none, numbers that people can read.
    /// A number that hardly moved is put back, and of a one-hot group the greatest member is 1.
    func settled(_ coordinates: [Double], in base: [Value]) -> [Value] {
        var values = base
        for (place, position) in positions.enumerated() {
            let number = coordinates[place] * widths[place]
            let slack = Self.precision * widths[place]
            guard let start = base[position].number, abs(number - start) > slack,
                let settled = reaches[place].onGrid(number)
            else { continue }
            let plain = reaches[place].step == nil ? Decimals.shortest(from: settled - slack, to: settled + slack) : nil
            values[position] = .number(plain.flatMap { reaches[place].contains(.number($0)) ? $0 : nil } ?? settled)
        }
        return groups.reduce(values) { values, group in
            guard let member = group.max(by: { coordinates[$0] * widths[$0] < coordinates[$1] * widths[$1] }) else {
                return values
            }
            let chosen = values.choosing(positions[member], of: group.map { positions[$0] })
            return group.allSatisfy { reaches[$0].contains(chosen[positions[$0]]) } ? chosen : values
        }
    }

    /// A gradient per unit of the columns, in coordinates.
    func gradient(_ gradient: ArraySlice<Double>, places: [Int?]) -> [Double] {
        positions.indices.map { place in places[place].map { gradient[gradient.startIndex + $0] * widths[place] } ?? 0 }
    }

    /// Where each entry stands among some columns; `nil` where it is not one of them.
    func places(among columns: [String], of schema: Schema) -> [Int?] {
        let places = Dictionary(columns.enumerated().map { ($1, $0) }) { first, _ in first }
        return positions.map { places[schema.features[$0].name] }
    }
}
