package import OtherwiseCore
import OtherwiseModels

/// A model that may have no score for some rows: these are NaN, which reaches no goal, and the search goes on.
///
/// A model that does not say itself which they are refuses a batch, and they are found by halving it.
package struct TolerantModel: Model {
    let base: any Model

    package init(_ base: any Model) { self.base = base }

    package var identity: ModelIdentity { base.identity }
    package var output: ModelOutput { base.output }

    package func predict(_ table: Table) async throws -> Predictions {
        if let base = base as? any SparingModel { return try await base.predictSparing(table) }
        do {
            return try await base.predict(table)
        } catch let error as ModelError where error.code == .invalidValue {
            try Task.checkCancellation()
            guard table.count > 1 else { return .unscored(table.count, output: output) }
            let middle = table.count / 2
            let first = try await predict(table.rows(at: 0..<middle))
            return first.followed(by: try await predict(table.rows(at: middle..<table.count)))
        }
    }
}
