/// Where the names of the columns come from.
public enum CSVHeader: Hashable, Sendable {
    /// From the first record of the file.
    case firstRecord
    /// From the caller; the first record of the file is data.
    case given([String])
}

/// The names of the columns, checked: at least one, none empty, no two alike.
struct ColumnNames: Sendable {
    let names: [String]
    private let positions: [String: Int]

    /// - Throws: `CSVError` with code `.noColumns`, `.unnamedColumn` or `.duplicateColumn`.
    init(_ names: [String]) throws(CSVError) {
        guard !names.isEmpty else { throw .noColumns }
        var positions: [String: Int] = [:]
        for (position, name) in names.enumerated() {
            guard !name.isEmpty else { throw .unnamedColumn(number: position + 1) }
            if let first = positions.updateValue(position, forKey: name) {
                throw .duplicateColumn(name, first: first + 1, second: position + 1)
            }
        }
        self.names = names
        self.positions = positions
    }

    func position(of name: String) -> Int? {
        positions[name]
    }
}

extension ColumnNames {
    /// Takes the names from where `header` says, and the first record from `records` if that is where.
    init(_ header: CSVHeader, from records: inout RecordStream) throws(CSVError) {
        switch header {
        case .given(let names):
            try self.init(names)
        case .firstRecord:
            guard let record = try records.next() else { throw .emptyFile.at(file: records.name) }
            do throws(CSVError) {
                try self.init(record.strings)
            } catch {
                throw error.at(file: records.name, line: record.line)
            }
        }
    }
}
