/// What is held down when several hypotheses are tested at once.
public enum MultipleTesting: String, Sendable, Hashable, Codable, CaseIterable {
    /// Nothing: every p-value stands for itself.
    case uncorrected
    /// The probability of any false rejection (Holm 1979).
    case holm
    /// The expected share of false ones among the rejections (Benjamini and Hochberg 1995).
    case benjaminiHochberg = "benjamini-hochberg"

    /// The p-values to be compared with the level, `[tests]`, in the order of `pValues`; NaN stays, and counts as no test.
    public func adjusted(_ pValues: [Double]) -> [Double] {
        let order = pValues.indices.filter { !pValues[$0].isNaN }.sorted { pValues[$0] < pValues[$1] }
        var adjusted = pValues
        switch self {
        case .uncorrected: break
        case .holm:
            var largest = 0.0
            for (rank, index) in order.enumerated() {
                largest = max(largest, pValues[index] * Double(order.count - rank))
                adjusted[index] = min(1, largest)
            }
        case .benjaminiHochberg:
            var smallest = 1.0
            for (rank, index) in order.enumerated().reversed() {
                smallest = min(smallest, pValues[index] * Double(order.count) / Double(rank + 1))
                adjusted[index] = smallest
            }
        }
        return adjusted
    }
}
