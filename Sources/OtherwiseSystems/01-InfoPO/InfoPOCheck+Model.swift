import OtherwiseModels
import OtherwiseNumerics
import OtherwiseTraces

/// Part C of the specification: what users leave open, asked for and told; how much the answer informs a model that then
/// repeats it, beside the answer of another user.
extension InfoPOCheck: LanguageModelCheck {
    var modelClaim: String {
        "A language model gains more from the answer that a user gave than from another user's, and exactly nothing from what it is replaced by."
    }

    func findings(seed: UInt64, items: CheckItems?, asking model: AskedModel) async throws -> Findings {
        let inside = try model.opened(for: "The information of turns")
        var generator = SeededGenerator(seed: seed).split(7)
        let details = OpenDetail.onePerTask(using: &generator).prefix(tasks).map(\.self)
        let gains = try await ToldGains(details, GainReader(inside), using: &generator)
        let differences = zip(gains.own, gains.others).map { $0 - $1 }
        let sample = PairedSample(differences)
        let sign = SignTest.pValue(positive: differences.count { $0 > 0 }, negative: differences.count { $0 < 0 })
        return Findings(
            figures: [
                Figure("gain beyond another user's answer, nats per token", sample.mean, .atLeast, 0.2),
                Figure("its p-value, sign test", sign, .atMost, 0.01),
            ],
            controls: [
                Control(
                    "largest gain of an answer that is replaced by itself", gains.same.max() ?? .nan,
                    mustNotReach: .atLeast, 1e-6)
            ],
            readings: [
                reading("gain beyond another user's answer, nats per token", differences, &generator),
                reading("gain of the user's answer over none", gains.own, &generator),
                reading("gain of another user's answer over none", gains.others, &generator),
            ])
    }

    private func reading(_ name: String, _ values: [Double], _ generator: inout SeededGenerator) -> Reading {
        let sample = PairedSample(values)
        return Reading(name, sample.mean, sample.interval(using: &generator))
    }
}

/// What a request leaves open.
private struct OpenDetail {
    let task: String
    let inquiry: String
    let answers: [String]

    private static let all: [OpenDetail] = String(decoding: PackageResources.intentions_txt, as: UTF8.self)
        .split(separator: "\n").compactMap { line in
            let fields = line.split(separator: "\t").map(String.init)
            guard fields.count == 3 else { return nil }
            return OpenDetail(
                task: fields[0], inquiry: fields[1], answers: fields[2].split(separator: "|").map(String.init))
        }

    /// Details of one task are no independent witnesses.
    static func onePerTask(using generator: inout SeededGenerator) -> [OpenDetail] {
        let tasks = Dictionary(grouping: all, by: \.task).sorted { $0.key < $1.key }
        return tasks.compactMap { $0.value.randomElement(using: &generator) }
    }
}

/// What answers inform the model that goes on to repeat the user's, in nats per token.
private struct ToldGains {
    /// Of the user's own answer, of another user's, and of the user's own beside itself, by task.
    private(set) var own: [Double] = [], others: [Double] = [], same: [Double] = []

    init(_ details: [OpenDetail], _ reader: GainReader, using generator: inout SeededGenerator) async throws {
        for (place, detail) in details.enumerated() {
            try Task.checkCancellation()
            let answer = detail.answers.randomElement(using: &generator) ?? ""
            let step = Int.random(in: 1..<max(details.count, 2), using: &generator)
            let stranger = details[(place + step) % details.count].answers.randomElement(using: &generator) ?? ""
            own.append(try await reader.gain(detail, told: answer, repeated: answer))
            others.append(try await reader.gain(detail, told: stranger, repeated: answer))
            same.append(abs(try await reader.gain(detail, told: answer, repeated: answer, placeholder: answer)))
        }
    }
}

/// The information of one answer to a model that goes on to repeat it.
private struct GainReader {
    private let policy: any TokenPolicy
    private let tokenizer: any Tokenizer

    init(_ model: OpenedModel) { (policy, tokenizer) = (model.policy, model.tokenizer) }

    func gain(
        _ detail: OpenDetail, told: String, repeated: String, placeholder: String = "No information found."
    ) async throws -> Double {
        var tokens = self.tokens("Task: \(detail.task)\n", isStart: true)
        func append(_ text: String) -> Range<Int> {
            let start = tokens.count
            tokens += self.tokens(text)
            return start..<tokens.count
        }
        let question = append("Agent: \(detail.inquiry)\nUser:")
        let answer = append(" \(told)")
        let next = append("\nAgent: Then I will go by this: \(repeated)")
        let trajectory = try TokenTrajectory(
            id: detail.task, group: "", tokens: tokens,
            turns: [.init(action: question, feedback: answer), .init(action: next, feedback: nil)], outcome: 0)
        let gain = try await InformationGain(of: trajectory, placeholder: self.tokens(" \(placeholder)"), under: policy)
        return gain.turns[0] ?? .nan
    }

    private func tokens(_ text: String, isStart: Bool = false) -> [Token] {
        tokenizer.tokens(of: text, isStart: isStart, readsMarks: false)
    }
}

extension OpenedModel {
    fileprivate var policy: any TokenPolicy {
        func opened(_ model: some ActivationModel) -> any TokenPolicy { ActivationPolicy(model) }
        return opened(activations)
    }
}
