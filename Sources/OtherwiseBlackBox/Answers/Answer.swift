/// What a model answered about a batch of rows, before it is settled what the model decides.
struct Answer: Sendable, Hashable {
    enum Outcomes: Sendable, Hashable {
        /// `nil` where one is missing.
        case labels([String?])
        /// NaN where one is missing.
        case numbers([Double])
    }

    struct Scores: Sendable, Hashable {
        /// The class of each column; `nil` where their order alone tells it.
        let classes: [String]?
        /// The number of columns.
        let width: Int
        /// Row-major `[rows × width]`; NaN where one is missing.
        let values: [Double]
    }

    /// The number of rows answered about.
    let count: Int
    /// `nil` where the largest score tells the outcome.
    let outcomes: Outcomes?
    /// `nil` where the model gives none.
    let scores: Scores?
}

extension Answer.Outcomes {
    var count: Int {
        switch self {
        case .labels(let labels): labels.count
        case .numbers(let numbers): numbers.count
        }
    }
}
