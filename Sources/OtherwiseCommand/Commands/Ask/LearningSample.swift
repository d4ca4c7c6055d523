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

    /// More rows hardly move what is learnt, and take time and memory.
    static let limit = 100_000
    private static let block = 65_536

    /// - Throws: `CSVError`, and `TableError` for a file without rows.
    init(path: String, limit: Int, seed: UInt64) throws {
        var reader = TableReader(try CSVReader(path: path))
        var reservoir = Reservoir(reader.header, limit: limit, seed: seed)
        while let block = try reader.next(limit: Self.block) { reservoir.add(block) }
        guard reservoir.seen > 0 else {
            throw TableError(.noRows, "'\(path)' has no rows", hint: "Give a header and at least one row")
        }
        (table, count) = (try reservoir.table(), reservoir.seen)
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
    /// Whether some block of the file has text in a column.
    private var isText: [Bool]
    private(set) var seen = 0

    init(_ names: [String], limit: Int, seed: UInt64) {
        (self.names, self.limit) = (names, limit)
        generator = SeededGenerator(seed: seed)
        isText = names.map { _ in false }
    }

    mutating func add(_ block: Table) {
        for (place, column) in block.columns.enumerated() {
            if case .categories = column.storage { isText[place] = true }
        }
        for row in 0..<block.count {
            let place = rows.count < limit ? rows.count : Int.random(in: 0...seen, using: &generator)
            if place < limit {
                let own = (number: seen, values: block.columns.map { $0[row] })
                if place < rows.count { rows[place] = own } else { rows.append(own) }
            }
            seen += 1
        }
    }

    /// A number of a column that elsewhere has text is text too.
    func table() throws -> Table {
        let ordered = rows.sorted { $0.number < $1.number }
        let columns = names.enumerated().map { place, name in
            let values = ordered.map { row -> Value in
                let value = row.values[place]
                return isText[place] ? value.number.map { .category($0.plain) } ?? value : value
            }
            return Column(name: name, values: values, isNumeric: !isText[place])
        }
        return try Table(columns: columns, count: ordered.count)
    }
}
