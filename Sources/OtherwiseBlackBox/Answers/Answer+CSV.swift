import OtherwiseCSV
import OtherwiseModels

extension Answer {
    /// Reads a header and one record per row: `outcome`, `score_CLASS` for each class, or both; other columns are
    /// ignored, and a lone column is the outcome whatever its name.
    ///
    /// - Throws: `ModelError`; `.refused` for a lone column `error`, `.badAnswer` for anything else.
    init(csv bytes: [UInt8]) throws(ModelError) {
        var (header, records): ([String], [CSVRecord]) = ([], [])
        do throws(CSVError) {
            var reader = try CSVReader(bytes: bytes)
            header = reader.header
            while let record = try reader.next() { records.append(record) }
        } catch {
            throw .notAnAnswer(bytes, form: "CSV: a header, a record per row and an empty line")
        }
        let columns = AnswerColumns(header)
        if let message = columns.message(in: records) { throw .refused(message) }
        guard columns.outcome != nil || !columns.scores.isEmpty else { throw .noColumns(header) }
        self.init(count: records.count, outcomes: columns.outcomes(in: records), scores: columns.scores(in: records))
    }
}

/// Which columns of an answer hold what.
private struct AnswerColumns {
    let outcome: Int?
    let scores: [(position: Int, label: String)]
    private let isError: Bool

    init(_ header: [String]) {
        scores = header.enumerated().compactMap { position, name in
            name.hasPrefix("score_") ? (position, String(name.dropFirst("score_".count))) : nil
        }
        outcome = header.firstIndex(of: "outcome") ?? (header.count == 1 && scores.isEmpty ? 0 : nil)
        isError = header == ["error"]
    }

    func message(in records: [CSVRecord]) -> String? {
        isError ? records.first?.string(at: 0) ?? "no reason given" : nil
    }

    /// Numbers where all of them are and there are no scores.
    func outcomes(in records: [CSVRecord]) -> Answer.Outcomes? {
        guard let outcome else { return nil }
        let numbers = records.map { $0.number(at: outcome) }
        if scores.isEmpty, !numbers.contains(nil) { return .numbers(numbers.compactMap(\.self)) }
        return .labels(records.map { $0.bytes(at: outcome).isEmpty ? nil : $0.string(at: outcome) })
    }

    func scores(in records: [CSVRecord]) -> Answer.Scores? {
        guard !scores.isEmpty else { return nil }
        let values = records.flatMap { record in scores.map { record.number(at: $0.position) ?? .nan } }
        return Answer.Scores(classes: scores.map(\.label), width: scores.count, values: values)
    }
}

extension ModelError {
    fileprivate static func noColumns(_ header: [String]) -> ModelError {
        ModelError(
            .badAnswer, "Its answer has the columns \(header.prefix(8).joined(separator: ", "))",
            hint: "Call them outcome, and score_CLASS for each class")
    }
}
