import OtherwiseCore
import OtherwiseModels

extension Table {
    /// The columns with these names; all where `names` is `nil`.
    ///
    /// - Throws: `ModelError` naming a column that is not there.
    func columns(named names: [String]?) throws(ModelError) -> Table {
        guard let names else { return self }
        let found = try names.map { name throws(ModelError) in
            guard let column = self[name] else { throw .noColumn(name) }
            return column
        }
        return try Table(found, count: count)
    }

    /// Some rows, spread evenly.
    func sample(of limit: Int) -> Table {
        guard count > limit else { return self }
        return rows(at: (0..<limit).map { $0 * count / limit })
    }

    /// Asks about a few rows at a time.
    func inBatches(
        of limit: Int = BlackBoxSettings.batchRows, output: ModelOutput, ask: (Table) async throws -> Predictions
    ) async throws -> Predictions {
        var (labels, scores): ([Int], [Double]) = ([], [])
        for start in stride(from: 0, to: count, by: limit) {
            try Task.checkCancellation()
            let batch = count <= limit ? self : rows(at: start..<min(start + limit, count))
            let predictions = try await ask(batch)
            labels += predictions.labels
            scores += predictions.scores
        }
        return Predictions(output: output, labels: labels, scores: scores)
    }

    private init(_ columns: [Column], count: Int) throws(ModelError) {
        do throws(RowError) {
            try self.init(columns: columns, count: count)
        } catch {
            throw ModelError(.invalidValue, "\(error)", hint: "Name each column once")
        }
    }

    /// The columns as a model is bound to them.
    var columnProfiles: [ColumnProfile] {
        columns.map { column in
            switch column.storage {
            case .numbers(let numbers):
                let levels = Set(numbers.filter { !$0.isNaN })
                return ColumnProfile(
                    name: column.name, isNumeric: true, levels: levels.count <= 100 ? Set(levels.map(\.plain)) : nil)
            case .categories(_, let levels):
                return ColumnProfile(
                    name: column.name, isNumeric: false, levels: levels.count <= 100 ? Set(levels) : nil)
            }
        }
    }
}

extension ModelError {
    fileprivate static func noColumn(_ name: String) -> ModelError {
        ModelError(
            .missingInput, "The table has no column '\(name)'",
            hint: "Add it, or name those that there are with --columns")
    }
}
