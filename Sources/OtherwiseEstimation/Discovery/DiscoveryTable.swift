import Foundation
import OtherwiseNumerics

/// What discovery reads of the data: all numbers, or all levels.
enum DiscoveryTable: Sendable {
    /// The correlations, row-major, and the number of rows.
    case numbers([Double], rows: Int, count: Int)
    /// Codes by column, and the number of levels of each.
    case levels([[Int]], sizes: [Int])

    init(_ columns: [[Double]], levels: [Int?], rows: [Int]) {
        let chosen = columns.map { column in rows.map { column[$0] } }
        if levels.allSatisfy({ $0 != nil }) {
            self = .levels(chosen.map { $0.map(Int.init) }, sizes: levels.compactMap(\.self))
        } else {
            let standard = chosen.map { Regressor("", $0).standardized ?? [Double](repeating: 0, count: rows.count) }
            let correlations = standard.flatMap { one in standard.map { one.dot($0) / Double(max(rows.count, 1)) } }
            self = .numbers(correlations, rows: rows.count, count: columns.count)
        }
    }

    /// The p-value of the independence of two variables given others: Fisher's z of the partial correlation, or the
    /// likelihood ratio G² of the table (Spirtes, Glymour and Scheines 2000).
    func pValue(_ one: Int, _ other: Int, given known: [Int]) -> Double {
        switch self {
        case .numbers(let correlations, let rows, let count):
            let covariance = Self.residual([one, other], given: known, correlations, count)
            let r = covariance[1] / max((covariance[0] * covariance[3]).squareRoot(), 1e-300)
            let freedom = Double(rows - known.count - 3)
            guard freedom > 0, abs(r) < 1 else { return abs(r) >= 1 ? 0 : 1 }
            return erfc(abs(atanh(r)) * (freedom / 2).squareRoot())
        case .levels(let codes, let sizes): return Self.likelihoodRatio(one, other, known, codes, sizes)
        }
    }

    /// The score of a variable given its parents: twice its log-likelihood less `log n` for each parameter
    /// (Schwarz 1978).
    func score(_ node: Int, parents: [Int]) -> Double {
        switch self {
        case .numbers(let correlations, let rows, let count):
            let left = max(Self.residual([node], given: parents, correlations, count)[0], 1e-12)
            return -Double(rows) * log(left) - log(Double(rows)) * Double(parents.count)
        case .levels(let codes, let sizes):
            var (likelihood, cells) = (0.0, 1.0)
            for (counts, total) in Self.strata([node], parents, codes) {
                for count in counts.values { likelihood += 2 * Double(count) * log(Double(count) / Double(total)) }
            }
            for parent in parents { cells *= Double(sizes[parent]) }
            return likelihood - log(Double(codes[node].count)) * cells * Double(sizes[node] - 1)
        }
    }

    /// The covariance that is left once `known` are taken out, row-major over `nodes`.
    private static func residual(_ nodes: [Int], given known: [Int], _ correlations: [Double], _ count: Int) -> [Double]
    {
        func entry(_ one: Int, _ other: Int) -> Double { correlations[one * count + other] }
        let factor = CholeskyFactor(known.flatMap { one in known.map { entry(one, $0) } }, size: known.count)
        let solved = nodes.map { node in factor.solveForward(known.map { entry(node, $0) }) }
        return nodes.indices.flatMap { one in
            nodes.indices.map { entry(nodes[one], nodes[$0]) - solved[one].dot(solved[$0]) }
        }
    }

    /// How often each combination of `nodes` occurs, for each combination of `known`.
    private static func strata(
        _ nodes: [Int], _ known: [Int], _ codes: [[Int]]
    ) -> [(counts: [[Int]: Int], total: Int)] {
        var strata: [[Int]: [[Int]: Int]] = [:]
        for row in codes[nodes[0]].indices {
            strata[known.map { codes[$0][row] }, default: [:]][nodes.map { codes[$0][row] }, default: 0] += 1
        }
        return strata.values.map { ($0, $0.values.reduce(0, +)) }
    }

    /// Levels that do not occur in a stratum take no degrees of freedom there.
    private static func likelihoodRatio(
        _ one: Int, _ other: Int, _ known: [Int], _ codes: [[Int]], _ sizes: [Int]
    ) -> Double {
        var (statistic, degrees) = (0.0, 0)
        for (counts, total) in strata([one, other], known, codes) {
            var (rows, columns): ([Int: Int], [Int: Int]) = ([:], [:])
            for (cell, count) in counts {
                rows[cell[0], default: 0] += count
                columns[cell[1], default: 0] += count
            }
            for (cell, count) in counts {
                let expected = Double(rows[cell[0]] ?? 0) * Double(columns[cell[1]] ?? 0) / Double(total)
                statistic += 2 * Double(count) * log(Double(count) / expected)
            }
            degrees += (rows.count - 1) * (columns.count - 1)
        }
        return degrees == 0 ? 1 : GammaDistribution.chiSquaredTail(statistic, degrees: Double(degrees))
    }
}
