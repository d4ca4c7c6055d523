import OtherwiseCore
import OtherwiseModels

extension DataProfile {
    /// - Throws: `TableError` for a column that the model reads as numbers and that holds something else.
    func checkNumbers(for inputs: InputColumns) throws {
        let names = Set(inputs.names).subtracting(inputs.textNames)
        for column in columns where names.contains(column.name) && !column.isNumeric {
            let texts = column.levels?.filter {
                Double($0) == nil && !TableReader.missingMarks.contains($0.lowercased())
            }
            guard let text = texts?.min() else { continue }
            throw TableError(
                "Column '\(column.name)' holds '\(text.prefix(40))', the model wants numbers there",
                hint: "Correct the entry, or give a schema that calls the column a number, so that only such rows fail")
        }
    }

    /// The columns to bind a model to: those named, in that order, or all.
    func columnProfiles(named names: [String]?) throws -> [ColumnProfile] {
        guard let names else { return columnProfiles }
        return try names.map { name in
            guard let column = columnProfiles.first(where: { $0.name == name }) else { throw noColumn(name) }
            return column
        }
    }

    /// - Throws: `TableError` for a column that is not there.
    func check(names: [String]?) throws {
        for name in names ?? [] where !columns.contains(where: { $0.name == name }) { throw noColumn(name) }
    }

    func noColumn(_ name: String) -> TableError {
        TableError(
            "The data have no column '\(name)'",
            hint: "Their columns are \(columns.map(\.name).joined(separator: ", "))")
    }
}
