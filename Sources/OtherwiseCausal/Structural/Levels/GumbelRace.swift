import Foundation

/// What an observed level says of what would have come out, by Gumbel-max, in closed form.
package enum GumbelRace {
    /// With which probability each level would have come out, one level having come out under other probabilities.
    ///
    /// Seen as a race, level `j` arrives after a time of rate `p[j]`, and the observed one came first. In the
    /// counterfactual all its times are stretched by `p[j] / q[j]`. Integrated over what the observation leaves open,
    /// level `k` wins with
    ///
    /// ```
    /// q[k] ∫ dy / (1 + A(y))²   for y from r[k] to r[observed],   r[j] = p[j] / q[j]
    /// A(y) = Σ (q[j] y − p[j])  over the others with r[j] < y
    /// ```
    ///
    /// and the observed one with `1 / (1 + A(r[observed]))`. `A` is linear between the ratios, so that the integral is a
    /// sum of differences of `1 / (1 + A)`.
    ///
    /// - Parameters:
    ///   - observed: The level that came out.
    ///   - before: The logarithms of the probabilities under which it did, in nats, `[levels]`.
    ///   - after: Those of the counterfactual.
    /// - Returns: Probabilities, `[levels]`.
    package static func counterfactual(of observed: Int, _ before: [Double], _ after: [Double]) -> [Double] {
        let (p, q) = (before.map { exp($0) }, after.map { exp($0) })
        let ratios = zip(before, after).map { exp($0 - $1) }
        let end = ratios[observed]
        let others = p.indices.filter { $0 != observed && ratios[$0] < end }
        func excess(_ y: Double) -> Double {
            others.reduce(0) { $0 + max(q[$1] * y - p[$1], 0) }
        }
        var shares = [Double](repeating: 0, count: p.count)
        shares[observed] = 1 / (1 + excess(end))
        let ends = others.map { ratios[$0] }.sorted() + [end]
        for (low, high) in zip(ends, ends.dropFirst()) where low < high {
            let slope = others.reduce(0) { $0 + (ratios[$1] <= low ? q[$1] : 0) }
            let won = (1 / (1 + excess(low)) - 1 / (1 + excess(high))) / slope
            for level in others where ratios[level] <= low { shares[level] += q[level] * won }
        }
        return shares
    }
}
