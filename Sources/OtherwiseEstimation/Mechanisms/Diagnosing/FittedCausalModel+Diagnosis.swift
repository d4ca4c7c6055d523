import Foundation
import OtherwiseCausal
import OtherwiseNumerics

extension FittedCausalModel {
    private static let residualRows = 400
    private static let implicationRows = 1_000

    /// Tests each mechanism, and the independences that the graph implies.
    ///
    /// - Returns: A small p-value speaks against the model; a large one does not prove it.
    public func diagnose() throws -> ModelDiagnosis {
        ModelDiagnosis(residuals: try residualTests(), implications: try implicationTests())
    }

    /// Whether noise is added, to the number or to what a link is applied to: what is left must be independent of the
    /// parents (Hoyer et al. 2009).
    public func residualTests() throws -> [ModelDiagnosis.Residual] {
        let names = graph.topologicalOrder.filter { name in
            if case .levels? = fits[name]?.mechanism { false } else { fits[name]?.form != .root }
        }
        let values = try names.map { name in
            let parents = try graph.parents(of: name).sorted()
            let rows = completeRows([name] + parents, limit: Self.residualRows)
            let columns = parents.map { column($0, rows) }
            let residuals = residuals(name, parents, rows)[0]
            let encoding = ParentEncoding(columns, levels: parents.map(levels))
            return IndependenceTest.hilbertSchmidt(encoding.rows(columns, count: rows.count), residuals.map { [$0] })
        }
        let rejected = ModelDiagnosis.rejected(values)
        return names.indices.map { .init(variable: names[$0], pValue: values[$0], isRejected: rejected[$0]) }
    }

    /// Whether every variable is independent of those before it once its parents are known.
    private func implicationTests() throws -> [ModelDiagnosis.Implication] {
        var found: [(variable: String, other: String, parents: [String], pValue: Double)] = []
        let order = graph.topologicalOrder
        for (place, name) in order.enumerated() {
            let parents = try graph.parents(of: name).sorted()
            for other in order[..<place] where !parents.contains(other) {
                found.append((name, other, parents, pValue(name, other, given: parents)))
            }
        }
        let rejected = ModelDiagnosis.rejected(found.map(\.pValue))
        return zip(found, rejected).map {
            .init(variable: $0.variable, other: $0.other, parents: $0.parents, pValue: $0.pValue, isRejected: $1)
        }
    }

    /// The least p-value over the levels of both, times their number.
    private func pValue(_ name: String, _ other: String, given parents: [String]) -> Double {
        let rows = completeRows([name, other] + parents, limit: Self.implicationRows)
        guard rows.count >= 20 else { return 1 }
        let own = residuals(name, parents, rows)
        let others = targets(other, rows).map { target in
            let columns = parents.map { column($0, rows) }
            guard !parents.isEmpty else { return target.centred }
            var generator = SeededGenerator(seed: 1)
            let options = FittingOptions(draws: 0, forms: [.smooth])
            let fit = NumberFitter(parents, columns, levels: parents.map(levels), target, options)
                .fit(using: &generator)
            return fit.mechanism.noise(columns, values: target)
        }
        let values = own.flatMap { one in others.map { IndependenceTest.residualCovariance(one, $0) } }
        // A variable that has one level only is independent of all.
        return values.min().map { min($0 * Double(values.count), 1) } ?? 1
    }

    private func completeRows(_ names: [String], limit: Int) -> [Int] {
        let columns = names.compactMap(variables.position(of:)).map { variables.columns[$0] }
        let rows = (columns.first?.indices ?? 0..<0).filter { row in columns.allSatisfy { !$0[row].isNaN } }
        // Evenly spread, for files may be sorted.
        guard rows.count > limit else { return rows }
        return (0..<limit).map { rows[$0 * rows.count / limit] }
    }

    private func column(_ name: String, _ rows: [Int]) -> [Double] {
        guard let place = variables.position(of: name) else { return [] }
        return rows.map { variables.columns[place][$0] }
    }

    private func levels(_ name: String) -> Int? {
        variables.position(of: name).flatMap { variables.levels[$0]?.count }
    }

    /// A number itself; of levels whether a unit has each but the first.
    private func targets(_ name: String, _ rows: [Int]) -> [[Double]] {
        let own = column(name, rows)
        guard let count = levels(name) else { return [own] }
        return (1..<max(count, 1)).map { level in own.map { $0 == Double(level) ? 1 : 0 } }
    }

    /// What the mechanism leaves of each target.
    private func residuals(_ name: String, _ parents: [String], _ rows: [Int]) -> [[Double]] {
        let columns = parents.map { column($0, rows) }
        switch fits[name]?.mechanism {
        case .additive(let mechanism)?:
            return [mechanism.noise(columns, values: column(name, rows)).centred]
        case .postNonlinear(let mechanism)?:
            return [mechanism.noise(columns, values: column(name, rows)).centred]
        case .levels(let mechanism)?:
            let logarithms = rows.indices.map { mechanism.function.logProbabilities(columns, $0) }
            return targets(name, rows).enumerated().map { place, target in
                target.indices.map { target[$0] - exp(logarithms[$0][place + 1]) }
            }
        case nil: return []
        }
    }
}
