import OtherwiseCSV
import OtherwiseCore
import OtherwiseModels

extension DataProfile {
    /// - Throws: `TableError` for a column that the model reads as numbers and that holds something else.
    func checkNumbers(for inputs: InputColumns) throws {
        let names = Set(inputs.names).subtracting(inputs.textNames)
        for column in columns where names.contains(column.name) && !column.isNumeric {
            guard let (text, line) = try firstText(in: column.name) else { continue }
            throw TableError(
                .badColumn,
                "'\(path)', line \(line), column '\(column.name)': it holds '\(text.prefix(40))', the model wants numbers there",
                hint: "Correct the entry, or give a schema that calls the column a number, so that only such rows fail")
        }
    }

    /// The first entry of a column that is neither a number nor missing, and the line of its row.
    private func firstText(in name: String) throws -> (text: String, line: Int)? {
        var reader = try CSVReader(path: path)
        guard let position = reader.header.firstIndex(of: name) else { return nil }
        while let record = try reader.next() {
            if let number = record.number(at: position), abs(number) <= .largestFeature { continue }
            let text = record.string(at: position)
            if !TableReader.missingMarks.contains(text.lowercased()) { return (text, record.line) }
        }
        return nil
    }

    /// The columns to bind a model to: those named, in that order, or all.
    func columnProfiles(named names: [String]?) throws -> [ColumnProfile] {
        try names?.map { try column($0).profile } ?? columnProfiles
    }

    /// - Throws: `TableError` for a column that is not there.
    func check(names: [String]?) throws {
        for name in names ?? [] { _ = try column(name) }
    }
}
