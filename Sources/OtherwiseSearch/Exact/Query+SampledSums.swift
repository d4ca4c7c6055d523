import OtherwiseCore

extension Query {
    /// The same query without the sums that are searched on sampled values only; `nil` where there are none.
    ///
    /// A sum over numbers without a grid is searched at a thousand values of each. What is cheapest among those need not
    /// be cheapest of all; a bound without the sum holds for all values.
    package var withoutSampledSums: Query? {
        let schema = factual.schema
        let kept = schema.constraints.filter { !$0.isSampled(in: schema) }
        guard kept.count < schema.constraints.count,
            let free = try? Schema(features: schema.features, constraints: kept),
            let row = try? Row(schema: free, values: factual.values)
        else { return nil }
        var query = self
        query.factual = row
        return query
    }
}

extension Constraint {
    fileprivate func isSampled(in schema: Schema) -> Bool {
        guard case .linear(let coefficients, _) = self else { return false }
        return coefficients.keys.contains { name in
            guard case .numeric(let range, let step)? = schema[name]?.domain else { return false }
            return step.flatMap { Grid(step: $0).values(in: range, limit: Schema.sampledFrom) } == nil
        }
    }
}
