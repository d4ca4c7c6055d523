/// The sentences for what is wrong with the contents of a file.
extension CSVError {
    static func unterminatedQuote(line: Int) -> CSVError {
        CSVError(
            .unterminatedQuote,
            "A quoted field is opened here and the file ends before it is closed.",
            hint: #"Add the closing quote, and write a quote inside a quoted field twice ("")."#
        ).at(line: line)
    }

    static var textAfterQuote: CSVError {
        CSVError(
            .textAfterQuote,
            "Text follows a closing quote; a delimiter or the end of the line was expected.",
            hint: #"Write a quote inside a quoted field twice (""), and leave no space after a closing quote."#
        )
    }

    static var quoteInPlainField: CSVError {
        CSVError(
            .quoteInPlainField,
            "A quote stands inside a field that does not begin with one.",
            hint: #"Quote the whole field and double the quote (""), and leave no space before an opening quote."#
        )
    }

    static func fieldTooLong(limit: Int, line: Int) -> CSVError {
        CSVError(
            .fieldTooLong,
            "A field is longer than the limit of \(limit) bytes.",
            hint: "Look for a quote that is never closed, or shorten the field."
        ).at(line: line)
    }

    static func recordTooLong(limit: Int, line: Int) -> CSVError {
        CSVError(
            .recordTooLong,
            "A record is longer than the limit of \(limit) bytes.",
            hint: "Look for missing line ends, or leave columns out."
        ).at(line: line)
    }

    static func tooManyColumns(limit: Int, line: Int) -> CSVError {
        CSVError(
            .tooManyColumns,
            "A record has more fields than the limit of \(limit).",
            hint: "Look for missing line ends, or leave columns out."
        ).at(line: line)
    }

    static func raggedRow(found: Int, expected: Int) -> CSVError {
        CSVError(
            .raggedRow,
            "The record has \(found) field\(found == 1 ? "" : "s"); the header has \(expected).",
            hint: "Quote fields that contain the delimiter, and write a delimiter for every empty field."
        )
    }
}
