/// How good a candidate is: numbers to minimise, and limits to keep.
package struct Fitness: Sendable, Hashable, Codable {
    /// All of them minimised.
    package let objectives: [Double]
    /// Each is kept where it is at most 0.
    package let constraints: [Double]
    /// By how much limits are broken in sum; 0 where all are kept, infinite for what could not be evaluated.
    package let violation: Double

    package init(objectives: [Double], constraints: [Double] = []) {
        self.objectives = objectives
        self.constraints = constraints
        let isMeasured = !objectives.contains(where: \.isNaN) && !constraints.contains(where: \.isNaN)
        violation = isMeasured ? constraints.reduce(0) { $0 + max($1, 0) } : .infinity
    }

    package var isFeasible: Bool { violation == 0 }

    /// Whether every number could be evaluated.
    package var isMeasured: Bool { violation != .infinity }

    /// Deb's constrained domination (2002, definition 1): what keeps the limits before what does not, then the lesser
    /// violation; among those that keep them, no objective worse and one better.
    package func dominates(_ other: Fitness) -> Bool {
        guard isFeasible, other.isFeasible else { return violation < other.violation }
        var isBetter = false
        for (own, its) in zip(objectives, other.objectives) {
            if own > its { return false }
            if own < its { isBetter = true }
        }
        return isBetter
    }
}
