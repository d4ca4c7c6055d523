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
        var search = problem
        var result = SearchResult(status: .found, answers: [])
        var allowance = Allowance(budget)
        var lowerBound = 0.0
        while result.answers.count < count {
            guard result.answers.isEmpty || !allowance.isOver else {
                result.shortage = .budget
                break
            }
            allowance.share(among: count - result.answers.count)
            var outcome = NetworkSearch(search, within: allowance).solve()
            allowance.spend(outcome.nodes)
            let isFinished = outcome.isComplete
            outcome.allow(for: query.costBeyondReach)
            result.nodes += outcome.nodes
            result.modelRows += outcome.modelRows
            guard let point = outcome.point.map(problem.withoutIdleChanges) else {
                result.end(isProved: outcome.lowerBound == .infinity, isFinished: isFinished)
                result.lowerBound = query.measure.known(outcome.lowerBound)
                break
            }
            // Whatever leaves more as it is costs no less.
            lowerBound = max(lowerBound, outcome.lowerBound)
            outcome.lowerBound = lowerBound
            let rivals: Certificate.Rivals = result.answers.isEmpty ? .all : .further
            result.answers.append(
                answer(point, outcome, rivals, problem: problem, measure: query.measure, until: allowance.closing))
            let changed = problem.changedAxes(of: point).sorted()
            guard !changed.isEmpty else { break }
            search.clauses.append(
                changed.map { axis in
                    ChoiceRules.Literal(
                        axis: axis,
                        choices: CellSet([problem.axes[axis].factual], count: problem.axes[axis].pieces.count))
                })
        }
        if result.status == .infeasible, query.seeksObstacle {
            result.obstacle = obstacle(to: query, within: allowance)
        }
        return result
    }

    private func answer(
        _ point: NetworkPoint, _ outcome: NetworkSearch.Outcome, _ rivals: Certificate.Rivals,
        problem: NetworkProblem, measure: CostMeasure, until deadline: Deadline
    ) -> SearchResult.Answer {
        let shown = problem.readable(point)
        let certificate = Certificate(
            kind: outcome.isComplete ? .optimal : .gap, lowerBound: measure.reported(max(outcome.lowerBound, 0)),
            upperBound: measure.reported(problem.cost(of: shown)), rivals: rivals)
        return SearchResult.Answer(
            values: problem.values(of: shown), certificate: certificate,
            region: NetworkExtents(around: shown, in: problem).extents(until: deadline))
    }

    /// The nearest change when every limit may be broken at a price above all else.
    private func obstacle(to query: Query, within allowance: Allowance) -> SearchResult.Obstacle {
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
