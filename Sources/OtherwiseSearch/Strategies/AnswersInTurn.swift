import OtherwiseCore
import OtherwiseModels

/// A search that finds the answers to one question one after the other, each the cheapest that those before it leave.
protocol AnswersInTurn {
    var query: Query { get }
    /// What is left for all answers together.
    var allowance: Allowance { get }
    var result: SearchResult { get set }
    /// The nearest change when every limit may be broken at a price above all else.
    var obstacle: SearchResult.Obstacle { get }

    /// Looks for the next answer.
    ///
    /// - Parameter count: The number of answers that the allowance is to do for.
    mutating func next(of count: Int) -> NextAnswer
}

/// What a search for one more answer came to.
enum NextAnswer {
    case found(SearchResult.Answer, isLast: Bool)
    /// No answer: whether it is proved that there is none, whether the search ended of itself, and what any costs at least.
    case none(isProved: Bool, isFinished: Bool, lowerBound: Double?)
}

extension AnswersInTurn {
    /// At most so many; where there is none, what stands in the way.
    mutating func find(_ count: Int) {
        while result.answers.count < count, takeNext(of: count - result.answers.count) {}
        if result.status == .infeasible, query.seeksObstacle { result.obstacle = obstacle }
    }

    /// - Returns: Whether there may be another one.
    private mutating func takeNext(of count: Int) -> Bool {
        guard result.answers.isEmpty || !allowance.isOver else {
            result.shortage = .budget
            return false
        }
        switch next(of: count) {
        case .found(let answer, let isLast):
            result.answers.append(answer)
            return !isLast
        case .none(let isProved, let isFinished, let lowerBound):
            result.end(isProved: isProved, isFinished: isFinished)
            result.lowerBound = lowerBound
            return false
        }
    }
}
