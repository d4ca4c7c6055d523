import OtherwiseCore
import OtherwiseModels

/// What a model's answers mean.
struct AnswerReading: Sendable, Hashable {
    let output: ModelOutput

    /// - Parameters:
    ///   - rows: The number of rows that were asked about.
    ///   - classes: The classes if they are known, in the order of scores without names.
    /// - Throws: `ModelError` for answers that tell neither a class nor a number, or are about another number of rows.
    init(learningFrom answer: Answer, about rows: Int, classes: [String]?) throws(ModelError) {
        guard answer.count == rows else { throw .wrongCount(answer.count, expected: rows) }
        if let classes {
            output = .classes(classes)
        } else if let scores = answer.scores {
            output = .classes(scores.classes ?? (0..<scores.width).map(String.init))
        } else if case .labels(let labels) = answer.outcomes {
            output = .classes(Set(labels.compactMap(\.self)).sorted())
        } else if case .numbers(let numbers) = answer.outcomes, !numbers.isEmpty, numbers.allSatisfy(\.isNaN) {
            throw .noOutcome(numbers.count)
        } else {
            output = .number
        }
        if case .classes(let known) = output, known.isEmpty { throw .noClasses }
        if case .classes(let known) = output, let twice = known.firstDuplicate {
            throw .repeatedClass(twice)
        }
    }

    /// What becomes of a row without an outcome, or with a score that is no number.
    enum Gaps: Sendable {
        /// It is an error.
        case refused
        /// Its scores are NaN.
        case marked
    }

    /// The outcomes of `rows`, about which the model answered.
    ///
    /// - Throws: `ModelError`; `.badAnswer` for another number of rows, an unknown class or a class without scores,
    ///   `.invalidValue` for a row without outcome or with a score that is no number, where that is refused.
    func predictions(
        from answer: Answer, about rows: Table, gaps: Gaps = .refused
    ) throws(ModelError) -> Predictions {
        guard answer.count == rows.count else { throw .wrongCount(answer.count, expected: rows.count) }
        guard case .classes(let classes) = output else {
            return Predictions(output: output, labels: [], scores: try numbers(in: answer, about: rows, gaps))
        }
        let scores = try answer.scores.map { scores throws(ModelError) in
            try matrix(scores, of: classes, about: rows, gaps)
        }
        let labels = try answer.outcomes.map { outcomes throws(ModelError) in
            try positions(of: outcomes, among: classes, about: rows, gaps)
        }
        return Predictions(completing: classes, labels: labels?.map { $0 ?? 0 }, scores: scores)
            .marking(labels?.indices.filter { labels?[$0] == nil } ?? [])
    }

    private func numbers(in answer: Answer, about rows: Table, _ gaps: Gaps) throws(ModelError) -> [Double] {
        guard case .numbers(let numbers) = answer.outcomes, answer.scores == nil else { throw .notANumber }
        if gaps == .refused, let row = numbers.firstIndex(where: { !$0.isFinite }) {
            throw .notFinite("The outcome", numbers[row], about: rows, row: row)
        }
        return numbers.map { $0.isFinite ? $0 : .nan }
    }

    /// The scores in the order of `classes`, `[rows × classes]`.
    private func matrix(
        _ scores: Answer.Scores, of classes: [String], about rows: Table, _ gaps: Gaps
    ) throws(ModelError) -> [Double] {
        let names = scores.classes ?? (scores.width == classes.count ? classes : nil)
        guard let names else { throw .wrongWidth(scores.width, classes: classes) }
        if let stranger = names.first(where: { !classes.contains($0) }) { throw .unknownClass(stranger, classes) }
        let columns = try classes.map { name throws(ModelError) in
            guard let column = names.firstIndex(of: name) else { throw .noScore(of: name, among: names) }
            return column
        }
        var values: [Double] = []
        values.reserveCapacity(scores.values.count)
        for row in 0..<rows.count {
            for (name, column) in zip(classes, columns) {
                let score = scores.values[row * scores.width + column]
                guard score.isFinite || gaps == .marked else {
                    throw .notFinite("The score of '\(name)'", score, about: rows, row: row)
                }
                values.append(score.isFinite ? score : .nan)
            }
        }
        return values
    }

