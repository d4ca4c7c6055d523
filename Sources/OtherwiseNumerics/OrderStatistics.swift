/// Medians and spreads of finite samples.
public enum OrderStatistics {
    /// The median, the mean of the two middle values when their number is even; `nil` for no values.
    ///
    /// - Complexity: O(n log n).
    public static func median(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    /// The median absolute deviation from the median, without the factor for normality; `nil` for no values.
    public static func medianAbsoluteDeviation(_ values: [Double]) -> Double? {
        guard let centre = median(values) else { return nil }
        return median(values.map { abs($0 - centre) })
    }

    /// The median as `median(_:)` tells it, without putting all values in order.
    ///
    /// - Complexity: O(n) as a rule.
    package static func selectedMedian(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        var values = values
        let middle = values.count / 2
        let upper = select(middle, in: &values)
        guard values.count.isMultiple(of: 2), let lower = values[..<middle].max() else { return upper }
        return (lower + upper) / 2
    }

    /// Moves the value of a rank to its place, none greater before it and none less after it (Hoare's FIND).
    private static func select(_ rank: Int, in values: inout [Double]) -> Double {
        var (low, high) = (0, values.count - 1)
        values.withUnsafeMutableBufferPointer { values in
            while low < high {
                let pivot = values[(low + high) / 2]
                var (left, right) = (low, high)
                while left <= right {
                    while values[left] < pivot { left += 1 }
                    while pivot < values[right] { right -= 1 }
                    guard left <= right else { break }
                    values.swapAt(left, right)
                    (left, right) = (left + 1, right - 1)
                }
                if right < rank { low = left }
                if rank < left { high = right }
            }
        }
        return values[rank]
    }
}
