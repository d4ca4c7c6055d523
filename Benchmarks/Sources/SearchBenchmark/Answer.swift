import Otherwise

/// What came of one request, in the words that all scripts of the comparison use.
struct Answer: Encodable {
    let id: Int
    /// `nil` when none was found.
    var values: [String: Value]?
    var claim: Claim
    /// What the answer is said to cost, and the most that is proved of any answer's cost.
    var cost: Double?
    var bound: Double?
    /// Seconds of the process and of the wall's clock.
    var cpu: Double
    var wall: Double
    /// The boxes that were opened.
    var boxes: Int

    enum Claim: String, Encodable {
        /// The cheapest, proved; an answer with a proved bound; an answer.
        case optimal, gap, answer
        /// None exists, proved; none was found.
        case infeasible, nothing
    }

    init(_ explanation: Explanation, id: Int, time: Stopwatch.Time) {
        self.id = id
        let found = explanation.counterfactuals.first
        (values, cost, bound) = (found?.values, found?.cost.total, found?.certificate.lowerBound)
        claim = Claim(explanation.status, found?.certificate.kind)
        (cpu, wall, boxes) = (time.cpu, time.wall, explanation.effort.boxes)
    }
}

extension Answer.Claim {
    init(_ status: SearchStatus, _ kind: Certificate.Kind?) {
        self =
            switch (status, kind) {
            case (.infeasible, _): .infeasible
            case (_, .optimal): .optimal
            case (_, .gap): .gap
            case (_, .some(.none)): .answer
            case (_, nil): .nothing
            }
    }
}
