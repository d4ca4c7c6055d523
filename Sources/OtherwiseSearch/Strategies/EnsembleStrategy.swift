import OtherwiseCore
package import OtherwiseModels
import Synchronization

/// The exact strategy for tree ensembles: branch and bound, with a certificate for every answer.
package struct EnsembleStrategy: Strategy {
    package let name = "exact: branch and bound on the trees"
    private let box: WhiteBox
    private let plausible: PlausibilityLimit?
    private let goals = GoalCache()

    /// Bytes that the sets of cells of all leaves may take.
    package static let mostMemory = 2 << 30

    /// - Parameter plausible: How ordinary answers must be, proofs included; `nil` where any will do.
    /// - Throws: `OpaqueModel` for trees beyond `mostMemory`.
    package init(_ box: WhiteBox, plausible: PlausibilityLimit? = nil) throws(OpaqueModel) {
        self.box = plausible.map { box.joined(with: $0.forest) } ?? box
        self.plausible = plausible
        guard self.box.ensemble.searchSize <= Self.mostMemory else {
            throw OpaqueModel("its trees are too many and too large to search within memory")
        }
    }

    package func answers(to query: Query, count: Int, budget: SearchBudget) throws -> SearchResult {
        let query = query.asking(plausible)
        guard let goal = goals.settled(query.goal, for: box, plausible) else {
            throw GoalError.unsupported(query.goal, by: "The model's trees")
        }
        var answers = EnsembleAnswers(to: query, goal, of: box, within: Allowance(budget))
        answers.find(count)
        return answers.result
    }
}

/// The answers to one question, one after the other.
private struct EnsembleAnswers: AnswersInTurn {
    var result = SearchResult(status: .found, answers: [])
    let query: Query
    private let goal: SettledGoal
    private let box: WhiteBox
    private let problem: EnsembleProblem
    /// The problem without the sums that are searched on samples; `nil` where there are none.
    private let relaxed: EnsembleProblem?
    private(set) var allowance: Allowance
    private var excluded: Set<Set<Int>> = []
    private var lowerBound = 0.0
    private var ties: TieSettlement

    init(to query: Query, _ goal: SettledGoal, of box: WhiteBox, within allowance: Allowance) {
        (self.query, self.goal, self.box, self.allowance) = (query, goal, box, allowance)
        problem = EnsembleProblem(box, goal: goal, query: query)
        relaxed = query.withoutSampledSums.map { EnsembleProblem(box, goal: goal, query: $0) }
        ties = TieSettlement(problem, avoidsTies: query.margin > 0)
    }

    mutating func next(of count: Int) -> NextAnswer {
        let cheapest = solve(sharing: count)
        guard var outcome = ties.settled(cheapest, excluding: excluded, &allowance) else {
            return .none(isProved: false, isFinished: true, lowerBound: nil)
        }
        result.nodes += outcome.nodes
        guard let point = outcome.point else {
            return .none(
                isProved: outcome.isComplete, isFinished: outcome.isComplete,
                lowerBound: query.measure.known(outcome.lowerBound))
        }
        // Whatever leaves more as it is costs no less.
        lowerBound = max(lowerBound, outcome.lowerBound)
        outcome.lowerBound = lowerBound
        excluded.insert(problem.changedAxes(of: point))
        return .found(answer(point, outcome), isLast: point == problem.factual)
    }

    /// The cheapest change that is not excluded; where sums are searched on samples, with what is proved without them.
    ///
    /// - Parameter answers: The number of answers that the allowance is to do for.
    private mutating func solve(sharing answers: Int) -> BranchAndBound.Outcome {
        allowance.share(among: relaxed == nil ? answers : 2 * answers)
        var outcome = BranchAndBound(problem, within: allowance, excluding: excluded).solve()
        allowance.spend(outcome.nodes)
        guard let relaxed else { return outcome }
        allowance.share(among: 2 * answers - 1)
        let floor = BranchAndBound(relaxed, within: allowance, excluding: excluded).solve()
        allowance.spend(floor.nodes)
        outcome.weaken(to: floor)
        outcome.nodes += floor.nodes
        return outcome
    }

    private func answer(_ point: [Int], _ outcome: BranchAndBound.Outcome) -> SearchResult.Answer {
        let (measure, cost) = (query.measure, query.measure.reported(outcome.cost))
        let rivals: Certificate.Rivals = result.answers.isEmpty ? .all : .further
        let certificate =
            outcome.isComplete
            ? Certificate(kind: .optimal, lowerBound: cost, upperBound: cost, rivals: rivals)
            : Certificate(
                kind: .gap, lowerBound: measure.reported(max(outcome.lowerBound, 0)), upperBound: cost, rivals: rivals)
        let builders = ChoiceBuilder.builders(box, query: query)
        let region = ProvedRegion(around: point, in: problem) { axis, number in builders[axis].span(of: number) }
        return SearchResult.Answer(
            values: problem.values(of: point), certificate: certificate,
            region: region.extents(until: allowance.closing))
    }

    var obstacle: SearchResult.Obstacle {
        guard let relaxed = problem.relaxed(box, goal: goal, query: query) else { return .unknown }
        let outcome = BranchAndBound(relaxed, within: allowance).solve()
        return SearchResult.Obstacle(outcome.point.map(relaxed.values), isProved: outcome.isComplete)
    }
}

extension Query {
    /// The question that a forest has a say in too.
    fileprivate func asking(_ plausible: PlausibilityLimit?) -> Query {
        guard let plausible else { return self }
        var query = self
        query.isReached = { isReached($0) && plausible.permits($0) }
        return query
    }
}

extension BranchAndBound.Outcome {
    /// Takes for proved what a search of the same question without sampled sums proves: it holds for all values.
    fileprivate mutating func weaken(to floor: BranchAndBound.Outcome) {
        lowerBound = min(cost, floor.lowerBound)
        let isMet = cost < .infinity ? lowerBound >= cost * (1 - BranchAndBound.tolerance) : floor.point == nil
        isComplete = floor.isComplete && isMet
    }
}

/// Settles each goal once.
private final class GoalCache: Sendable {
    private let goals = Mutex<[Goal: SettledGoal]>([:])

    func settled(_ goal: Goal, for box: WhiteBox, _ plausible: PlausibilityLimit?) -> SettledGoal? {
        goals.withLock { goals in
            if let known = goals[goal] { return known }
            goals[goal] = SettledGoal(goal, for: box, plausible: plausible)
            return goals[goal]
        }
    }
}

extension GoalError {
    /// - Parameter subject: What cannot be asked, as the start of a sentence in the plural.
    static func unsupported(_ goal: Goal, by subject: String) -> GoalError {
        GoalError(
            .unsupported, wanted: "\(goal)", "\(subject) cannot be asked for '\(goal)'",
            hint: "Ask for another strategy")
    }
}
