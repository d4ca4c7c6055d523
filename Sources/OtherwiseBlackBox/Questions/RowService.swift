import OtherwiseCore
import OtherwiseModels

/// Something that is shown rows and answers about them.
protocol RowService: Sendable {
    /// What errors call it.
    var name: String { get }
    /// Whether it is a process of ours, which is started anew when it has ended.
    var isStartedAnew: Bool { get }

    /// - Parameter attempts: How often something that fails and can be started anew is asked at most.
    /// - Throws: `ModelError`; `CancellationError`.
    func answer(about rows: Table, attempts: Int) async throws -> Answer
}

/// A service, the columns that it is shown, and what its answers were found to mean.
struct LearnedService<Service: RowService>: Sendable {
    let service: Service
    let reading: AnswerReading
    let columns: InputColumns
    private let isolation: RowIsolation

    /// Asks about some rows of `reference`.
    ///
    /// - Parameter names: The columns that the service is shown; `nil` for all but the label.
    init(_ service: Service, classes: [String]?, reference: Table, columns names: [String]?) async throws {
        let sample = try reference.columns(named: names).sample(of: BlackBoxSettings.batchRows)
        self.service = service
        (reading, isolation) = try await naming(service.name) {
            let (answer, rows) = try await RowIsolation.firstAnswer(of: service, about: sample)
            let reading = try AnswerReading(learningFrom: answer, about: rows.count, classes: classes)
            let known = rows.count > 0 ? rows.rows(at: [rows.count - 1]) : nil
            return (reading, RowIsolation(known: known, isStartedAnew: service.isStartedAnew))
        }
        columns = InputColumns(reference, named: names, output: reading.output)
    }

    func predict(_ table: Table) async throws -> Predictions {
        let rows = try table.columns(named: columns.names)
        return try await naming(service.name) {
            try await rows.inBatches(output: reading.output) { batch in
                try reading.predictions(from: await service.answer(about: batch, attempts: 2), about: batch)
            }
        }
    }

    /// Rows without a score, and those that the service fails at, are NaN.
    func predictSparing(_ table: Table) async throws -> Predictions {
        let rows = try table.columns(named: columns.names)
        return try await naming(service.name) {
            try await rows.inBatches(output: reading.output) { batch in
                try await isolation.predictions(about: batch, output: reading.output) { rows, attempts in
                    let answer = try await service.answer(about: rows, attempts: attempts)
                    return try reading.predictions(from: answer, about: rows, gaps: .marked)
                }
            }
        }
    }
}

/// Does some work; its errors say which model they are about.
func naming<Result>(_ name: String, _ work: () async throws -> Result) async throws -> Result {
    do { return try await work() } catch let error as ModelError { throw error.inModel(name) }
}

extension InputColumns {
    /// Those named; else all but the label, the one column that holds just the classes.
    fileprivate init(_ reference: Table, named names: [String]?, output: ModelOutput) {
        let profiles = reference.columnProfiles
        var given = names ?? profiles.map(\.name)
        var label = ""
        if names == nil, case .classes(let classes) = output {
            let labels = profiles.filter { $0.isLabel(among: classes) }.map(\.name)
            if labels.count == 1 {
                given.removeAll { $0 == labels[0] }
                label = "; '\(labels[0])' is taken for the label"
            }
        }
        // What is text in the data is given as text.
        let texts = Set(profiles.filter { !$0.isNumeric }.map(\.name)).intersection(given)
        let note = "the model is given the columns \(given.joined(separator: ", "))\(label)"
        self.init(names: given, textNames: texts, notes: [note])
    }
}
