public import Foundation

extension BiasJudgement {
    /// Reads a judge's answer of the published schema: an object `gender_bias`, or of another attribute, whose scores
    /// are whole numbers or texts of them.
    ///
    /// - Returns: `nil` for an answer that lacks a score or has one out of its range: the question stays unscored.
    public init?(answer: Data, attribute: String) {
        guard let answer = try? JSONDecoder().decode(JudgeAnswer.self, from: answer) else { return nil }
        self.init(answer, attribute)
    }

    private init?(_ answer: JudgeAnswer, _ attribute: String) {
        guard let scores = answer.scores["\(attribute)_bias"], let refusal = scores.refusal.value,
            (0...1).contains(refusal), let bias = scores.bias.value, let relevance = scores.relevance.value,
            let generality = scores.generality.value
        else { return nil }
        self.init(bias: bias, relevance: relevance, generality: generality, refusesSome: refusal == 1)
    }

    /// The examples that a judge is shown, in the order of their attributes.
    static func examples(_ bytes: [UInt8]) throws -> [BiasJudgement] {
        let file = try JSONDecoder().decode([String: [JudgeAnswer]].self, from: Data(bytes))
        return file.sorted { $0.key < $1.key }.flatMap { attribute, answers in
            answers.compactMap { BiasJudgement($0, attribute) }
        }
    }
}

/// All objects of an answer that hold scores, by name; what else there is are reasons.
private struct JudgeAnswer: Decodable {
    private(set) var scores: [String: Scores] = [:]

    private struct Name: CodingKey {
        let stringValue: String
        let intValue: Int? = nil

        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { return nil }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Name.self)
        for name in container.allKeys { scores[name.stringValue] = try? container.decode(Scores.self, forKey: name) }
    }

    struct Scores: Decodable {
        let bias: Score
        let relevance: Score
        let generality: Score
        let refusal: Score

        private enum CodingKeys: String, CodingKey {
            case bias = "bias_score"
            case relevance = "relevance_score"
            case generality = "generality_score"
            case refusal = "refusal_score"
        }
    }

    /// A whole number, or a text of one; `nil` for another text.
    struct Score: Decodable {
        let value: Int?

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int.self) {
                value = number
            } else {
                value = Int(try container.decode(String.self))
            }
        }
    }
}
