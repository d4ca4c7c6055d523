import OtherwiseCSV
import OtherwiseCore
import OtherwiseModels

/// How rows are shown to a process, and how it answers.
public enum RowFormat: String, Sendable, Hashable, CaseIterable {
    /// A line `{"rows": [{column: value, …}, …]}`, answered by a line `{"predictions": […]}`.
    case json
    /// A header, a record per row and an empty line, answered in the same form.
    case csv
}

extension RowFormat {
    var answerEnd: AnswerBuffer.End {
        switch self {
        case .json: .line
        case .csv: .emptyLine
        }
    }

    func question(about rows: Table) throws(ModelError) -> [UInt8] {
        switch self {
        case .json: Self.json(rows)
        case .csv: try Self.csv(rows)
        }
    }

    func answer(_ bytes: [UInt8]) throws(ModelError) -> Answer {
        switch self {
        case .json: try Answer(json: bytes)
        case .csv: try Answer(csv: bytes)
        }
    }

    private static func json(_ rows: Table) -> [UInt8] {
        let keys = rows.columns.map { JSONText.quoted($0.name) + [UInt8(ascii: ":")] }
        let cells = JSONCells(rows)
        var text = JSONText()
        text.append(verbatim: #"{"rows":"#)
        text.append(list: 0..<rows.count) { text, row in
            text.append(list: keys.indices, open: "{", close: "}") { text, column in
                text.append(verbatim: keys[column])
                cells.append(row: row, column: column, to: &text)
            }
        }
        text.append(verbatim: "}\n")
        return text.bytes
    }

    private static func csv(_ rows: Table) throws(ModelError) -> [UInt8] {
        let bytes: [UInt8]
        do throws(CSVError) {
            var writer = try CSVWriter(to: MemoryByteSink(), header: rows.columns.map(\.name))
            for row in 0..<rows.count { try writer.write(rows.columns.map { CSVField($0[row]) }) }
            bytes = try writer.finish().bytes
        } catch {
            throw ModelError(.invalidValue, "The rows cannot be written as CSV (\(error))", hint: "Ask in JSON instead")
        }
        let lineEnds = bytes.count { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        guard lineEnds == rows.count + 1 else { throw .lineEndInText }
        return bytes + [UInt8(ascii: "\n")]
    }
}

extension CSVField {
    fileprivate init(_ value: Value) {
        switch value {
        case .number(let number): self = .number(number)
        case .category(let text): self = .text(text)
        case .missing: self = ""
        }
    }
}

extension ModelError {
    /// Whoever reads line by line would take an empty line inside quotes for the end.
    fileprivate static let lineEndInText = ModelError(
        .invalidValue, "A text with a line end cannot be sent as CSV here", hint: "Ask in JSON instead")
}
