/// Where a function that grows crosses 0.
enum Bisection {
    /// - Parameter function: Does not fall.
    /// - Returns: The crossing to the last bit; an end of `range` where there is none.
    static func root(in range: ClosedRange<Double>, of function: (Double) -> Double) -> Double {
        var (low, high) = (range.lowerBound, range.upperBound)
        while true {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high else { return high }
            if function(middle) < 0 { low = middle } else { high = middle }
        }
    }
}
