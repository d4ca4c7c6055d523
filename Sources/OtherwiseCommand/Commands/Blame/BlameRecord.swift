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
        /// The success that the repair adds to what is reached without any, where both were run more than once.
        @OrNull var effect: Double?
        /// Its 95% interval.
        @OrNull var effectInterval: [Double]?
        /// Of no effect, by Holm's correction over the steps.
        @OrNull var pValue: Double?
        /// The Shapley value, and its standard error where orders were sampled.
        @OrNull var contribution: Double?
        @OrNull var standardError: Double?
    }

    let schema = "otherwise.blame/1"
    let trace: String
    /// Whether it failed again without any repair.
    let isReproduced = true
    let unrepaired: UnrepairedRecord
    /// `null` where no single step decided the failure, or none by more than luck.
    @OrNull var decisive: Int?
    let steps: [Step]
    let ranking: [Int]
    let minimalRepairs: [[Int]]
    /// Every set of at most so many steps was repaired, but those that hold one of `minimalRepairs`.
    let searchedUpTo: Int
    /// Whether that is true of all sets.
    let isSearchComplete: Bool
    let runs: Int
    @OrNull var labelledStep: Int?
    @OrNull var labelledAgent: String?
    /// What could not be read of the run, in sentences.
    let notes: [String]

    init(_ blame: Blame) {
        trace = blame.trace.id
        decisive = blame.attribution.decisive
        unrepaired = UnrepairedRecord(blame.attribution.unrepaired, blame.unrepairedInterval)
        let effects = blame.attribution.effects.map { Optional($0) },
            none = blame.trace.steps.map { _ in nil as RepairEffect? }
        steps = zip(blame.trace.steps.indices, effects.isEmpty ? none : effects).map { step, effect in
            Step(
                step: step, agent: blame.trace.steps[step].agent, success: blame.attribution.success[step],
                interval: blame.interval(of: step).map { [$0.lowerBound, $0.upperBound] },
                effect: effect?.difference,
                effectInterval: effect?.interval.map { [$0.lowerBound, $0.upperBound] },
                pValue: effect == nil ? nil : blame.attribution.pValues[step],
                contribution: blame.contributions?.values[step],
                standardError: blame.contributions?.standardErrors[step])
        }
        ranking = blame.attribution.ranking
        minimalRepairs = blame.minimalRepairs.map { $0.sorted() }
        searchedUpTo = blame.repairs.searchedUpTo
        isSearchComplete = blame.repairs.isComplete
        runs = blame.runs
        labelledStep = blame.trace.label?.step
        labelledAgent = blame.trace.label?.agent
        notes = blame.trace.notes
    }
}

/// What is reached without any repair, for programs.
struct UnrepairedRecord: Encodable {
    /// The share of runs that succeed.
    let success: Double
    /// The 95% interval, where it was run more than once.
    @OrNull var interval: [Double]?

    init(_ success: Double, _ interval: ClosedRange<Double>?) {
        self.success = success
        self.interval = interval.map { [$0.lowerBound, $0.upperBound] }
    }
}

/// A run that did not fail again, for programs: nothing is to blame.
struct UnreproducedRecord: Encodable {
    let schema = "otherwise.blame/1"
    let trace: String
    let isReproduced = false
    let unrepaired: UnrepairedRecord
    @OrNull var decisive: Int?
    let minimalRepairs: [[Int]] = []
    let runs: Int
    let notes: [String]

    init(_ trace: Trace, _ success: Double, _ runs: Int) {
        (self.trace, self.runs, notes) = (trace.id, runs, trace.notes)
        let interval = runs > 1 ? WilsonInterval.of(success * Double(runs), outOf: runs) : nil
        unrepaired = UnrepairedRecord(success, interval)
        decisive = nil
    }
}

/// What came of running one trace again, for programs.
enum ReplayedRecord: Encodable {
    case blamed(BlameRecord)
    case notReproduced(UnreproducedRecord)
    case failed(Failure)

    struct Failure: Encodable {
        let schema = "otherwise.blame/1"
        let trace: String
        let error: FailureRecord
    }

    init(_ run: ReplayedRun) {
        switch run {
        case .blamed(let blame): self = .blamed(BlameRecord(blame))
        case .notReproduced(let trace, let success, let runs):
            self = .notReproduced(UnreproducedRecord(trace, success, runs))
        case .failed(let trace, let error): self = .failed(Failure(trace: trace.id, error: FailureRecord(error)))
        }
    }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .blamed(let record): try record.encode(to: encoder)
        case .notReproduced(let record): try record.encode(to: encoder)
        case .failed(let failure): try failure.encode(to: encoder)
        }
    }
}
