/// The lengths of the greatest evidence, by changing one after the other by each factor.
struct LengthSearch {
    private(set) var lengths: [Double]
    /// The evidence of lengths that were tried.
    private var known: [[Double]: Double] = [:]

    init(from start: [Double], factors: [Double], evidence: ([Double]) -> Double) {
        lengths = start
        for factor in factors {
            for place in lengths.indices { change(place, by: factor, evidence) }
        }
    }

    /// Shorter lengths are tried where longer ones do no better.
    private mutating func change(_ place: Int, by factor: Double, _ evidence: ([Double]) -> Double) {
        let own = value(lengths, evidence)
        for trial in [lengths[place] * factor, lengths[place] / factor] where (0.1...60).contains(trial) {
            var changed = lengths
            changed[place] = trial
            guard value(changed, evidence) > own else { continue }
            lengths = changed
            return
        }
    }

    private mutating func value(_ lengths: [Double], _ evidence: ([Double]) -> Double) -> Double {
        if let value = known[lengths] { return value }
        let value = evidence(lengths)
        known[lengths] = value
        return value
    }
}
