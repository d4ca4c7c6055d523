import OtherwiseCore

/// The cells of a table as JSON: numbers, strings, and `null` for what is missing.
struct JSONCells {
    private let columns: [Cells]

    private enum Cells {
        case numbers([Double])
        /// Every level is quoted once.
        case texts(codes: [Int32], levels: [[UInt8]])
    }

    init(_ table: Table) {
        columns = table.columns.map { column in
            switch column.storage {
            case .numbers(let numbers): .numbers(numbers)
            case .categories(let codes, let levels): .texts(codes: codes, levels: levels.map(JSONText.quoted))
            }
        }
    }

    func append(row: Int, column: Int, to text: inout JSONText) {
        switch columns[column] {
        case .numbers(let numbers): text.append(numbers[row])
        case .texts(let codes, let levels):
            if codes[row] < 0 { text.append(verbatim: "null") } else { text.append(verbatim: levels[Int(codes[row])]) }
        }
    }
}
