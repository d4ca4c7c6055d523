import OtherwiseCore

/// The columns of a table as the mechanisms read them: numbers as they are, levels by number, NaN where missing.
struct FittedVariables: Sendable {
    let names: [String]
    let columns: [[Double]]
    /// The levels of each variable; `nil` for numbers.
    let levels: [[Value]?]
    /// The least and the greatest value that is known of each; `nil` for levels.
    private(set) var ranges: [ClosedRange<Double>?]
    private let positions: [String: Int]

    static let levelLimit = 30

    /// - Throws: `EstimationError` for a column that is absent, always missing, or has too many levels.
    init(_ names: [String], in table: Table) throws(EstimationError) {
        var columns: [[Double]] = []
        var levels: [[Value]?] = []
        for name in names {
            guard let column = table[name] else { throw .unknownColumn(name, columns: table.columns.map(\.name)) }
            let own = Self.levels(of: column)
            levels.append(own)
            columns.append(Self.codes(column, own))
            guard columns.last?.contains(where: { $0.isFinite }) == true else {
                throw .unusable(column: name, problem: "has no values", hint: "Leave it out of the graph, or hide it")
            }
            guard own.map({ $0.count <= Self.levelLimit }) ?? true else {
                throw .unusable(
                    column: name, problem: "has \(own?.count ?? 0) levels",
                    hint: "At most \(Self.levelLimit) are told apart; join some")
            }
        }
        (self.names, self.columns, self.levels) = (names, columns, levels)
        ranges = zip(columns, levels).map { column, levels in levels == nil ? Self.range(of: column) : nil }
        positions = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    }

    private init(_ all: FittedVariables, _ columns: [[Double]]) {
        (names, self.columns, levels) = (all.names, columns, all.levels)
        (ranges, positions) = (all.ranges, all.positions)
    }

    /// Some of the rows, with the levels and ranges of all.
    func selecting(_ rows: Range<Int>) -> FittedVariables { FittedVariables(self, columns.map { Array($0[rows]) }) }

    /// The same, of data that show more values than these rows.
    mutating func widen(_ others: [String: ClosedRange<Double>]) {
        for (name, other) in others {
            guard let place = positions[name], let own = ranges[place] else { continue }
            ranges[place] = min(own.lowerBound, other.lowerBound)...max(own.upperBound, other.upperBound)
        }
    }

    private static func range(of column: [Double]) -> ClosedRange<Double>? {
        let known = column.lazy.filter { !$0.isNaN }
        guard let least = known.min(), let greatest = known.max() else { return nil }
        return least...greatest
    }

    func position(of name: String) -> Int? { positions[name] }

    /// Categories, and numbers of which there are two, are levels.
    private static func levels(of column: Column) -> [Value]? {
        switch column.storage {
        case .categories(let codes, let levels):
            let seen = Set(codes.lazy.filter { $0 >= 0 })
            return seen.map { levels[Int($0)] }.sorted().map(Value.category)
        case .numbers(let numbers):
            var seen: Set<Double> = []
            for number in numbers where number.isFinite && seen.count < 3 { seen.insert(number) }
            return seen.count == 2 ? seen.sorted().map(Value.number) : nil
        }
    }

    private static func codes(_ column: Column, _ levels: [Value]?) -> [Double] {
        guard let levels else {
            guard case .numbers(let numbers) = column.storage else { return [] }
            return numbers.map { $0.isFinite ? $0 : .nan }
        }
        let codes = Dictionary(uniqueKeysWithValues: zip(levels, levels.indices.map(Double.init)))
        return (0..<column.count).map { codes[column[$0]] ?? .nan }
    }

    /// A value as a mechanism reads it.
    ///
    /// - Throws: `EstimationError` for a value that the data never show.
    func code(of value: Value, _ name: String) throws(EstimationError) -> Double {
        guard let place = positions[name] else { throw .unknownColumn(name, columns: names) }
        guard let levels = levels[place] else {
            guard let number = value.number, number.isFinite else {
                throw .unusable(column: name, problem: "holds numbers, and '\(value)' is none", hint: "Give a number")
            }
            return number
        }
        guard let level = levels.firstIndex(of: value) else {
            let shown = levels.map { "'\($0)'" }.joined(separator: ", ")
            throw .unusable(column: name, problem: "never is '\(value)'", hint: "It is \(shown)")
        }
        return Double(level)
    }

    /// What a mechanism's number stands for; missing where it is that of no level.
    func value(of code: Double, _ place: Int) -> Value {
        guard let levels = levels[place] else { return .number(code) }
        guard let level = Int(exactly: code), levels.indices.contains(level) else { return .missing }
        return levels[level]
    }
}
