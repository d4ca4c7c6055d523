/// The lengths of the greatest evidence, by changing one after the other by each factor.
struct LengthSearch {
    let likeness: Likeness
    private(set) var lengths: [Double]
    /// The evidence of lengths that were tried.
    private var known: [[Double]: Double] = [:]

    init(
        _ likeness: Likeness, from start: [Double], factors: [Double],
        evidence: (Likeness, [Double]) -> Double
    ) {
        (self.likeness, lengths) = (likeness, start)
        for factor in factors {
            for place in lengths.indices { change(place, by: factor, evidence) }
        }
    }

    /// Shorter lengths are tried where longer ones do no better.
    private mutating func change(_ place: Int, by factor: Double, _ evidence: (Likeness, [Double]) -> Double) {
        let own = value(lengths, evidence)
        for trial in [lengths[place] * factor, lengths[place] / factor] where (0.1...60).contains(trial) {
            var changed = lengths
            changed[place] = trial
            guard value(changed, evidence) > own else { continue }
            lengths = changed
            return
        }
    }

    private mutating func value(_ lengths: [Double], _ evidence: (Likeness, [Double]) -> Double) -> Double {
        if let value = known[lengths] { return value }
        let value = evidence(likeness, lengths)
        known[lengths] = value
        return value
    }
}
