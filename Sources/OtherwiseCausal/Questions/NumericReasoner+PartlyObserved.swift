import OtherwiseCore

extension StructuralCausalModel where Mechanism: InvertibleMechanism {
    /// What one variable would have been: settled where it is the same for all units, however they are weighed.
    func change(
        of name: String, from value: Double?, _ weighed: WeighedUnits, _ outcome: [Double]
    ) throws(QuestionError) -> CausalAnswer.Change {
        let (mean, low, high) = weighed.summary(of: outcome)
        guard mean.isFinite else { throw .notFinite(name) }
        let settled = weighed.settled(outcome)
        return CausalAnswer.Change(
            variable: name, from: value.map(Value.number) ?? .missing, to: .number(settled ?? mean),
            interval: settled == nil ? CausalAnswer.Bounds(low...high) : nil)
    }

    /// What a unit of which not every variable is known leaves open.
    ///
    /// - Parameter needed: The variables that bear on the answer.
    func cautions(_ seen: [String: Double], _ weighed: WeighedUnits, _ needed: Set<String>) -> [String] {
        guard !needed.allSatisfy({ seen[$0] != nil }) else { return [] }
        let unseen = graph.nodes.filter { seen[$0] == nil }
        guard !unseen.isEmpty else { return [] }
        return [
            "Of the unit \(Set(unseen).listed) \(unseen.count == 1 ? "is" : "are") not known; the answer is a distribution."
        ] + weighed.cautions
    }
}

extension CausalAnswer.Change {
    /// Said of a mean that units of unlike kinds make, which hardly one of them has.
    var caution: String? {
        guard let mean = to.number, let interval else { return nil }
        let rounding = 1e-9 * max(1, abs(mean))
        guard mean < interval.lower - rounding || mean > interval.upper + rounding else { return nil }
        return
            "\(variable): the mean lies outside the interval, since few units are far from all others; hardly one has it."
    }
}

extension WeighedUnits {
    /// How many units of equal weight tell as much.
    var effectiveCount: Int { max(Int(effectiveSampleSize), 1) }

    /// Said where few units agree with what was observed.
    var cautions: [String] {
        effectiveCount < 100
            ? ["What was observed is rare in the model: only \(effectiveCount) units bear the answer."] : []
    }

    /// The number that all units that may be have, but for rounding; `nil` where they differ.
    func settled(_ numbers: [Double]) -> Double? {
        let own = numbers.indices.lazy.filter { weights[$0] > 0 }.map { numbers[$0] }
        guard let least = own.min(), let most = own.max() else { return nil }
        return most - least <= 1e-9 * max(1, abs(most)) ? least : nil
    }

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
