package import OtherwiseCore
import OtherwiseModels

/// A model that may have no score for some rows: these are NaN, which reaches no goal, and the search goes on.
///
/// They are found by halving the batch that the model refused.
package struct TolerantModel: Model {
    private let base: any Model

    /// With so many rows of a batch at fault the fault is another.
    private static let limit = 256

    package init(_ base: any Model) { self.base = base }

    package var identity: ModelIdentity { base.identity }
    package var output: ModelOutput { base.output }

    package func predict(_ table: Table) async throws -> Predictions {
        var left = Self.limit
        return try await predict(table, sparing: &left)
    }

    private func predict(_ table: Table, sparing left: inout Int) async throws -> Predictions {
        do {
            return try await base.predict(table)
        } catch let error as ModelError where error.code == .invalidValue && left > 0 {
            guard table.count > 1 else {
                left -= 1
                return unscored
            }
            let middle = table.count / 2
            let first = try await predict(table.rows(0..<middle), sparing: &left)
            let second = try await predict(table.rows(middle..<table.count), sparing: &left)
            return Predictions(
                output: output, labels: first.labels + second.labels, scores: first.scores + second.scores)
        }
    }

    /// One row without a score.
    private var unscored: Predictions {
        guard case .classes(let classes) = output else {
            return Predictions(output: output, labels: [], scores: [.nan])
        }
        return Predictions(output: output, labels: [0], scores: classes.map { _ in .nan })
    }
}

extension Table {
    fileprivate func rows(_ range: Range<Int>) throws -> Table {
        let parts = columns.map { column in
            let storage: Column.Storage =
                switch column.storage {
                case .numbers(let numbers): .numbers(Array(numbers[range]))
                case .categories(let codes, let levels): .categories(codes: Array(codes[range]), levels: levels)
                }
            return Column(name: column.name, storage: storage)
        }
        return try Table(columns: parts, count: range.count)
    }
}
