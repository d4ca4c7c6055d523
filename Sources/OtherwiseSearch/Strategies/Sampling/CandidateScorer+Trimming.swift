import OtherwiseCore

extension CandidateScorer {
    /// The answer with features put back to the factual, the dearest that the goal can spare first, until none can be.
    mutating func puttingBack(_ answer: Candidate) async throws -> Candidate {
        var answer = answer
        while true {
            let trials = query.changedParts(answer.values).map { answer.values.taking($0, from: query.factual.values) }
            guard trials.count > 1, let best = try await scored(trials).filter(\.isAnswer).cheapest else {
                return answer
            }
            answer = best
        }
    }

    /// The answer with its numbers as near to the factual as halving can bring them, the dearest first.
    ///
    /// - Parameter halvings: Leaves each within 2^−halvings of its change.
    mutating func bringingNearer(
        _ answer: Candidate, reaches: [FeatureReach], halvings: Int = 10
    ) async throws -> Candidate {
        var answer = answer
        let prices = query.changed(answer.values).map { ($0, query.price(of: $0, at: answer.values)) }
        for (position, _) in prices.sorted(by: { ($0.1, $1.0) > ($1.1, $0.0) }) {
            answer = try await bringingNearer(answer, position, reaches[position], halvings)
        }
        return answer
    }

    private mutating func bringingNearer(
        _ answer: Candidate, _ position: Int, _ reach: FeatureReach, _ halvings: Int
    ) async throws -> Candidate {
        guard var outside = query.factual.values[position].number, var inside = answer.values[position].number else {
            return answer
        }
        var answer = answer
        for _ in 0..<halvings {
            let middle = (outside + inside) / 2
            guard let number = reach.onGrid(middle), number != inside, number != outside else { break }
            guard let trial = try await scored(answer.values.setting([position], to: [.number(number)])) else { break }
            if trial.isAnswer { (inside, answer) = (number, trial) } else { outside = number }
        }
        let gap = inside - outside
        // A number that people can read, hardly farther off.
        guard reach.step == nil,
            let plain = Decimals.shortest(from: min(inside, inside + gap), to: max(inside, inside + gap)),
            plain != inside, let trial = try await scored(answer.values.setting([position], to: [.number(plain)])),
            trial.isAnswer,
            reach.contains(.number(plain))
        else { return answer }
        return trial
    }
}

extension Query {
    /// What changing to `values` costs, as reported.
    func cost(of values: [Value]) -> Double {
        measure.reported(values.indices.reduce(0) { $0 + price(of: $1, at: values) })
    }

    /// The positions of the features that differ from the factual.
    func changed(_ values: [Value]) -> [Int] { values.indices.filter { values[$0] != factual.values[$0] } }

    /// What the change of one feature adds to the cost.
    func price(of position: Int, at values: [Value]) -> Double {
        measure.price(of: position, from: factual.values[position], to: values[position])
    }
}

extension [Candidate] {
    /// The first of those that cost least.
    var cheapest: Candidate? { self.min { $0.cost < $1.cost } }
}
