import ArgumentParser

/// Which rows, and how many at once.
struct RowOptions: ParsableArguments {
    @Option(parsing: .unconditional, help: "The row to ask about, counted from 0.")
    var row: Int?

    @Option(
        help: ArgumentHelp(
            "The rows to ask about: 'all', rows and ranges such as 0-99,200, or a file of them.", valueName: "rows"))
    var rows: RowsArgument?

    @Option(help: "How many rows of a batch are worked on at once. (default: one per core)")
    var threads: Int?

    @Flag(help: "Go on with a batch that was interrupted.")
    var resume = false

    func validate(with result: ResultOptions) throws {
        guard (row == nil) != (rows == nil) else { throw ValidationError("Give either --row or --rows.") }
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads is \(threads). Give 1 to 1024.")
        }
        if rows == nil, resume || threads != nil { throw ValidationError("--resume and --threads go with --rows.") }
        if resume, result.output == nil {
            throw ValidationError("--resume needs the file to go on with. Give --output.")
        }
        if rows != nil, let format = result.format, format == .table || format == .html {
            throw ValidationError("Many rows are written as csv or json, not as \(format.rawValue).")
        }
        if rows != nil, result.certificate != nil { throw ValidationError("--certificate goes with --row.") }
    }
}
