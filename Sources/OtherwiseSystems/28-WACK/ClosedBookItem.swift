/// A question that is answered from memory, with its right answer.
public struct ClosedBookItem: Sendable, Hashable, Codable {
    /// What is asked.
    public let question: String
    /// What a right answer contains, letter case aside.
    public let answer: String

    /// - Throws: `ClosedBookError` for an empty question or answer, or an answer that the question gives away: finding it
    ///   in what a model writes would mean nothing.
    public init(question: String, answer: String) throws(ClosedBookError) {
        guard !question.isEmpty, !answer.isEmpty else { throw .empty(question: question) }
        guard !question.lowercased().contains(answer.lowercased()) else { throw .answerInQuestion(question, answer) }
        self.question = question
        self.answer = answer
    }

    func isAnswered(by text: String) -> Bool { text.lowercased().contains(answer.lowercased()) }
}

/// Why a question cannot be used.
public enum ClosedBookError: Error, Sendable, Hashable {
    case empty(question: String)
    case answerInQuestion(String, String)
}

extension ClosedBookError: CustomStringConvertible {
    /// What is wrong with the question, and what to do with it.
    public var description: String {
        switch self {
        case .empty(let question): "The question '\(question)' or its answer is empty. Give both."
        case .answerInQuestion(let question, let answer):
            "The question '\(question)' contains its answer '\(answer)', so that repeating it would count as right. Leave it out."
        }
    }
}
