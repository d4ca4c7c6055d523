import ArgumentParser
import Foundation
import OtherwiseCSV
import OtherwiseCausal
import OtherwiseCore
import OtherwiseEstimation
import OtherwiseTabular

/// Where the rows of a question about every row come from, and how they are worked on.
struct EveryRowOptions: ParsableArguments {
    @Option(help: "The CSV file whose rows are asked about. (default: the file of --data)", completion: .file())
    var rows: String?

    @Option(help: "How many rows are worked on at once, in thousands of them. (default: as many as there are cores)")
    var threads: Int?

    @Option(help: "The most rows of --data that are learnt from, drawn at random where it has more. (default: 100000)")
    var learnRows: Int?

    func validate() throws {
        if let learnRows, learnRows < 1 { throw ValidationError("--learn-rows is \(learnRows). Give at least 1.") }
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads is \(threads). Give 1 to 1024.")
        }
    }

    /// One of the options that was given.
    var given: String? {
        let options = [
            (rows != nil, "--rows"), (threads != nil, "--threads"), (learnRows != nil, "--learn-rows"),
        ]
        return options.first(where: \.0)?.1
    }
}

extension AskCommand {
    /// Answers row by row as they are read, block by block on all cores, in the order of the file.
    func answerEveryRow(_ question: CausalQuestion, _ changes: [String: CausalQuestion.Adjustment]) async throws {
        guard let path = every.rows ?? data else { throw ValidationError("Give the rows with --rows or --data.") }
        guard !identify, !refute, format != .html else {
            throw ValidationError(
                "Answers for every row are lines of CSV or JSON; leave out --identify, --refute and --format html.")
        }
        let output = try Output(result.output, sparing: readFiles)
        let answering = try rowCounterfactuals(question, changes)
        try InputFile.check(path, as: "data file")
        let stream = RowStream(
            path: path, kinds: answering.kinds, model: answering.model,
            lines: try RowAnswerLines(answering.model, form: format == .json ? .json : .csv),
            threads: every.threads ?? ProcessInfo.processInfo.activeProcessorCount, file: try output.stream())
        let marks = try await answered(stream)
        if let note = marks.note(isLearnt: answering.model.isLearnt) { talk.note(note) }
    }

    private func answered(_ stream: RowStream) async throws -> RowMarks {
        let progress = CountLine(of: "rows", talk: talk)
        defer { progress.finish() }
        return try await Interruption.cancelling { try await stream.run { progress.add($0) } }
    }

    /// The model, and what its columns hold in a file.
    private func rowCounterfactuals(
        _ question: CausalQuestion, _ changes: [String: CausalQuestion.Adjustment]
    ) throws -> (model: RowCounterfactuals, kinds: [String: TableReader.Kind]) {
        if let model {
            let file = try CausalModelFile(text: try GraphArgument.text(of: model, as: "model"), name: model)
            talk.remark("model: \(model)")
            try draw(GraphPicture(file.graph, roles: question.roles))
            let answering = try RowCounterfactuals(file, under: changes, seed: seed)
            let kinds = answering.needed.map { ($0, answering.isNumber($0) ? TableReader.Kind.number : .text) }
            return (answering, Dictionary(uniqueKeysWithValues: kinds))
        }
        guard let graph, let data else { throw ValidationError("Give the rows to learn from with --data.") }
        let document = try GraphArgument.document(graph)
        try draw(GraphPicture(document.graph, roles: question.roles))
        try InputFile.check(data, as: "data file")
        let sample = try LearningSample(path: data, limit: every.learnRows ?? LearningSample.limit, seed: seed)
        talk.remark("data: \(data), \(sample.count.grouped) rows")
        if let note = sample.note { talk.note(note) }
        let table = sample.table
        let options = mechanisms.fitting(draws: 0, seed: seed)
        let model = try FittedCausalModel(document, fittedTo: table, under: changes, options: options)
            .knowing(ranges: sample.ranges)
        if let forms = model.restriction(options) { talk.note("mechanisms were learnt, \(forms).") }
        let kinds = table.columns.map { column -> (String, TableReader.Kind) in
            if case .numbers = column.storage { (column.name, .number) } else { (column.name, .text) }
        }
        return (try RowCounterfactuals(model, under: changes), Dictionary(uniqueKeysWithValues: kinds))
    }
}

/// Rows read block by block, answered on several threads and written in their order.
private struct RowStream: Sendable {
    let path: String
    let kinds: [String: TableReader.Kind]
    let model: RowCounterfactuals
    let lines: RowAnswerLines
    let threads: Int
    let file: FileHandle

    private static let blockRows = 8_192

    /// - Parameter progress: Told of how many more rows are written.
    func run(progress: @Sendable (Int) -> Void) async throws -> RowMarks {
        var reader = TableReader(try CSVReader(path: path), kinds: kinds)
        var marks = RowMarks()
        try file.write(contentsOf: lines.header)
        try await OrderedWork(threads: threads, window: 4 * threads).run {
            let first = reader.rowsRead
            return try reader.next(limit: Self.blockRows).map { (first, $0) }
        } transform: { [model, lines] first, table in
            try Task.checkCancellation()
            let answers = try model.answers(for: table, first: first)
            return (try lines.bytes(of: answers, first: first), RowMarks(answers, first: first))
        } deliver: { bytes, own in
            try file.write(contentsOf: bytes)
            marks.append(own)
            progress(own.rows)
        }
        return marks
    }
}

/// How many rows there are, and how many answers of theirs are missing or marked.
private struct RowMarks: Sendable {
    private(set) var rows = 0
    private var unanswered = 0
    private var marked = 0
    private var example: String?

    init() {}

    init(_ answers: RowCounterfactuals.Answers, first: Int) {
        rows = answers.cautions.count
        for (row, caution) in answers.cautions.enumerated() where !caution.isEmpty {
            let isUnanswered = answers.values.contains { $0[row] == .missing }
            if isUnanswered { unanswered += 1 } else { marked += 1 }
            if example == nil { example = "row \(first + row): \(String(caution.prefix(200)).shownInOneLine)" }
        }
    }

    mutating func append(_ more: RowMarks) {
        rows += more.rows
        unanswered += more.unanswered
        marked += more.marked
        example = example ?? more.example
    }

    func note(isLearnt: Bool) -> String? {
        guard let example else { return nil }
        let doubt =
            isLearnt
            ? (one: "answer is a guess, for a row", more: "answers are guesses, for rows", of: "unlike the data")
            : (one: "answer is for a row", more: "answers are for rows", of: "that the model rules out")
        let parts = [
            unanswered > 0 ? "\(unanswered.grouped) \(unanswered == 1 ? "row has" : "rows have") no answer" : nil,
            marked > 0 ? "\(marked.grouped) \(marked == 1 ? doubt.one : doubt.more) \(doubt.of)" : nil,
        ].compactMap(\.self)
        return "\(parts.joined(separator: ", ")); \(example)."
    }
}
