/// How a language model is asked which step decided a failure.
public enum JudgingMethod: String, Sendable, Hashable, CaseIterable, Codable {
    /// Abduct, act and predict for every suspected step; the earliest whose prediction is success (West et al. 2025).
    case a2p
    /// The whole log, the step at once (Zhang et al. 2025, section 3, as are the two below).
    case allAtOnce = "all-at-once"
    /// The log as it grows, until the model sees an error that derails the run.
    case stepByStep = "step-by-step"
    /// Which half of the log holds the error, and so on.
    case binarySearch = "binary-search"
}
