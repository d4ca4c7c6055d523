public import OtherwiseModels

/// What came of asking about one run.
public enum JudgedRun: Sendable, Hashable {
    /// The model was heard.
    case judged(JudgedBlame)
    /// The model could not be asked, or not to the end; other runs were asked about all the same.
    case failed(Trace, JudgingMethod, ModelError)

    /// What the model says; `nil` where it could not be asked.
    public var blame: JudgedBlame? { if case .judged(let blame) = self { blame } else { nil } }

    /// What the model was asked.
    public var method: JudgingMethod {
        switch self {
        case .judged(let blame): blame.method
        case .failed(_, let method, _): method
        }
    }
}
