/// The sign-flip test of sums that are whole numbers, such as changes of verdicts: exact for any number of them.
package enum WholeSignFlips {
    /// The two-sided p-value: the share of flips of signs that bring the total at least as far from 0; 1 where all are 0,
    /// and never 0, for the sums as they are count as well.
    ///
    /// - Parameter sums: Of each cluster.
    /// - Complexity: O(number of sums × their total), for there are no more totals than that, however many flips.
    package static func pValue(of sums: [Int]) -> Double {
        let sizes = sums.filter { $0 != 0 }.map(abs), total = sizes.reduce(0, +), bound = abs(sums.reduce(0, +))
        // The probability that the sizes with a plus come to each number, `[total + 1]`.
        var shares = [1.0] + [Double](repeating: 0, count: total)
        var reached = 0
        for size in sizes {
            reached += size
            for place in stride(from: reached, through: 0, by: -1) {
                shares[place] = (shares[place] + (place < size ? 0 : shares[place - size])) / 2
            }
        }
        let share = min(1, shares.indices.reduce(0) { abs(2 * $1 - total) < bound ? $0 : $0 + shares[$1] })
        return max(share, .leastNonzeroMagnitude)
    }
}
