import ArgumentParser

/// Which rows, and how many at once.
struct RowOptions: ParsableArguments {
    @Option(parsing: .unconditional, help: "The row to ask about, counted from 0.")
    var row: Int?

    @Option(
        help: ArgumentHelp(
            "The rows to ask about: 'all', rows and ranges such as 0-99,200, or a file of them.", valueName: "rows"))
    var rows: RowsArgument?

    @Option(
        help: ArgumentHelp(
            "A group to ask about, such as 'race=Black' or 'age>=60', against all others; or a column, such as 'race', for every value: one action that works for most, and what it would cost each.",
            valueName: "group"))
    var group: String?

    @Option(help: "How many rows are drawn of each group. (default: 300)")
    var sample: Int?

    @Option(help: "How many rows of a batch are worked on at once. (default: one per core)")
    var threads: Int?

    @Flag(help: "Go on with a batch that was interrupted.")
    var resume = false

    func validate(with result: ResultOptions) throws {
        guard [row != nil, rows != nil, group != nil].count(where: \.self) == 1 else {
            throw ValidationError("Give one of --row, --rows and --group.")
        }
        if let sample, sample < 2 || group == nil {
            throw ValidationError("--sample goes with --group, and is at least 2.")
        }
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads is \(threads). Give 1 to 1024.")
        }
        if row != nil, threads != nil { throw ValidationError("--threads goes with --rows and --group.") }
        if rows == nil, resume { throw ValidationError("--resume goes with --rows.") }
        if group != nil, result.format == .csv { throw ValidationError("Groups are written as table, json or html.") }
        if resume, result.output == nil {
            throw ValidationError("--resume needs the file to go on with. Give --output.")
        }
        if rows != nil, let format = result.format, format == .table || format == .html {
            throw ValidationError("Many rows are written as csv or json, not as \(format.rawValue).")
        }
        if row == nil, result.certificate != nil { throw ValidationError("--certificate goes with --row.") }
    }
}
