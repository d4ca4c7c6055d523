public import OtherwiseCausal
public import OtherwiseCore

/// What a predictor would say of the same units with another value of an attribute, and all that follows from it
/// (Kusner et al. 2017): a fair one says the same.
public struct CounterfactualFairness: Sendable, Hashable, Codable {
    /// The attribute that is changed.
    public let attribute: String
    /// What it is changed to.
    public let value: Value
    /// The units whose attribute is another one.
    public let units: Int
    /// The mean of the prediction with the value less that without.
    public let meanChange: Double
    /// The mean of the same without regard to the sign.
    public let meanAbsoluteChange: Double
    /// The share of units whose prediction changes by more than `tolerance`.
    public let changedShare: Double
}

extension FittedCausalModel {
    /// Asks a predictor about every row as it is, and as it would have been with another value of an attribute.
    ///
    /// - Parameters:
    ///   - table: Rows with all variables of the graph known; other columns stay as they are.
    ///   - predict: One number for each row.
    public func fairness(
        of predict: (Table) throws -> [Double], to attribute: String, being value: Value, in table: Table,
        tolerance: Double = 1e-9
    ) throws -> CounterfactualFairness {
        guard let column = table[attribute] else {
            throw EstimationError.unknownColumn(attribute, columns: table.columns.map(\.name))
        }
        let changed = try counterfactuals(of: table, under: [attribute: .set(value)])
        let rows = (0..<table.count).filter { column[$0] != value }
        let (before, after) = (try predict(table), try predict(changed))
        let changes = rows.map { after[$0] - before[$0] }
        let count = Double(max(rows.count, 1))
        return CounterfactualFairness(
            attribute: attribute, value: value, units: rows.count, meanChange: changes.reduce(0, +) / count,
            meanAbsoluteChange: changes.reduce(0) { $0 + abs($1) } / count,
            changedShare: Double(changes.count { abs($0) > tolerance }) / count)
    }

    /// What every row of a table would have been, by the best fits; levels that these leave open are drawn.
    public func counterfactuals(
        of table: Table, under changes: [String: CausalQuestion.Adjustment]
    ) throws -> Table {
        let coded = try Table(
            columns: graph.nodes.map { name in
                guard let column = table[name] else {
                    throw EstimationError.unknownColumn(name, columns: table.columns.map(\.name))
                }
                return Column(
                    name: name,
                    storage: .numbers(
                        try (0..<table.count).map { row in
                            guard column[row] != .missing else { throw EstimationError.missing(name) }
                            return try variables.code(of: column[row], name)
                        }))
            }, count: table.count)
        let found = try model.whatIf(coded, under: intervention(changes))
        return try Table(
            columns: table.columns.map { column in
                guard let place = variables.position(of: column.name), let new = found[column.name] else {
                    return column
                }
                let values = (0..<table.count).map { variables.value(of: new[$0].number ?? .nan, place) }
                let isNumeric = if case .numbers = column.storage { true } else { false }
                return Column(name: column.name, values: values, isNumeric: isNumeric)
            }, count: table.count)
    }
}
