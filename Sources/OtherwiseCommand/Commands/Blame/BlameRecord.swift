import OtherwiseCore
import OtherwiseNumerics
import OtherwiseTraces

/// The blame of one run, for programs.
struct BlameRecord: Encodable {
    struct Step: Encodable {
        let step: Int
        let agent: String
        /// The probability of success with this step alone done right.
        let success: Double
        /// The 95% interval, where the repair was run more than once.
        @OrNull var interval: [Double]?
        /// The Shapley value, and its standard error where orders were sampled.
        @OrNull var contribution: Double?
        @OrNull var standardError: Double?
    }

    let schema = "otherwise.blame/1"
    let trace: String
    /// `null` where no single step decided the failure.
    @OrNull var decisive: Int?
    let steps: [Step]
    let ranking: [Int]
    let minimalRepairs: [[Int]]
    let runs: Int
    @OrNull var labelledStep: Int?
    @OrNull var labelledAgent: String?
    /// What could not be read of the run, in sentences.
    let notes: [String]

    init(_ blame: Blame) {
        trace = blame.trace.id
        decisive = blame.attribution.decisive
        steps = blame.trace.steps.indices.map { step in
            Step(
                step: step, agent: blame.trace.steps[step].agent, success: blame.attribution.success[step],
                interval: blame.interval(of: step).map { [$0.lowerBound, $0.upperBound] },
                contribution: blame.contributions?.values[step],
                standardError: blame.contributions?.standardErrors[step])
        }
        ranking = blame.attribution.ranking
        minimalRepairs = blame.minimalRepairs.map { $0.sorted() }
        runs = blame.runs
        labelledStep = blame.trace.label?.step
        labelledAgent = blame.trace.label?.agent
        notes = blame.trace.notes
    }
}

/// What came of running one trace again, for programs.
enum ReplayedRecord: Encodable {
    case blamed(BlameRecord)
    case failed(Failure)

    struct Failure: Encodable {
        let schema = "otherwise.blame/1"
        let trace: String
        let error: FailureRecord
    }

    init(_ run: ReplayedRun) {
        switch run {
        case .blamed(let blame): self = .blamed(BlameRecord(blame))
        case .failed(let trace, let error): self = .failed(Failure(trace: trace.id, error: FailureRecord(error)))
        }
    }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .blamed(let record): try record.encode(to: encoder)
        case .failed(let failure): try failure.encode(to: encoder)
        }
    }
}
