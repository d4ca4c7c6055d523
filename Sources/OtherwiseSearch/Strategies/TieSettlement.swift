/// What becomes of answers that only the rounding of a model's sums lets reach the goal, of one question.
///
/// The cheapest that no rounding undoes stands in the place of a tie, and from then on no tie is an answer; where there
/// is none, ties are answers. What is proved stays as it is, for it speaks of ties too.
struct TieSettlement {
    private enum Rule {
        case open, refused, taken
    }

    private let problem: EnsembleProblem
    private var rule: Rule

    /// - Parameter avoidsTies: Whether answers are to keep a margin.
    init(_ problem: EnsembleProblem, avoidsTies: Bool) {
        self.problem = problem
        rule = avoidsTies ? .open : .taken
    }

    /// - Returns: The outcome with the answer to give; `nil` where only ties are left and none was an answer before.
    mutating func settled(
        _ outcome: BranchAndBound.Outcome, excluding excluded: Set<Set<Int>>, _ allowance: inout Allowance
    ) -> BranchAndBound.Outcome? {
        guard rule != .taken, let tie = outcome.point, tie != problem.factual, problem.isTied(tie) else {
            return outcome
        }
        let clear = BranchAndBound(problem.withoutTies, within: allowance, excluding: excluded).solve()
        allowance.spend(clear.nodes)
        var settled = outcome
        settled.nodes += clear.nodes
        guard clear.isComplete, let point = clear.point else {
            guard rule == .open else { return nil }
            rule = .taken
            return settled
        }
        rule = .refused
        settled.isComplete = outcome.isComplete && clear.cost <= outcome.cost
        (settled.point, settled.cost) = (point, clear.cost)
        return settled
    }
}
