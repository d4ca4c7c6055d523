/// The sentences for what is wrong with the names of columns.
extension CSVError {
    static var emptyFile: CSVError {
        CSVError(
            .emptyFile,
            "There is no header: the file is empty.",
            hint: "Write the names of the columns on the first line."
        )
    }

    static var noColumns: CSVError {
        CSVError(.noColumns, "There are no columns.", hint: "Give the name of at least one.")
    }

    static func unnamedColumn(number: Int) -> CSVError {
        CSVError(
            .unnamedColumn,
            "Column \(number) has an empty name.",
            hint: "Name it in the header, or leave the column out (pandas writes such a column unless index=False)."
        ).at(column: Column(number: number, name: nil))
    }

    static func duplicateColumn(_ name: String, first: Int, second: Int) -> CSVError {
        CSVError(
            .duplicateColumn,
            "Columns \(first) and \(second) are both named \(name.quotedForMessage).",
            hint: "Columns are looked up by name; rename one of them in the header."
        ).at(column: Column(number: second, name: name))
    }

    static func unknownColumn(_ name: String, header: [String], delimiter: CSVDelimiter) -> CSVError {
        CSVError(
            .unknownColumn,
            "No column is named \(name.quotedForMessage).",
            hint: hint(forUnknown: name, header: header, delimiter: delimiter)
        )
    }

    private static func hint(forUnknown name: String, header: [String], delimiter: CSVDelimiter) -> String {
        if let only = header.first, header.count == 1 {
            let likely = CSVDelimiter.sniff(header: Array(only.utf8))
            if likely != delimiter && only.utf8.contains(likely.rawValue) {
                return "The whole header is one column, \(only.quotedForMessage); is the delimiter a \(likely)?"
            }
        }
        if let similar = header.first(where: { $0.comparisonKey == name.comparisonKey }) {
            return "Did you mean \(similar.quotedForMessage)? Letter case and spaces count."
        }
        let shown = header.prefix(8).map(\.quotedForMessage).joined(separator: ", ")
        return header.count > 8 ? "The \(header.count) columns begin \(shown)." : "The columns are \(shown)."
    }
}

extension String {
    /// The name without letter case and spaces, to find what a misspelt name may have meant.
    fileprivate var comparisonKey: String {
        lowercased().filter { !$0.isWhitespace }
    }
}
