import OtherwiseCSV
public import OtherwiseCore
package import OtherwiseModels
import OtherwiseNumerics
public import OtherwiseSearch
import Synchronization

/// What a first pass over a CSV tells: kinds, ranges and categories of its columns, and a sample of its rows.
///
/// The pass needs constant memory; ranges, steps and categories are those of all rows, medians and deviations
/// those of the sample: all rows, or `sampleLimit` of them drawn evenly.
public struct DataProfile: Sendable {
    /// The most rows that are kept.
    public static let sampleLimit = 50_000

    /// What each column holds, in the order of the file.
    public private(set) var columns: [ColumnSummary] = []
    /// All rows, or `sampleLimit` of them drawn evenly, in the order of the file.
    public private(set) var sample: Table
    /// The number of rows.
    public private(set) var count = 0
    let path: String
    private var positions: [String: Int] = [:]
    private var oneHot = OneHotColumns()
    private var known = KnownStatistics()
    /// How many rows ranges and categories are those of.
    private(set) var rowsBehindLimits = 0

    /// What a column holds.
    public struct ColumnSummary: Sendable, Hashable {
        /// The name in the header.
        public let name: String
        /// Whether every entry is a number or missing.
        public fileprivate(set) var isNumeric: Bool
        /// Whether every number is whole.
        public fileprivate(set) var isInteger = true
        /// From the least number to the largest; `nil` without numbers.
        public fileprivate(set) var range: ClosedRange<Double>?
        /// The distinct entries, at most 10,000; `nil` beyond that.
        public fileprivate(set) var levels: Set<String>? = []
    }

    /// - Parameter textColumns: Columns to read as text even where they look like numbers.
    public init(path: String, textColumns: Set<String> = []) throws {
        var kinds = Dictionary(uniqueKeysWithValues: textColumns.map { ($0, TableReader.Kind.text) })
        (sample, count) = (try Table(columns: []), 0)
        self.path = path
        // A column that turns out to hold text after a batch of numbers is read again as text.
        while let late = try scan(path, kinds: kinds) { kinds[late] = .text }
        self.kinds = Dictionary(uniqueKeysWithValues: columns.map { ($0.name, $0.isNumeric ? .number : .text) })
    }

    /// The kind of every column, to read batches with.
    public private(set) var kinds: [String: TableReader.Kind] = [:]

    /// - Returns: A column that cannot be read as numbers although its first rows could.
    private mutating func scan(_ path: String, kinds: [String: TableReader.Kind]) throws -> String? {
        var reader = TableReader(try CSVReader(path: path), kinds: kinds)
        columns = []
        count = 0
        var rows = RowSample(of: Self.sampleLimit)
        while let batch = try reader.next(limit: Self.sampleLimit) {
            if columns.isEmpty {
                columns = batch.columns.map { ColumnSummary(name: $0.name, isNumeric: $0.isNumeric) }
                oneHot = OneHotColumns(columns.enumerated().filter { $1.isNumeric }.map { ($0, $1.name) })
                positions = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1.name, $0) })
            }
            for index in columns.indices {
                let column = batch.columns[index]
                if columns[index].isNumeric != column.isNumeric, kinds[column.name] != .text { return column.name }
                columns[index].add(column)
            }
            oneHot.watch(batch)
            rows.add(batch)
            count += batch.count
        }
        (sample, rowsBehindLimits) = (rows.table(), count)
        guard count > 0 else {
            throw TableError(.noRows, "'\(path)' has a header but no rows", hint: "Add the rows to ask about")
        }
        return nil
    }

    /// Takes in the ranges, categories and one-hot groups of other rows too, such as those a model was trained on.
    ///
    /// - Parameter features: What is text there in the place of numbers is refused in these columns alone.
    /// - Throws: `CSVError`, and `TableError` for entries that the columns do not hold.
    mutating func widen(by path: String, features: Set<String>) throws {
        self = try kinds.lenient(butIn: features) { kinds in
            var widened = self
            try widened.add(path, kinds)
            return widened
        }
    }

    private mutating func add(_ path: String, _ kinds: [String: TableReader.Kind]) throws {
        let own = self.kinds
        var reader = TableReader(try CSVReader(path: path), kinds: kinds)
        while let batch = try reader.next(limit: Self.sampleLimit) {
            let found = columns.map { batch[$0.name] }
            for (index, column) in found.enumerated() where kinds[columns[index].name] == own[columns[index].name] {
                if let column { columns[index].add(column) }
            }
            if !found.contains(nil) { oneHot.watch(try Table(columns: found.compactMap(\.self))) }
            rowsBehindLimits += batch.count
        }
        known = KnownStatistics()
    }

    /// The columns as a model is bound to them.
    package var columnProfiles: [ColumnProfile] {
        columns.map(\.profile)
    }

    func has(_ name: String) -> Bool { positions[name] != nil }

    /// The column called `name`.
    ///
    /// - Throws: `TableError` naming the columns that there are.
    func column(_ name: String) throws -> ColumnSummary {
        if let position = positions[name] { return columns[position] }
        let names = columns.prefix(20).map(\.name).joined(separator: ", ") + (columns.count > 20 ? ", …" : "")
        throw TableError(.noColumn, "'\(path)' has no column '\(name)'", hint: "Its columns are \(names)")
    }

    /// Whether the sample is all there is.
    public var isWhole: Bool { sample.count == count }

    /// Of each number, by column: the range of all rows, and what else the sample says.
    public var statistics: [String: FeatureStatistics] {
        known.statistics {
            var statistics = sample.statistics
            for column in columns {
                if let range = column.range { statistics[column.name]?.widen(to: range) }
            }
            return statistics
        }
    }

    /// The schema that the data suggest for some of the columns. One without an entry stays as it is: nothing tells what it
    /// could become.
    public func schema(of names: [String]) throws -> Schema {
        try Schema(
            features: names.map { try column($0).isEmpty ? column($0).unseen : feature($0) },
            constraints: oneHotGroups(among: names).map { .oneHot($0) })
    }

    /// The feature that the data suggest for a column.
    ///
    /// - Throws: `TableError` for a column that is not there, is empty, or has too many different entries.
    public func feature(_ name: String) throws -> Feature {
        Feature(name: name, domain: try column(name).domain(in: path))
    }

    /// Groups of columns that together hold one category: in every row exactly one of them is 1, the others are 0.
    ///
    /// - Parameter names: Only groups all of whose columns are among these.
    public func oneHotGroups(among names: [String]) -> [[String]] {
        let names = Set(names)
        return oneHot.groups { columns[$0].range == 0...1 }.map { $0.map { columns[$0].name } }
            .filter(names.isSuperset)
    }
}

