import OtherwiseCausal
package import OtherwiseCore
import OtherwiseNumerics

/// What a unit's level would most likely have been, had its causes been others: the probabilities are learnt from data in
/// the form that predicts best, and the unit's noise is what its observed level says of it (Gumbel-max; Oberst and
/// Sontag 2019).
package struct LikeliestLevel: Sendable {
    private let variables: FittedVariables
    private let names: [String]
    private let mechanism: GumbelMaxMechanism<FittedLevels>

    /// Rows that the form is fitted to, evenly spread over the data.
    private static let mostRows = 4_000

    /// - Parameters:
    ///   - name: The variable, a column of categories.
    ///   - causes: At least one other column.
    /// - Throws: `EstimationError` for a column that is absent or of no use, and for too few rows.
    package init(of name: String, causes: [String], in table: Table, seed: UInt64 = 1) throws(EstimationError) {
        let variables = try FittedVariables([name] + causes, in: table)
        guard let levels = variables.levels[0]?.count else {
            throw .unusable(column: name, problem: "holds numbers", hint: "Ask for what follows as a number")
        }
        let whole = (0..<table.count).filter { row in variables.columns.allSatisfy { !$0[row].isNaN } }
        let options = FittingOptions(draws: 0, seed: seed)
        let needed = 4 * options.folds
        guard whole.count >= needed else { throw .tooFewRows(whole.count, needed: needed) }
        let step = (whole.count + Self.mostRows - 1) / Self.mostRows
        let rows = stride(from: 0, to: whole.count, by: step).map { whole[$0] }
        let columns = variables.columns.map { column in rows.map { column[$0] } }
        let parents = Array(columns.dropFirst())
        var generator = SeededGenerator(seed: seed)
        let fit = LevelFitter(
            names: causes, parents: parents, codes: columns[0].map { Int($0) }, levels: levels,
            encoding: ParentEncoding(parents, levels: variables.levels.dropFirst().map { $0?.count }), options: options
        ).fit(using: &generator)
        guard case .levels(let mechanism) = fit.mechanism else {
            throw .unusable(column: name, problem: "has no levels", hint: "Ask for what follows as a number")
        }
        (self.variables, names, self.mechanism) = (variables.selecting(0..<0), [name] + causes, mechanism)
    }

    /// The likeliest level; of several that are, the observed one or else the first.
    ///
    /// - Parameters:
    ///   - observed: The level that came out.
    ///   - before: The values of the causes then, in their order.
    ///   - after: Those that are asked about.
    /// - Returns: `nil` where a value is missing, or was never seen in the data.
    package func level(_ observed: Value, causes before: [Value], become after: [Value]) -> Value? {
        guard let own = code(observed, 0), let old = codes(before), let new = codes(after) else { return nil }
        let shares = GumbelRace.counterfactual(
            of: Int(own), mechanism.function.logProbabilities(old, 0), mechanism.function.logProbabilities(new, 0))
        var best = Int(own)
        for level in shares.indices where shares[level] > shares[best] { best = level }
        return variables.value(of: Double(best), 0)
    }

    /// One row of causes, a column each.
    private func codes(_ causes: [Value]) -> [[Double]]? {
        let codes = causes.enumerated().compactMap { place, value in code(value, place + 1).map { [$0] } }
        return codes.count == causes.count ? codes : nil
    }

    private func code(_ value: Value, _ place: Int) -> Double? {
        value == .missing ? nil : try? variables.code(of: value, names[place])
    }
}
