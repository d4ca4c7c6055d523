package import OtherwiseModels

/// The constraints between features, in terms of choices.
package struct ChoiceRules: Sendable {
    /// Of each clause at least one literal holds.
    package var clauses: [[Literal]]
    package var sums: [Sum]
    /// Axes that change together; the sums hold in each of their states.
    package var groups: [Group] = []

    /// The choice on `axis` is one of `choices`.
    package struct Literal: Sendable, Hashable {
        package var axis: Int
        package var choices: CellSet

        package init(axis: Int, choices: CellSet) {
            self.axis = axis
            self.choices = choices
        }
    }

    /// A linear form over choices lies in a range.
    package struct Sum: Sendable {
        /// For each axis of the form what each of its choices adds.
        package let terms: [(axis: Int, values: [Double])]
        package let range: ClosedRange<Double>
        /// The room left to rounding, relative to the largest term.
        fileprivate let slack: Double

        package init(terms: [(axis: Int, values: [Double])], range: ClosedRange<Double>) {
            self.terms = terms
            self.range = range
            slack = 1e-9 * terms.reduce(1) { max($0, $1.values.reduce(0) { max($0, abs($1)) }) }
        }
    }

    /// Axes of which one is on and the others are off.
    package struct Group: Sendable, Hashable {
        package let axes: [Int]
        /// For each state the choice on each of the axes.
        package let states: [[Int]]

        package init(axes: [Int], states: [[Int]]) {
            self.axes = axes
            self.states = states
        }
    }

    package init(clauses: [[Literal]] = [], sums: [Sum] = []) {
        self.clauses = clauses
        self.sums = sums
    }

    package var isEmpty: Bool { clauses.isEmpty && sums.isEmpty }

    package func hold(at point: [Int]) -> Bool {
        clauses.allSatisfy { $0.contains { $0.choices.contains(point[$0.axis]) } }
            && sums.allSatisfy { $0.contains($0.terms.reduce(0) { $0 + $1.values[point[$1.axis]] }) }
    }

    /// Whether every point of a box keeps the rules.
    ///
    /// Axes vary freely in a box: a clause fails somewhere just if on every one of its axes some choice fails it.
    func hold(throughout box: [[Int]]) -> Bool {
        let areMet = clauses.allSatisfy { clause in
            Dictionary(grouping: clause, by: \.axis).contains { axis, literals in
                box[axis].allSatisfy { choice in literals.contains { $0.choices.contains(choice) } }
            }
        }
        return areMet && sums.allSatisfy { $0.holds(throughout: box) }
    }

    /// Whether a rule adds up the values of an axis.
    func sums(over axis: Int) -> Bool { sums.contains { $0.terms.contains { $0.axis == axis } } }

    /// Removes from a box, one set of choices per axis, what no point that keeps the rules can take.
    ///
    /// - Returns: Whether the box may still hold such a point.
    package func narrow(_ box: inout [CellSet]) -> Bool {
        for clause in clauses {
            let open = clause.filter { !$0.choices.isDisjoint(with: box[$0.axis]) }
            guard let only = open.first else { return false }
            if open.count == 1 { box[only.axis] = box[only.axis].intersection(only.choices) }
        }
        for sum in sums where !sum.narrow(&box) { return false }
        return true
    }
}

extension ChoiceRules.Sum {
    func contains(_ sum: Double) -> Bool {
        sum >= range.lowerBound - slack && sum <= range.upperBound + slack
    }

    fileprivate func holds(throughout box: [[Int]]) -> Bool {
        var (low, high) = (0.0, 0.0)
        for term in terms {
            let values = box[term.axis].map { term.values[$0] }
            low += values.reduce(.infinity, min)
            high += values.reduce(-.infinity, max)
        }
        return contains(low) && contains(high)
    }

    fileprivate func narrow(_ box: inout [CellSet]) -> Bool {
        let spans = terms.map { term in
            box[term.axis].reduce((low: Double.infinity, high: -Double.infinity)) {
                (min($0.low, term.values[$1]), max($0.high, term.values[$1]))
            }
        }
        let low = spans.reduce(0) { $0 + $1.low }
        let high = spans.reduce(0) { $0 + $1.high }
        guard low <= range.upperBound + slack, high >= range.lowerBound - slack else { return false }
        for (term, span) in zip(terms, spans) {
            for choice in box[term.axis]
            where low - span.low + term.values[choice] > range.upperBound + slack
                || high - span.high + term.values[choice] < range.lowerBound - slack
            {
                box[term.axis].remove(choice)
            }
        }
        return true
    }
}
