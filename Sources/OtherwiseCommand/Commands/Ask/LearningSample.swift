import OtherwiseCSV
import OtherwiseCore
import OtherwiseNumerics
import OtherwiseTabular

/// The rows of a file that are learnt from, where all of it need not fit into memory: all rows, or so many drawn at random
/// (reservoir sampling; Vitter 1985, algorithm R), in the file's order.
struct LearningSample {
    /// The rows, with the kinds that the columns have in the whole file.
    let table: Table
    /// How many rows the file has.
    let count: Int
    /// The least and the greatest number of each column, in all of the file.
    let ranges: [String: ClosedRange<Double>]

    /// More rows hardly move what is learnt, and take time and memory.
    static let limit = 100_000
    private static let block = 65_536

    /// - Throws: `CSVError`, and `TableError` for a file without rows.
    init(path: String, limit: Int, seed: UInt64) throws {
        let reservoir = try Self.reservoir(path, limit: limit, seed: seed, texts: [])
        guard reservoir.seen > 0 else {
            throw TableError(.noRows, "'\(path)' has no rows", hint: "Give a header and at least one row")
        }
        (table, count, ranges) = (try reservoir.table(), reservoir.seen, reservoir.ranges)
    }

    /// - Parameter texts: Columns that are text in some part of the file, and so in all of it.
    private static func reservoir(_ path: String, limit: Int, seed: UInt64, texts: Set<String>) throws -> Reservoir {
        let kinds = Dictionary(uniqueKeysWithValues: texts.map { ($0, TableReader.Kind.text) })
        var reader = TableReader(try CSVReader(path: path), kinds: kinds)
        var reservoir = Reservoir(reader.header, limit: limit, seed: seed)
        while let block = try reader.next(limit: Self.block) {
            let mixed = reservoir.mixedColumns(block)
            guard mixed.isEmpty else {
                return try Self.reservoir(path, limit: limit, seed: seed, texts: texts.union(mixed))
            }
            reservoir.add(block)
        }
        return reservoir
    }

    /// What to say where not all rows were learnt from.
    var note: String? {
        count > table.count
            ? "Mechanisms were learnt from \(table.count.grouped) of the \(count.grouped) rows, drawn at random." : nil
    }
}

/// Rows of which each that was seen is kept with the same probability.
private struct Reservoir {
    private let names: [String]
    private let limit: Int
    private var generator: SeededGenerator
    private var rows: [(number: Int, values: [Value])] = []
    /// The kinds of the columns; `nil` before the first block.
    private var isText: [Bool]?
    private(set) var seen = 0
    private(set) var ranges: [String: ClosedRange<Double>] = [:]

    init(_ names: [String], limit: Int, seed: UInt64) {
        (self.names, self.limit) = (names, limit)
        generator = SeededGenerator(seed: seed)
    }

    /// The columns that are text in this block and numbers in those before it, or the other way round.
    func mixedColumns(_ block: Table) -> [String] {
        guard let isText else { return [] }
        return names.indices.filter { isText[$0] != block.columns[$0].isText }.map { names[$0] }
    }

    mutating func add(_ block: Table) {
        isText = block.columns.map(\.isText)
        for (name, column) in zip(names, block.columns) { widen(name, column) }
        for row in 0..<block.count {
            let place = rows.count < limit ? rows.count : Int.random(in: 0...seen, using: &generator)
            if place < limit {
                let own = (number: seen, values: block.columns.map { $0[row] })
                if place < rows.count { rows[place] = own } else { rows.append(own) }
            }
            seen += 1
        }
    }

    private mutating func widen(_ name: String, _ column: Column) {
        guard case .numbers(let numbers) = column.storage else { return }
        let known = numbers.lazy.filter(\.isFinite)
        guard let least = known.min(), let greatest = known.max() else { return }
        let before = ranges[name] ?? least...greatest
        ranges[name] = min(before.lowerBound, least)...max(before.upperBound, greatest)
    }

    func table() throws -> Table {
        let ordered = rows.sorted { $0.number < $1.number }
        let columns = names.enumerated().map { place, name in
            Column(name: name, values: ordered.map { $0.values[place] }, isNumeric: isText?[place] == false)
        }
        return try Table(columns: columns, count: ordered.count)
    }
}

extension Column {
    fileprivate var isText: Bool { if case .categories = storage { true } else { false } }
}
