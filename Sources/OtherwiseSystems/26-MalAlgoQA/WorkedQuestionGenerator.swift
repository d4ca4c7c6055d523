import Foundation
import OtherwiseCausal
import OtherwiseNumerics

/// Makes questions whose four answers differ, the same ones for the same seed.
struct WorkedQuestionGenerator {
    private var generator: SeededGenerator

    /// How many draws are tried for one question before it is given up.
    private static let attempts = 10_000

    init(_ generator: SeededGenerator) { self.generator = generator }

    mutating func questions(_ kinds: [ProblemKind], each count: Int) -> [WorkedQuestion] {
        kinds.flatMap { kind in (0..<count).compactMap { _ in question(kind) } }
    }

    /// - Returns: `nil` where none of 10,000 draws passes the gates.
    mutating func question(_ kind: ProblemKind) -> WorkedQuestion? {
        for _ in 0..<Self.attempts {
            let numbers = Dictionary(
                uniqueKeysWithValues: kind.ranges.map { ($0.name, Double(Int.random(in: $0.range, using: &generator))) }
            )
            guard kind.condition.map({ $0.value(numbers) != 0 }) ?? true else { continue }
            let procedures = (kind.right + kind.wrong.shuffled(using: &generator).prefix(3)).shuffled(using: &generator)
            if let question = question(kind, numbers, procedures) { return question }
        }
        return nil
    }

    private func question(
        _ kind: ProblemKind, _ numbers: [String: Double], _ procedures: [Procedure]
    ) -> WorkedQuestion? {
        let results = procedures.compactMap { $0.answer(numbers) }.filter { kind.allowsNegative || $0 >= 0 }
        let choices = results.compactMap { AnswerText.write($0, kind.style) }
        guard choices.count == procedures.count, let right = procedures.firstIndex(where: kind.right.contains) else {
            return nil
        }
        let stem = numbers.reduce(kind.stem) { text, number in
            text.replacingOccurrences(of: "{\(number.key)}", with: "\(Int(number.value))")
        }
        return try? WorkedQuestion(
            stem: stem, subject: kind.subject, grade: kind.grade, numbers: numbers, choices: choices,
            procedures: procedures, correctIndex: right)
    }
}
