/// The sign-flip test of sums that are whole numbers, such as changes of verdicts: exact for any number of them.
package enum WholeSignFlips {
    /// The two-sided p-value: the share of flips of signs that bring the total at least as far from 0; 1 where all are 0,
    /// and never 0, for the sums as they are count as well.
    ///
    /// Every flip counts; totals so rare that their share is no normal number (2 × 10⁻³⁰⁸) are left out as they are come
    /// upon.
    ///
    /// - Parameter sums: Of each cluster.
    /// - Complexity: O(n × min(t, 40 d)) for n sums of the total t, absolutely, and d the root of the sum of their squares:
    ///   there are no more totals than t, however many flips, and none to count 40 standard deviations from the mean.
    /// - Precision: That of sums of `Double`; what would be below 10⁻³⁰⁰ may be told as less.
    package static func pValue(of sums: [Int]) -> Double {
        let sizes = sums.filter { $0 != 0 }.map(abs).sorted(), total = sizes.reduce(0, +)
        // The probability that the sizes with a plus come to each number, `[total + 1]`; 0 but from the first to the last.
        var shares = [1.0] + [Double](repeating: 0, count: total)
        var first = 0, last = 0
        for size in sizes {
            last += size
            for place in stride(from: last, through: first, by: -1) {
                shares[place] = (shares[place] + (place < size ? 0 : shares[place - size])) / 2
            }
            while !shares[first].isNormal { (shares[first], first) = (0, first + 1) }
            while !shares[last].isNormal { (shares[last], last) = (0, last - 1) }
        }
        let bound = abs(sums.reduce(0, +))
        let share = min(1, (first...last).reduce(0) { abs(2 * $1 - total) < bound ? $0 : $0 + shares[$1] })
        return max(share, .leastNonzeroMagnitude)
    }
}
