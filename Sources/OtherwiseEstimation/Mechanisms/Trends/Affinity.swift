/// How alike a Gaussian process is at one place and at many others.
///
/// To nine tenths of their variance its functions are sums of functions of one regressor each, which few rows tell
/// already, and to one tenth any functions of all (Duvenaud et al. 2011). A process without the sums takes what its few
/// centres cannot show for settled where there are several regressors.
struct Affinity: Sendable, Hashable {
    let likeness: Likeness

    /// The share of the variance that the functions of one regressor have.
    static let alone = 0.9

    /// - Parameters:
    ///   - place: In lengths, `[regressors]`.
    ///   - others: In lengths, regressor by regressor, `[regressors × heights]`.
    ///   - heights: What is found, one for each of the others.
    func heights(
        of place: UnsafeBufferPointer<Double>, to others: UnsafeBufferPointer<Double>,
        into heights: UnsafeMutableBufferPointer<Double>
    ) {
        let count = heights.count
        if place.count == 1 { return setHeights(of: place[0], to: others, in: heights) }
        let (one, all) = (Self.alone / Double(place.count), 1 - Self.alone)
        withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * count) { work in
            let own = UnsafeMutableBufferPointer(rebasing: work[..<count])
            let together = UnsafeMutableBufferPointer(rebasing: work[count...])
            heights.update(repeating: 0)
            together.initialize(repeating: likeness == .smooth ? 1 : 0)
            for (regressor, value) in place.enumerated() {
                for other in 0..<count {
                    own[other] = value - others[regressor &* count &+ other]
                    if likeness == .rough { together[other] += own[other] * own[other] }
                }
                likeness.replaceDistances(own)
                for other in 0..<count {
                    heights[other] += one * own[other]
                    // The likeness by all is the product of those by each.
                    if likeness == .smooth { together[other] *= own[other] }
                }
            }
            if likeness == .rough { likeness.replaceSquares(together) }
            for other in 0..<count { heights[other] += all * together[other] }
        }
    }

    private func setHeights(
        of value: Double, to others: UnsafeBufferPointer<Double>, in heights: UnsafeMutableBufferPointer<Double>
    ) {
        for other in heights.indices { heights[other] = value - others[other] }
        likeness.replaceDistances(heights)
    }
}