extension DataProfile.ColumnSummary {
    /// Whether every entry is missing.
    var isEmpty: Bool { range == nil && levels == [] }

    /// The feature of a column without an entry.
    fileprivate var unseen: Feature {
        let domain: Domain =
            isNumeric ? .numeric(range: 0...0, step: nil) : .categorical(categories: ["unknown"], isOrdered: false)
        return Feature(name: name, domain: domain, allowsMissing: true, mutability: .immutable)
    }

    /// The column as a model is bound to it.
    var profile: ColumnProfile {
        ColumnProfile(name: name, isNumeric: isNumeric, levels: levels.flatMap { $0.count <= 100 ? $0 : nil })
    }

    fileprivate mutating func add(_ column: Column) {
        switch column.storage {
        case .numbers(let numbers): add(numbers)
        case .categories(_, let found): levels?.formUnion(found)
        }
        if let count = levels?.count, count > 10_000 { levels = nil }
    }

    private mutating func add(_ numbers: [Double]) {
        var (low, high) = (range?.lowerBound ?? .infinity, range?.upperBound ?? -.infinity)
        var (isInteger, isOpen, seen) = (isInteger, levels.map { $0.count <= 100 } ?? false, Set<Double>())
        for number in numbers where !number.isNaN {
            (low, high) = (min(low, number), max(high, number))
            isInteger = isInteger && number == number.rounded()
            // Writing a number takes far longer than knowing it again.
            guard isOpen, seen.insert(number).inserted else { continue }
            levels?.insert(number.plain)
            isOpen = levels.map { $0.count <= 100 } ?? false
        }
        self.isInteger = isInteger
        if low <= high { range = low...high }
    }

    fileprivate func domain(in path: String) throws -> Domain {
        if isNumeric, let range {
            let isCounted = isInteger && Grid(step: 1).resolves(max(abs(range.lowerBound), abs(range.upperBound)))
            return .numeric(range: range, step: isCounted ? 1 : nil)
        }
        guard let levels, !levels.isEmpty, !isNumeric else {
            throw TableError(
                .badColumn,
                "'\(path)', column '\(name)': it \(levels == nil ? "has more than 10,000 different entries" : "is empty")",
                hint: "Describe the feature in a schema, or fill the column")
        }
        return .categorical(categories: levels.sorted(), isOrdered: false)
    }
}

extension Column {
    var isNumeric: Bool {
        if case .numbers = storage { true } else { false }
    }
}

/// Statistics that are worked out when they are first asked for.
private final class KnownStatistics: Sendable {
    private let kept = Mutex<[String: FeatureStatistics]?>(nil)

    /// - Parameter make: Gives the same whenever it is asked.
    func statistics(_ make: () -> [String: FeatureStatistics]) -> [String: FeatureStatistics] {
        kept.withLock { kept in
            let statistics = kept ?? make()
            kept = statistics
            return statistics
        }
    }
}

extension Table {
    /// Range, median and deviation of every numeric column, by name.
    public var statistics: [String: FeatureStatistics] {
        var statistics: [String: FeatureStatistics] = [:]
        for column in columns {
            if case .numbers(let numbers) = column.storage { statistics[column.name] = FeatureStatistics(numbers) }
        }
        return statistics
    }
}
