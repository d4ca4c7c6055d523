import OtherwiseCore
import OtherwiseModels

extension DataProfile {
    /// - Throws: `TableError` for a column that the model reads as numbers and that holds something else.
    func checkNumbers(for inputs: InputColumns) throws {
        let names = Set(inputs.names).subtracting(inputs.textNames)
        for column in columns where names.contains(column.name) && !column.isNumeric {
            let texts = column.levels?.filter {
                Double(feature: $0) == nil && !TableReader.missingMarks.contains($0.lowercased())
            }
            guard let text = texts?.min() else { continue }
            throw TableError(
                .badColumn,
                "'\(path)', column '\(column.name)': it holds '\(text.prefix(40))', the model wants numbers there",
                hint: "Correct the entry, or give a schema that calls the column a number, so that only such rows fail")
        }
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
