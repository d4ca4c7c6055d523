import OtherwiseCore
import OtherwiseSearch

extension Explainer {
    /// The answers to the same question for ever higher scores, up to the first whose cheapest is stable enough; all
    /// rounds together may spend what the question itself may.
    ///
    /// - Parameter result: Where the effort is counted.
    /// - Returns: Beside the answers what the cheapest answer of this relaxed stability costs at least, as that is at
    ///   most the score; `nil` if nothing is proved.
    func raised(
        _ query: Query, _ search: Robustification, _ form: StabilityForm, spending result: inout SearchResult
    ) async throws -> (outcomes: [Robustification.Outcome], lowerBound: Double?) {
        let rounds = 4
        let threshold = search.settings.threshold
        var (outcomes, lowerBound, floor) = ([Robustification.Outcome](), Double?.none, threshold)
        for round in 0..<rounds where floor < 1 {
            guard let goal = query.goal.raised(to: floor, of: model.output),
                let found = try await answers(
                    to: self.query(query.factual, goal, until: query.deadline), settings.budget.divided(by: rounds))
            else { break }
            (result.nodes, result.modelRows) = (result.nodes + found.nodes, result.modelRows + found.modelRows)
            if round == 0, form == .relaxed { lowerBound = found.answers.first?.certificate.lowerBound }
            var lack = 0.0
            for (place, answer) in found.answers.enumerated() {
                let outcome = try await search.unmoved(answer.values, form)
                result.modelRows += outcome.modelRows
                outcomes.append(outcome)
                if place == 0, !outcome.isReached { lack = outcome.lack(of: threshold) }
            }
            guard lack > 0 else { break }
            floor += min(lack, (1 - floor) / 2)
        }
        return (outcomes, lowerBound)
    }

    /// - Returns: `nil` for a goal that the strategy cannot search for.
    private func answers(to query: Query, _ budget: SearchBudget) async throws -> SearchResult? {
        do {
            return try await chosen.strategy.answers(to: query, count: settings.count, budget: budget)
        } catch is GoalError {
            return nil
        }
    }
}

extension Robustification.Outcome {
    /// What the stability lacks, two standard errors to spare.
    fileprivate func lack(of threshold: Double) -> Double { threshold + 2 * stability.standardError - stability.value }
}

extension Goal {
    /// The same class with at least this probability; `nil` where it is not one class that is wanted.
    fileprivate func raised(to probability: Double, of output: ModelOutput) -> Goal? {
        switch (self, output) {
        case (.outcome(let label), _): .probable(label, atLeast: probability)
        case (.probable(let label, let floor), _): .probable(label, atLeast: max(floor, probability))
        case (.not(let label), .classes(let classes)) where classes.count == 2:
            classes.first { $0 != label }.map { .probable($0, atLeast: probability) }
        default: nil
        }
    }
}

extension SearchBudget {
    /// An equal part of the budget, and no less than one of each.
    fileprivate func divided(by parts: Int) -> SearchBudget {
        SearchBudget(
            time: time.map { $0 / parts }, nodes: nodes.map { max($0 / parts, 1) },
            modelRows: modelRows.map { max($0 / parts, 1) })
    }
}
