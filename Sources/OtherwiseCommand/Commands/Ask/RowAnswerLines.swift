import OtherwiseCSV
import OtherwiseCore
import OtherwiseEstimation
import OtherwiseTabular

/// Answers line by line: the number of the row, what it would have been, and what speaks against it.
struct RowAnswerLines: Sendable {
    private let variables: [String]
    private let form: Form
    /// What stands above the lines; empty for JSON.
    let header: [UInt8]

    /// How a line is written.
    enum Form: Sendable {
        case csv
        case json
    }

    init(_ model: RowCounterfactuals, form: Form) throws {
        (variables, self.form) = (model.variables, form)
        header =
            form == .json ? [] : try CSVWriter(to: MemoryByteSink(), header: Self.columns(variables)).finish().bytes
    }

    /// - Parameter first: The number of the first row.
    func bytes(of answers: RowCounterfactuals.Answers, first: Int) throws -> [UInt8] {
        switch form {
        case .csv: try csv(answers, first)
        case .json: try answers.rows(of: variables, first: first).flatMap(ExplanationJSON.line)
        }
    }

    private func csv(_ answers: RowCounterfactuals.Answers, _ first: Int) throws -> [UInt8] {
        var writer = try CSVWriter(to: MemoryByteSink(), header: Self.columns(variables))
        for row in answers.cautions.indices {
            try writer.write(
                [.integer(first + row)] + answers.values.map { Self.field($0[row]) } + [.text(answers.cautions[row])])
        }
        return Array(try writer.finish().bytes.dropFirst(header.count))
    }

    private static func columns(_ variables: [String]) -> [String] {
        ["row"] + variables.map { "\($0)_otherwise" } + ["caution"]
    }

    private static func field(_ value: Value) -> CSVField {
        switch value {
        case .number(let number): .number(number)
        case .category(let text): .text(text)
        case .missing: .text("")
        }
    }
}
