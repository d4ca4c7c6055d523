/// How much each of several players adds to what all achieve together (Shapley 1953).
public struct ShapleyValues: Sendable, Hashable {
    /// They sum to the worth of all less that of none.
    public let values: [Double]
    /// Of each value, from the order of the players; 0 where all orders were counted.
    public let standardErrors: [Double]

    /// The most players whose subsets are all valued: 4,096 of them.
    public static let exactLimit = 12

    /// Exactly, from the worth of every subset.
    ///
    /// - Parameter worth: Of the players that are marked; called once for each of the `2^players` subsets.
    public init(exactly players: Int, _ worth: ([Bool]) throws -> Double) rethrows {
        let worths = try (0..<(1 << players)).map { subset in
            try worth((0..<players).map { subset >> $0 & 1 == 1 })
        }
        // The share of orders in which just these come before.
        var shares = [Double](repeating: 1 / Double(max(players, 1)), count: max(players, 1))
        for size in shares.indices.dropFirst() {
            shares[size] = shares[size - 1] * Double(size) / Double(players - size)
        }
        values = (0..<players).map { player in
            worths.indices.filter { $0 >> player & 1 == 0 }.reduce(0) { sum, subset in
                sum + shares[subset.nonzeroBitCount] * (worths[subset | 1 << player] - worths[subset])
            }
        }
        standardErrors = [Double](repeating: 0, count: players)
    }

    /// From orders drawn at random, each followed by its reverse (Mitchell et al. 2022).
    ///
    /// - Parameter orders: At least 2 pairs of orders are drawn.
    public init(
        sampling players: Int, orders: Int, using generator: inout some RandomNumberGenerator,
        _ worth: ([Bool]) throws -> Double
    ) rethrows {
        let pairs = max(orders / 2, 2)
        var sums = [Double](repeating: 0, count: players), squares = sums
        for _ in 0..<pairs {
            let order = (0..<players).shuffled(using: &generator)
            var gains = [Double](repeating: 0, count: players)
            for order in [order, order.reversed()] {
                var members = [Bool](repeating: false, count: players)
                var before = try worth(members)
                for player in order {
                    members[player] = true
                    let after = try worth(members)
                    gains[player] += (after - before) / 2
                    before = after
                }
            }
            for player in gains.indices {
                sums[player] += gains[player]
                squares[player] += gains[player] * gains[player]
            }
        }
        let count = Double(pairs)
        values = sums.map { $0 / count }
        standardErrors = zip(values, squares).map { mean, square in
            (max(square / count - mean * mean, 0) / (count - 1)).squareRoot()
        }
    }
}
