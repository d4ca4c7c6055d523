public import OtherwiseCore

/// The first world: rows of a table, and a model that decides on them.
///
/// Everything that an intervention does not set is held as it was observed: the cause is the row itself.
/// - Note: Setting one feature does not move the features that it would cause; a causal world does that.
public struct TableWorld: World {
    /// What the rows are put to.
    public let model: any Model
    /// The features of the rows.
    public let schema: Schema

    /// - Parameters:
    ///   - model: What the rows are put to.
    ///   - schema: The features of the rows.
    public init(model: any Model, schema: Schema) {
        self.model = model
        self.schema = schema
    }

    /// The row itself: a table holds nothing that is not observed.
    public func abduct(_ factual: Row) -> Row { factual }

    /// - Throws: `RowError` for a feature that the schema does not have; what the model throws.
    public func predict(_ cause: Row, under intervention: Assignment) async throws -> Prediction {
        let row = try cause.setting(intervention)
        return try await model.predict(Table([row], schema: schema))[0]
    }
}
