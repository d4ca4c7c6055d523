import OtherwiseCore

/// Finds columns that together hold one category: 0 or 1 each, names that begin alike, and exactly one 1 in every row.
///
/// Watches the rows go by, batch by batch, in constant memory.
struct OneHotColumns {
    /// The positions of the columns of each group that every row so far has kept.
    private var candidates: [[Int]] = []

    init() {}

    /// - Parameter columns: Those that are numbers.
    init(_ columns: [(position: Int, name: String)]) {
        var families: [String: [Int]] = [:]
        for (position, name) in columns {
            for prefix in Self.prefixes(of: name) { families[String(prefix), default: []].append(position) }
        }
        candidates = Set(families.values.filter { $0.count > 1 }).sorted { $0.lexicographicallyPrecedes($1) }
    }

    mutating func watch(_ table: Table) {
        candidates.removeAll { positions in !Self.isOneHot(positions.map { table.columns[$0] }, rows: table.count) }
    }

    /// The groups whose columns are all both 0 and 1 somewhere.
    ///
    /// Of two families, one inside the other, at most one can be such a group: the rest of the larger would be all 0.
    func groups(varying: (Int) -> Bool) -> [[Int]] { candidates.filter { $0.allSatisfy(varying) } }

    /// The beginnings of a name up to a separator, within its first 64 characters: `cat__race_` and `cat__` for
    /// `cat__race_White`.
    private static func prefixes(of name: String) -> [Substring] {
        name.indices.dropLast().prefix(64).filter { "_=.:/ -".contains(name[$0]) && $0 > name.startIndex }.map {
            name[...$0]
        }
    }

    private static func isOneHot(_ columns: [Column], rows: Int) -> Bool {
        var sums = [Double](repeating: 0, count: rows)
        for column in columns {
            guard case .numbers(let numbers) = column.storage else { return false }
            for (row, number) in numbers.enumerated() {
                guard number == 0 || number == 1 else { return false }
                sums[row] += number
            }
        }
        return sums.allSatisfy { $0 == 1 }
    }
}
