import OtherwiseCausal

/// Why an effect cannot be estimated from the data at hand.
public enum EstimationError: Error, Sendable, Hashable {
    case unknownColumn(String, columns: [String])
    /// A column that does not hold what its part asks for.
    case unusable(column: String, problem: String, hint: String)
    case tooFewRows(Int, needed: Int)
    /// What is known of the units tells treated and untreated apart, so that no unit has a counterpart.
    case noOverlap(String)
    /// A variable whose mechanism cannot be learnt, since a hidden cause ties it to one of its own causes.
    case confounded(String, with: String)
    /// Something that is not known of a unit.
    case missing(String)
    /// A method that does not answer this question.
    case unsuited(EstimationMethod, String)
    /// The observed frequencies contradict the assumptions.
    case contradiction(String)
}

extension EstimationError: CustomStringConvertible {
    /// What is wrong, and the way out.
    public var description: String {
        switch self {
        case .unknownColumn(let name, let columns):
            "The data have no column '\(name)'. They have \(columns.prefix(30).joined(separator: ", "))."
        case .unusable(let column, let problem, let hint): "Column '\(column)' \(problem). \(hint)."
        case .tooFewRows(let count, let needed):
            "There are \(count) usable rows; at least \(needed) are needed for so many regressors. Fill in missing values, or adjust for less."
        case .noOverlap(let culprit):
            "Treated and untreated units do not overlap: \(culprit). Nothing in the data says what would have been there. Leave such units out, or ask about those that have counterparts."
        case .confounded(let name, let cause):
            "What would have been of '\(name)' cannot be learnt: a hidden cause ties it to '\(cause)', which is among its own causes. Observe that cause."
        case .missing(let name):
            "'\(name)' of the unit is missing, and what would have been hangs on it. Add 'given \(name.quotedIfNeeded)=…', or ask about another row."
        case .unsuited(let method, let problem): "\(method.title) does not do here: \(problem)."
        case .contradiction(let problem): problem
        }
    }
}
