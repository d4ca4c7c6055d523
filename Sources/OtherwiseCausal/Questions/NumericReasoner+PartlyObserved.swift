import OtherwiseCore

extension StructuralCausalModel where Mechanism: InvertibleMechanism {
    /// What a unit would have been of which not every variable is known: the mean over the units that it may be, and
    /// where 90% of their weight lies.
    ///
    /// - Parameter units: How many are drawn.
    func answer(
        _ question: CausalQuestion, of seen: [String: Double], under intervention: NumericIntervention,
        assumptions: [String], units: Int, seed: UInt64
    ) throws -> CausalAnswer {
        let weighed = try abduct(partly: seen, count: units, seed: seed)
        let outcome = try predict(weighed, under: intervention)
        let reached = try graph.descendants(of: Set(intervention.changes.keys))
        let changes = try graph.topologicalOrder.filter(reached.contains).map { name in
            try change(of: name, from: seen[name], weighed, outcome[name] ?? [])
        }
        let size = Int(weighed.effectiveSampleSize)
        return CausalAnswer(
            question, .changes(changes),
            method:
                "importance sampling: \(units) units drawn from the model and weighed by what was observed (effective sample size \(size)), seed \(seed)",
            assumptions: assumptions, cautions: cautions(seen, effectiveSampleSize: size))
    }

    /// What one variable would have been.
    func change(
        of name: String, from value: Double?, _ weighed: WeighedUnits, _ outcome: [Double]
    ) throws(QuestionError) -> CausalAnswer.Change {
        let (mean, low, high) = weighed.summary(of: outcome)
        guard mean.isFinite else { throw .notFinite(name) }
        let isSettled = high - low <= 1e-9 * max(1, abs(mean))
        return CausalAnswer.Change(
            variable: name, from: value.map(Value.number) ?? .missing, to: .number(mean),
            interval: isSettled ? nil : CausalAnswer.Bounds(low...high))
    }

    func cautions(_ seen: [String: Double], effectiveSampleSize size: Int) -> [String] {
        let unseen = graph.nodes.filter { seen[$0] == nil }
        guard !unseen.isEmpty else { return [] }
        var cautions = [
            "Of the unit \(Set(unseen).listed) \(unseen.count == 1 ? "is" : "are") not known; the answer is a distribution."
        ]
        if size < 100 {
            cautions.append("What was observed is rare in the model: only \(size) units bear the answer.")
        }
        return cautions
    }
}

extension WeighedUnits {
    /// The weighted mean of a number of each unit, and the numbers below and above which 5% of the weight lie.
    func summary(of numbers: [Double]) -> (mean: Double, low: Double, high: Double) {
        let order = numbers.indices.filter { weights[$0] > 0 }.sorted { numbers[$0] < numbers[$1] }
        func quantile(_ share: Double) -> Double {
            var below = 0.0
            let place = order.first { place in
                below += weights[place]
                return below >= share
            }
            return numbers[place ?? order[order.count - 1]]
        }
        return (order.reduce(0) { $0 + weights[$1] * numbers[$1] }, quantile(0.05), quantile(0.95))
    }
}
