import Foundation
import OtherwiseCausal

/// A question as a file gives it.
struct WorkedQuestionItem: Decodable {
    static let format =
        "JSON lines with stem, choices (texts), rationales, programs (formulas such as (a + c)/(b + d)), numbers ({\"a\": 1, …}), correctIndex (from 0), and perhaps subject and grade"

    let stem: String
    let choices: [String]
    let rationales: [String]
    let programs: [String]
    let numbers: [String: Double]
    let correctIndex: Int
    let subject: String?
    let grade: Int?

    /// - Throws: `SyntaxError` for a program that cannot be read, `WorkedQuestionError` for what is no question.
    func question() throws -> WorkedQuestion {
        guard programs.count == rationales.count else {
            throw WorkedQuestionError.counts(choices: programs.count, rationales: rationales.count)
        }
        let procedures = try zip(rationales, programs).map {
            Procedure(name: $0, rationale: $0, program: try Expression($1))
        }
        return try WorkedQuestion(
            stem: stem, subject: subject ?? "", grade: grade, numbers: numbers, choices: choices,
            procedures: procedures, correctIndex: correctIndex)
    }

    /// One question per line; one that cannot be read is refused with its line.
    static func questions(in file: CheckItems) throws(SystemError) -> [WorkedQuestion] {
        func bad(_ problem: String) -> SystemError { .badItems(file: file.name, problem: problem, format: format) }
        var questions: [WorkedQuestion] = []
        for (place, line) in file.bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
            do {
                let item = try JSONDecoder().decode(WorkedQuestionItem.self, from: Data(line))
                questions.append(try item.question())
            } catch {
                throw bad("line \(place + 1): \(error is DecodingError ? "it is no question" : "\(error)")")
            }
        }
        guard !questions.isEmpty else { throw bad("it is empty") }
        return questions
    }
}
