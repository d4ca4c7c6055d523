import Foundation
import OtherwiseAudits
import OtherwiseNumerics

/// A question of the published set that three large models can answer, with its right answer and a plausible wrong one,
/// which a model made and which ends after a few tokens.
struct PublishedQuestion: Sendable, Hashable {
    let question: String
    let right: String
    let wrong: String

    /// Those that come with the package: of Natural Questions and of TriviaQA.
    static let all: [PublishedQuestion] = String(decoding: PackageResources.questions_txt, as: UTF8.self)
        .split(separator: "\n").compactMap { line in
            let fields = line.split(separator: "\t").map(String.init)
            guard fields.count == 4 else { return nil }
            return PublishedQuestion(question: fields[1], right: fields[2], wrong: fields[3])
        }

    /// Some of them whose answers are two different words or names, drawn by the seed.
    static func contested(_ count: Int, seed: UInt64) -> [PublishedQuestion] {
        var generator = SeededGenerator(seed: seed).split(28)
        return all.filter(\.isContested).shuffled(using: &generator).prefix(count).map(\.self)
    }

    private var isContested: Bool {
        let (right, wrong) = (right.lowercased(), wrong.lowercased())
        return [right, wrong].allSatisfy { $0.count > 2 && !$0.contains(where: \.isNumber) }
            && !right.contains(wrong) && !wrong.contains(right)
    }
}
