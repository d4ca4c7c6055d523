import OtherwiseCore
package import OtherwiseModels

/// The exact strategy for linear models and networks, with a certificate for every answer.
package struct NetworkStrategy: Strategy {
    package var name: String {
        box.network.layers.isEmpty
            ? "exact: branch and bound on the linear model" : "exact: branch and bound on the network's layers"
    }
    private let box: NetworkBox

    package init(_ box: NetworkBox) { self.box = box }

    /// Further answers leave at least one of the features as it is that each earlier answer changes.
    package func answers(to query: Query, count: Int, budget: SearchBudget) throws -> SearchResult {
        guard let problem = NetworkProblem(box, query: query) else {
            throw GoalError.unsupported(query.goal, by: "The model's scores")
        }
        var answers = NetworkAnswers(to: query, problem, of: box, within: Allowance(budget))
        answers.find(count)
        return answers.result
    }
}

/// The answers to one question, one after the other.
private struct NetworkAnswers: AnswersInTurn {
    var result = SearchResult(status: .found, answers: [])
    let query: Query
    private let box: NetworkBox
    private let problem: NetworkProblem
    /// The problem less the answers that there are.
    private var rest: NetworkProblem
    private(set) var allowance: Allowance
    private var lowerBound = 0.0

    init(to query: Query, _ problem: NetworkProblem, of box: NetworkBox, within allowance: Allowance) {
        (self.query, self.problem, self.box, self.allowance) = (query, problem, box, allowance)
        rest = problem
    }

    mutating func next(of count: Int) -> NextAnswer {
        var (outcome, isFinished) = solve(sharing: count)
        guard let point = outcome.point.map(problem.withoutIdleChanges) else {
            return .none(
                isProved: outcome.lowerBound == .infinity, isFinished: isFinished,
                lowerBound: query.measure.known(outcome.lowerBound))
        }
        // Whatever leaves more as it is costs no less.
        lowerBound = max(lowerBound, outcome.lowerBound)
        outcome.lowerBound = lowerBound
        let changed = problem.changedAxes(of: point).sorted()
        rest.clauses.append(
            changed.map { axis in
                ChoiceRules.Literal(
                    axis: axis, choices: CellSet([problem.axes[axis].factual], count: problem.axes[axis].pieces.count))
            })
        return .found(answer(point, outcome), isLast: changed.isEmpty)
    }

    /// The cheapest change that is left, and whether the search for it came to its end.
    private mutating func solve(sharing answers: Int) -> (outcome: NetworkSearch.Outcome, isFinished: Bool) {
        allowance.share(among: answers)
        var outcome = NetworkSearch(rest, within: allowance).solve()
        allowance.spend(outcome.nodes)
        let isFinished = outcome.isComplete
        outcome.allow(for: query.costBeyondReach)
        result.nodes += outcome.nodes
        result.modelRows += outcome.modelRows
        return (outcome, isFinished)
    }

    private func answer(_ point: NetworkPoint, _ outcome: NetworkSearch.Outcome) -> SearchResult.Answer {
        let (measure, shown) = (query.measure, problem.readable(point))
        let certificate = Certificate(
            kind: outcome.isComplete ? .optimal : .gap, lowerBound: measure.reported(max(outcome.lowerBound, 0)),
            upperBound: measure.reported(problem.cost(of: shown)), rivals: result.answers.isEmpty ? .all : .further)
        return SearchResult.Answer(
            values: problem.values(of: shown), certificate: certificate,
            region: NetworkExtents(around: shown, in: problem).extents(until: allowance.closing))
    }

    var obstacle: SearchResult.Obstacle {
        guard let relaxed = NetworkProblem(relaxing: box, query: query) else { return .unknown }
        var outcome = NetworkSearch(relaxed, within: allowance).solve()
        outcome.allow(for: query.costBeyondReach)
        let isProved = outcome.point == nil ? outcome.lowerBound == .infinity : outcome.isComplete
        return SearchResult.Obstacle(outcome.point.map { relaxed.values(of: relaxed.readable($0)) }, isProved: isProved)
    }
}

extension NetworkSearch.Outcome {
    /// Keeps of what is proved what holds although nothing is known of answers from a cost on.
    fileprivate mutating func allow(for cost: Double) {
        lowerBound = min(lowerBound, cost)
        isComplete = isComplete && self.cost <= cost
    }
}
