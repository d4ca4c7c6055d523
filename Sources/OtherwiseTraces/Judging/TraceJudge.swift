import OtherwiseCore
public import OtherwiseModels

/// Asks a language model which step of a failed run decided it.
///
/// Its answers are read strictly: what cannot be used is asked for again, at most twice, with what was wrong with it.
public struct TraceJudge: Sendable {
    /// What is asked.
    public let model: any TextGenerator
    /// What it is asked.
    public var method = JudgingMethod.a2p
    /// Whether the model is told the right final answer, where the trace has it.
    public var revealsAnswer = true
    /// Characters of a log that are shown at once; a longer one is read in parts that overlap by 3 steps. A model that
    /// cannot hold as many is shown half, and so on.
    public var logCharacters = 48_000
    /// Characters of one step; a longer one is cut in its middle.
    public var stepCharacters = 1200
    /// The most tokens of one answer.
    public var maximumTokens = 2048

    /// What any model can hold.
    private static let fewestCharacters = 1000
    static let overlap = 3
    static let retries = 2

    /// - Parameters:
    ///   - model: What is asked.
    ///   - method: What it is asked.
    public init(_ model: any TextGenerator, method: JudgingMethod = .a2p) {
        self.model = model
        self.method = method
    }

    /// What the model says of one run, asked once or several times.
    ///
    /// - Parameters:
    ///   - runs: How often the model is asked; more than once it draws its answers, with seeds counted from `seed`.
    ///   - temperature: Of the draws, at least 0.
    ///   - seed: Of the first draw.
    /// - Throws: `TraceError.noSteps`; what the model throws.
    public func blame(
        for trace: Trace, runs: Int = 1, temperature: Double = drawingTemperature, seed: UInt64 = 0
    ) async throws -> JudgedBlame {
        var verdicts: [Verdict] = []
        for run in 0..<max(runs, 1) {
            let sampling = runs > 1 ? Sampling(temperature: temperature, seed: seed &+ UInt64(run)) : .greedy
            verdicts.append(try await verdict(on: trace, sampling))
        }
        return JudgedBlame(trace: trace, method: method, verdicts: verdicts)
    }

    /// What the model says when it is asked once.
    ///
    /// - Throws: `TraceError.noSteps`; what the model throws.
    public func verdict(on trace: Trace, _ sampling: Sampling = .greedy) async throws -> Verdict {
        guard !trace.steps.isEmpty else {
            throw TraceError(.noSteps, "the trace '\(trace.id)' has no steps", hint: "Give one with at least one step")
        }
        do {
            return try await hear(trace, GenerationSettings(maximumTokens: maximumTokens, sampling: sampling))
        } catch let error as ModelError where error.code == .contextTooLong && logCharacters > Self.fewestCharacters {
            var smaller = self
            smaller.logCharacters = logCharacters / 2
            smaller.stepCharacters = min(stepCharacters, smaller.logCharacters / 8)
            return try await smaller.verdict(on: trace, sampling)
        }
    }

    private func hear(_ trace: Trace, _ settings: GenerationSettings) async throws -> Verdict {
        var hearing = Hearing(trace, self, settings)
        switch method {
        case .a2p: return try await hearing.a2p()
        case .allAtOnce: return try await hearing.allAtOnce()
        case .stepByStep: return try await hearing.stepByStep()
        case .binarySearch: return try await hearing.binarySearch()
        }
    }
}

extension TraceJudge {
    /// An answer that can be used whatever the question, in the place of one that is not known: for counting questions.
    ///
    /// It names the first step that the question shows, sees no errors and takes first halves.
    public static func placeholder(for prompt: Prompt) -> String {
        var text = ""
        if case .chat(let messages) = prompt { text = messages.first?.content ?? "" }
        let step = text.firstMatch(of: #/\nStep (\d+) - /#).map { "\($0.output.1)" } ?? "0"
        return """
            {"candidates": [{"step": \(step), "succeeds": false}], "step": \(step), "error": false, "half": "first"}
            """
    }
}

/// One asking about one trace.
struct Hearing {
    let trace: Trace
    let judge: TraceJudge
    private let settings: GenerationSettings
    let lines: [String]
    private(set) var questions = 0
    private(set) var wasAskedAgain = false

    init(_ trace: Trace, _ judge: TraceJudge, _ settings: GenerationSettings) {
        (self.trace, self.judge, self.settings) = (trace, judge, settings)
        lines = trace.numberedSteps(characters: judge.stepCharacters)
    }

    var steps: Range<Int> { lines.indices }

    /// Asks until an answer can be used.
    ///
    /// - Parameter read: Throws what is wrong with an answer.
    /// - Returns: `nil` where no answer could be used.
    mutating func ask<Result>(
        _ question: String, about log: String, _ read: (JudgeAnswer) throws(JudgeAnswer.Problem) -> Result
    ) async throws -> Result? {
        let frame = JudgeQuestions.frame(trace, revealsAnswer: judge.revealsAnswer, log: log)
        var messages = [ChatMessage(.user, frame + question)]
        for attempt in 0...TraceJudge.retries {
            questions += 1
            if attempt > 0 { wasAskedAgain = true }
            let text = try await judge.model.text(after: .chat(messages), settings).text
            do throws(JudgeAnswer.Problem) {
                return try read(JudgeAnswer(text))
            } catch {
                messages += [ChatMessage(.assistant, text), ChatMessage(.user, JudgeQuestions.again(error.words))]
            }
        }
        return nil
    }

    func verdict(
        _ step: Int?, agent: String? = nil, _ reason: String, candidates: [Verdict.Candidate] = [],
        _ reading: Verdict.Reading? = nil
    ) -> Verdict {
        let isOther = step.map { step in agent.map { !trace.steps[step].agent.isSame(as: $0) } ?? false } ?? false
        return Verdict(
            step: step, reason: reason, candidates: candidates,
            reading: reading ?? (wasAskedAgain ? .askedAgain : .first), namesOtherAgent: isOther, questions: questions)
    }

    static let nothingUsable = "no answer could be used"
}

extension String {
    fileprivate func isSame(as other: String) -> Bool {
        lowercased().filter { !$0.isWhitespace } == other.lowercased().filter { !$0.isWhitespace }
    }
}
