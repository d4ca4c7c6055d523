import OtherwiseCore

/// A question with several answers, each with the line of reasoning that leads to it; one of them is right.
public struct WorkedQuestion: Sendable, Hashable {
    /// What is asked.
    public let stem: String
    /// Such as `fractions`.
    public let subject: String
    /// Of the pupils that it is for.
    public let grade: Int?
    /// The numbers of the question, by the names that the procedures call them.
    public let numbers: [String: Double]
    /// The answers as they are written, `[choices]`.
    public let choices: [String]
    /// What leads to each, `[choices]`.
    public let procedures: [Procedure]
    /// The right choice, from 0.
    public let correctIndex: Int
    /// What each choice is, as a number, `[choices]`.
    let values: [Double]
    /// What each procedure gives, `[choices]`.
    let results: [Double]

    /// - Throws: `WorkedQuestionError` for choices or rationales that are not distinct, an answer that is no number, a
    ///   procedure without an answer, or one that leads to another answer than its own.
    public init(
        stem: String, subject: String, grade: Int? = nil, numbers: [String: Double], choices: [String],
        procedures: [Procedure], correctIndex: Int
    ) throws(WorkedQuestionError) {
        guard choices.count == procedures.count, choices.count >= 2 else {
            throw .counts(choices: choices.count, rationales: procedures.count)
        }
        guard choices.indices.contains(correctIndex) else { throw .noSuchChoice(correctIndex, of: choices.count) }
        if let twice = procedures.map(\.rationale).firstDuplicate { throw .sameRationale(twice) }
        var (values, results): ([Double], [Double]) = ([], [])
        for (choice, procedure) in zip(choices, procedures) {
            guard let value = AnswerText.read(choice) else { throw .notANumber(choice) }
            guard let result = procedure.answer(numbers) else { throw .noResult(procedure.rationale) }
            guard result.isSameAnswer(as: value) else { throw .otherResult(procedure.rationale, result, choice) }
            guard !values.contains(where: value.isSameAnswer) else { throw .sameChoice(choice) }
            values.append(value)
            results.append(result)
        }
        (self.stem, self.subject, self.grade, self.numbers) = (stem, subject, grade, numbers)
        (self.choices, self.procedures, self.correctIndex) = (choices, procedures, correctIndex)
        (self.values, self.results) = (values, results)
    }
}

/// Why a question cannot be asked.
public enum WorkedQuestionError: Error, Sendable, Hashable {
    case counts(choices: Int, rationales: Int)
    case noSuchChoice(Int, of: Int)
    case sameRationale(String)
    case sameChoice(String)
    case notANumber(String)
    case noResult(String)
    case otherResult(String, Double, String)
}

extension WorkedQuestionError: CustomStringConvertible {
    /// What is wrong, and what a question needs.
    public var description: String {
        switch self {
        case .counts(let choices, let rationales):
            "there are \(choices) choices and \(rationales) rationales; give a rationale for each of two or more choices"
        case .noSuchChoice(let index, let count):
            "the right choice is number \(index) of \(count), counted from 0; name one that there is"
        case .sameRationale(let text): "the rationale '\(text)' is there twice; each choice needs its own"
        case .sameChoice(let text):
            "the choice '\(text)' is there twice, perhaps written otherwise; choices must differ"
        case .notANumber(let text): "the choice '\(text)' is no number; write 12, -3, 0.75, 7/12 or 2 1/3"
        case .noResult(let text):
            "the program of '\(text)' has no result; does it divide by 0, or use a number without a name?"
        case .otherResult(let text, let result, let choice):
            "the program of '\(text)' gives \(result), but its choice is '\(choice)'"
        }
    }
}
