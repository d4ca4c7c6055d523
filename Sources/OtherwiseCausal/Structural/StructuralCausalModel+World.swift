public import OtherwiseCore

/// What was observed of some units and the noise that made it: all that stays the same in the counterfactual.
public struct RecoveredNoise: Sendable, Hashable {
    /// By variable, in the order of the graph's nodes, `[units]` each.
    let values: [[Double]]
    let noise: [[Double]]

    var count: Int { values.first?.count ?? 0 }
}

extension StructuralCausalModel: World where Mechanism: InvertibleMechanism {
    /// The values of one unit, by variable.
    public typealias Factual = [String: Double]
    /// The noise of one unit.
    public typealias Cause = RecoveredNoise
    /// What is set, shifted, scaled or drawn.
    public typealias Action = NumericIntervention
    /// The values that come of it, by variable.
    public typealias Outcome = [String: Double]

    /// The noise of one unit, all of whose variables were observed.
    public func abduct(_ factual: [String: Double]) throws(CausalModelError) -> RecoveredNoise {
        var columns: [[Double]] = []
        for name in graph.nodes {
            guard let value = factual[name], value.isFinite else { throw .missingCell(column: name, row: 0) }
            columns.append([value])
        }
        return recover(columns, count: 1)
    }

    /// The values of a unit with this noise once something is done.
    public func predict(
        _ cause: RecoveredNoise, under intervention: NumericIntervention
    ) throws(CausalModelError) -> [String: Double] {
        Dictionary(uniqueKeysWithValues: zip(graph.nodes, try columns(cause, under: intervention).map { $0[0] }))
    }

    /// What one unit would have been: `abduct` and `predict` in one step, to the same bits.
    public func whatIf(
        _ factual: [String: Double], under intervention: NumericIntervention
    ) throws(CausalModelError) -> [String: Double] {
        var values: [Double] = []
        values.reserveCapacity(graph.nodes.count)
        for name in graph.nodes {
            guard let value = factual[name], value.isFinite else { throw .missingCell(column: name, row: 0) }
            values.append(value)
        }
        let surgery = try NumericSurgery(intervention, on: graph)
        var outcome = factual.count == values.count ? factual : factual.filter { graph.position(of: $0.key) != nil }
        var changed = values
        for node in surgery.order where surgery.affected[node] {
            let found = surgery.value(node) {
                let own = parents[node]
                let isMoved = surgery.changes(node) || own.contains { changed[$0] != values[$0] }
                guard isMoved else { return values[node] }
                return mechanisms[node].counterfactual(
                    of: values[node], own.map { values[$0] }, with: own.map { changed[$0] })
            }
            guard let found else { return try predict(abduct(factual), under: intervention) }
            changed[node] = found
            outcome[graph.nodes[node]] = found
        }
        return outcome
    }

    /// The noise of every row of a table; columns of other names are ignored.
    ///
    /// - Throws: `CausalModelError` for a column that is absent or not of numbers, and for a missing cell: an
    ///   unobserved variable leaves the noise open.
    public func abduct(_ table: Table) throws(CausalModelError) -> RecoveredNoise {
        recover(try numbers(of: table), count: table.count)
    }

    private func numbers(of table: Table) throws(CausalModelError) -> [[Double]] {
        var columns: [[Double]] = []
        for name in graph.nodes {
            guard let column = table[name] else { throw .unknownVariable(name, names: table.columns.map(\.name)) }
            guard case .numbers(let numbers) = column.storage else {
                throw .inconsistent("Column '\(name)' holds categories; this model needs numbers.")
            }
            if let row = numbers.firstIndex(where: { !$0.isFinite }) { throw .missingCell(column: name, row: row) }
            columns.append(numbers)
        }
        return columns
    }

    /// What every row of a table would have been under an intervention.
    public func whatIf(_ table: Table, under intervention: NumericIntervention) throws(CausalModelError) -> Table {
        let values = try numbers(of: table)
        let outcome = try columns(values, under: intervention) { node in
            mechanisms[node].noise(parents[node].map { values[$0] }, values: values[node])
        }
        return try self.table(outcome, count: table.count)
    }

    /// For each row of a table the first variable whose value cannot come about with its causes' values; `nil` where all
    /// can, or no density tells.
    ///
    /// - Parameter hidden: Variables whose values are not known; what hangs on them is not judged.
    package func impossibilities(
        in table: Table, besides hidden: Set<String> = []
    ) throws(CausalModelError) -> [String?] {
        let values = try numbers(of: table)
        var found = [String?](repeating: nil, count: table.count)
        for node in graph.order {
            let names = [graph.nodes[node]] + parents[node].map { graph.nodes[$0] }
            guard hidden.isDisjoint(with: names), let mechanism = mechanisms[node] as? any DensityMechanism else {
                continue
            }
            let densities = mechanism.logDensities(parents[node].map { values[$0] }, values: values[node])
            for (row, density) in densities.enumerated() where density == -.infinity && found[row] == nil {
                found[row] = graph.nodes[node]
            }
        }
        return found
    }

    private func recover(_ columns: [[Double]], count: Int) -> RecoveredNoise {
        let noise = mechanisms.indices.map { node in
            mechanisms[node].noise(parents[node].map { columns[$0] }, values: columns[node])
        }
        return RecoveredNoise(values: columns, noise: noise)
    }

    func columns(
        _ cause: RecoveredNoise, under intervention: NumericIntervention
    ) throws(CausalModelError) -> [[Double]] {
        try columns(cause.values, under: intervention) { cause.noise[$0] }
    }

    /// - Parameter noise: Of a variable; asked for where it is needed only.
    private func columns(
        _ values: [[Double]], under intervention: NumericIntervention, noise: (Int) -> [Double]
    ) throws(CausalModelError) -> [[Double]] {
        let surgery = try NumericSurgery(intervention, on: graph)
        var columns = values
        for node in surgery.order where surgery.affected[node] {
            let predicted = surgery.values(node, columns, count: values[node].count) {
                mechanisms[node].values(parents[node].map { columns[$0] }, noise: noise(node))
            }
            columns[node] = surgery.changes(node) ? predicted : settled(node, predicted, columns, values)
        }
        return columns
    }

    /// The values of units that have some others of these variables, by place; what follows is worked out anew.
    func columns(_ cause: RecoveredNoise, setting replaced: [Int: [Double]]) -> [[Double]] {
        var columns = cause.values, moved = Set(replaced.keys)
        for node in graph.order {
            if let own = replaced[node] { columns[node] = own }
            guard replaced[node] == nil, parents[node].contains(where: moved.contains) else { continue }
            moved.insert(node)
            let predicted = mechanisms[node].values(parents[node].map { columns[$0] }, noise: cause.noise[node])
            columns[node] = settled(node, predicted, columns, cause.values)
        }
        return columns
    }

    /// Where no parent moved the value is the observed one, to the last bit, whatever rounding makes of the noise.
    private func settled(
        _ node: Int, _ predicted: [Double], _ columns: [[Double]], _ values: [[Double]]
    ) -> [Double] {
        var isMoved = [Bool](repeating: false, count: predicted.count)
        for parent in parents[node] {
            let (new, old) = (columns[parent], values[parent])
            for row in isMoved.indices where new[row] != old[row] { isMoved[row] = true }
        }
        return predicted.indices.map { isMoved[$0] ? predicted[$0] : values[node][$0] }
    }
}
