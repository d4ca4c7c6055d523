/// The combinations of bins that occur in some rows, each once.
struct BinCombinations {
    /// The bins of each combination, `[columns][count]`.
    let codes: [[UInt8]]
    let count: Int
    /// The combination of each row.
    let places: [Int32]

    /// The most combinations that are told apart, by a table as long.
    private static let most = 1 << 20

    /// - Parameters:
    ///   - codes: The bins of the rows, `[columns][rows]`.
    ///   - bins: How many each column has.
    ///   - most: The most combinations that may occur; of more there is nothing.
    init?(_ codes: [[UInt8]], bins: [Int], most: Int, rows: Int) {
        var cells = 1
        for count in bins {
            guard cells <= Self.most / count else { return nil }
            cells *= count
        }
        var places = Self.cells(codes, bins: bins, rows: rows)
        guard let first = Self.number(&places, cells: cells, most: most) else { return nil }
        self.codes = codes.map { column in first.map { column[$0] } }
        (count, self.places) = (first.count, places)
    }

    /// The number of each row's combination among all that there can be.
    private static func cells(_ codes: [[UInt8]], bins: [Int], rows: Int) -> [Int32] {
        var cells = [Int32](repeating: 0, count: rows)
        for (column, count) in zip(codes, bins) {
            for row in 0..<rows { cells[row] = cells[row] * Int32(count) + Int32(column[row]) }
        }
        return cells
    }

    /// Numbers the combinations as they come.
    ///
    /// - Returns: The first row of each; `nil` where there are too many.
    private static func number(_ places: inout [Int32], cells: Int, most: Int) -> [Int]? {
        var numbers = [Int32](repeating: -1, count: cells)
        var first: [Int] = []
        for row in places.indices {
            let cell = Int(places[row])
            if numbers[cell] < 0 {
                guard first.count < most else { return nil }
                numbers[cell] = Int32(first.count)
                first.append(row)
            }
            places[row] = numbers[cell]
        }
        return first
    }
}