    /// - Returns: `nil` for a row without an outcome.
    private func positions(
        of outcomes: Answer.Outcomes, among classes: [String], about rows: Table, _ gaps: Gaps
    ) throws(ModelError) -> [Int?] {
        let known = Dictionary(zip(classes, classes.indices), uniquingKeysWith: { first, _ in first })
        let labels: [String?] =
            switch outcomes {
            case .labels(let labels): labels
            case .numbers(let numbers): numbers.map { $0.isNaN ? nil : $0.plain }
            }
        var positions: [Int?] = []
        positions.reserveCapacity(labels.count)
        for (row, label) in labels.enumerated() {
            guard let label else {
                guard gaps == .marked else { throw .notFinite("The outcome", .nan, about: rows, row: row) }
                positions.append(nil)
                continue
            }
            guard let position = known[label] else { throw .unknownClass(label, classes) }
            positions.append(position)
        }
        return positions
    }
}

extension ModelError {
    fileprivate static func repeatedClass(_ name: String) -> ModelError {
        ModelError(.badAnswer, "The class '\(name)' is told twice", hint: "Give every class a name of its own")
    }

    fileprivate static let noClasses = ModelError(
        .badAnswer, "It answered with no class at all", hint: "Return an outcome, or the scores of the classes")

    fileprivate static func noOutcome(_ rows: Int) -> ModelError {
        ModelError(
            .badAnswer,
            "It answered with no outcome at all: null, or NaN, for \(rows == 1 ? "the row" : "all \(rows) rows")",
            hint: "Return a number or a class for every row, or an error in place of the answer")
    }

    fileprivate static let notANumber = ModelError(
        .badAnswer, "It answered first with a number per row and now with something else",
        hint: "Return a number for every row; for a classifier name the classes with --classes")

    fileprivate static func wrongCount(_ found: Int, expected: Int) -> ModelError {
        ModelError(
            .badAnswer, "It answered about \(found) rows, \(expected) were asked about",
            hint: "Return one prediction per row, in their order")
    }

    fileprivate static func wrongWidth(_ width: Int, classes: [String]) -> ModelError {
        ModelError(
            .badAnswer, "It returned \(width) scores per row for \(classes.count) classes",
            hint: "Return one score for each of \(classes.joined(separator: ", ")), or correct --classes")
    }

    fileprivate static func unknownClass(_ name: String, _ classes: [String]) -> ModelError {
        ModelError(
            .badAnswer, "It answered with the class '\(name.prefix(60))', which is none of \(classes.listed)",
            hint: "Name all classes with --classes")
    }

    fileprivate static func noScore(of name: String, among names: [String]) -> ModelError {
        ModelError(
            .badAnswer, "It returned no score of the class '\(name)', only of \(names.listed)",
            hint: "Return the scores of all classes for every row")
    }

    static func notFinite(_ what: String, _ value: Double, about rows: Table, row: Int) -> ModelError {
        let found = value.isNaN ? "missing or not a number" : value.plain
        return ModelError(
            .invalidValue, "\(what) is \(found) for the row with \(rows.words(at: row))",
            hint: "Return a finite number for every row, or an error in place of the answer")
    }
}

extension Predictions {
    /// The same with no score for some of the rows.
    fileprivate func marking(_ rows: [Int]) -> Predictions {
        guard !rows.isEmpty, case .classes(let classes) = output else { return self }
        var scores = scores
        for row in rows { for place in classes.indices { scores[row * classes.count + place] = .nan } }
        return Predictions(output: output, labels: labels, scores: scores)
    }
}

extension [String] {
    /// The first of them, for a message.
    fileprivate var listed: String { prefix(12).joined(separator: ", ") + (count > 12 ? ", …" : "") }
}

extension Table {
    /// The start of a row that exists, for a message.
    func words(at row: Int) -> String {
        columns.prefix(4).map { "\($0.name) \($0[row])" }.joined(separator: ", ") + (columns.count > 4 ? ", …" : "")
    }
}
