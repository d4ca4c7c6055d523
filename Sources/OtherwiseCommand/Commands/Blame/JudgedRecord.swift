import OtherwiseCore
import OtherwiseTraces

/// What a language model says of one run, for programs.
struct JudgedRecord: Encodable {
    struct Step: Encodable {
        let step: Int
        let agent: String
        /// The share of askings in which it was named.
        let share: Double
        /// The 95% interval, where the model was asked more than once.
        @OrNull var interval: [Double]?
    }

    struct Asking: Encodable {
        @OrNull var step: Int?
        let reason: String
        let reading: Verdict.Reading
        let namesOtherAgent: Bool
        /// Whether some single step would have saved the run; `null` where the method does not predict.
        @OrNull var isDecisive: Bool?
        let candidates: [Candidate]
        let questions: Int
    }

    struct Candidate: Encodable {
        let step: Int
        let causes, correction, prediction: String
        let succeeds: Bool
        @OrNull var probability: Double?
    }

    let schema = "otherwise.judged-blame/1"
    let trace: String
    let method: JudgingMethod
    /// `null` where no step was named.
    @OrNull var step: Int?
    @OrNull var agent: String?
    let ranking: [Step]
    let askings: [Asking]
    @OrNull var labelledStep: Int?
    @OrNull var labelledAgent: String?
    /// What could not be read of the run, in sentences.
    let notes: [String]
    let provenance: Provenance

    init(_ blame: JudgedBlame, _ provenance: Provenance) {
        trace = blame.trace.id
        method = blame.method
        self.provenance = provenance
        step = blame.answer
        agent = blame.answer.map { blame.trace.steps[$0].agent }
        ranking = blame.ranking.map { entry in
            Step(
                step: entry.step, agent: blame.trace.steps[entry.step].agent, share: entry.share,
                interval: entry.interval.map { [$0.lowerBound, $0.upperBound] })
        }
        askings = blame.verdicts.map(Asking.init)
        labelledStep = blame.trace.label?.step
        labelledAgent = blame.trace.label?.agent
        notes = blame.trace.notes
    }
}

/// What came of asking about one run, for programs.
struct JudgedRunRecord: Encodable {
    let run: JudgedRun
    let provenance: Provenance

    func encode(to encoder: any Encoder) throws {
        switch run {
        case .judged(let blame): try JudgedRecord(blame, provenance).encode(to: encoder)
        case .failed(let trace, let method, let error):
            try UnjudgedRecord(trace: trace.id, method: method, error: .init(error), provenance: provenance)
                .encode(to: encoder)
        }
    }
}

/// A run that could not be judged, for programs.
private struct UnjudgedRecord: Encodable {
    let schema = "otherwise.judged-blame/1"
    let trace: String
    let method: JudgingMethod
    let error: FailureRecord
    let provenance: Provenance
}

/// Why a run could not be judged, for programs.
struct FailureRecord: Encodable {
    /// The error's type and code.
    let code: String
    let message: String

    init(_ error: some CodedError) {
        code = "\(type(of: error)).\(error.code)"
        message = "\(error)"
    }
}

extension JudgedRecord.Asking {
    fileprivate init(_ verdict: Verdict) {
        self.init(
            step: verdict.step, reason: verdict.reason, reading: verdict.reading,
            namesOtherAgent: verdict.namesOtherAgent, isDecisive: verdict.isDecisive,
            candidates: verdict.candidates.map { candidate in
                JudgedRecord.Candidate(
                    step: candidate.step, causes: candidate.causes, correction: candidate.correction,
                    prediction: candidate.prediction, succeeds: candidate.succeeds, probability: candidate.probability)
            }, questions: verdict.questions)
    }
}
