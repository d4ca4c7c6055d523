/// A few of many that are good and far apart, chosen greedily.
///
/// Begins with the pair whose distance, weighted with both qualities, is greatest; then adds again and again the one
/// whose least weighted distance to those chosen is greatest (Gonzalez 1985 without weights).
package enum MaxMinSelection {
    /// The places chosen, in the order of choice; all of them where there are no more than `count`.
    ///
    /// - Parameters:
    ///   - qualities: At least 0; of what has quality 0 nothing is expected, and it is chosen last.
    ///   - distance: At most `farthest`, symmetric.
    /// - Complexity: O(n²) distances in the worst case; pairs whose qualities rule them out are not measured.
    package static func places(
        _ count: Int, qualities: [Double], farthest: Double = 1, distance: (Int, Int) -> Double
    ) -> [Int] {
        let order = qualities.indices.sorted { (-qualities[$0], $0) < (-qualities[$1], $1) }
        guard count > 1, qualities.count > 1 else { return Array(order.prefix(max(count, 0))) }
        func weighted(_ one: Int, _ other: Int) -> Double {
            qualities[one] * qualities[other] * distance(one, other)
        }
        var chosen = farthestPair(order, qualities, farthest: farthest, weighted)
        var nearest = qualities.indices.map { place in chosen.reduce(.infinity) { min($0, weighted(place, $1)) } }
        var rest = order.filter { !chosen.contains($0) }
        while chosen.count < count, let best = rest.max(by: { nearest[$0] < nearest[$1] }) {
            chosen.append(best)
            rest.removeAll { $0 == best }
            for place in rest { nearest[place] = min(nearest[place], weighted(place, best)) }
        }
        return chosen
    }

    /// - Parameter order: The places by falling quality, so that the search can stop where no pair can be better.
    private static func farthestPair(
        _ order: [Int], _ qualities: [Double], farthest: Double, _ weighted: (Int, Int) -> Double
    ) -> [Int] {
        var pair = [order[0], order[1]]
        var greatest = weighted(order[0], order[1])
        for (rank, one) in order.enumerated() {
            for other in order[(rank + 1)...] {
                guard qualities[one] * qualities[other] * farthest > greatest else { break }
                let distance = weighted(one, other)
                if distance > greatest { (pair, greatest) = ([one, other], distance) }
            }
        }
        return pair
    }
}
