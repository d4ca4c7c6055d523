import OtherwiseCore
import OtherwiseEstimation

/// How a category depends on its causes: it becomes what is likeliest, having been what it was.
struct LevelEffects: Sendable {
    private let causes: [Int]
    private let mechanism: LikeliestLevel

    /// - Throws: `EstimationError` for a category that nothing can be learnt of.
    init(of feature: Int, _ causes: [Int], schema: Schema, _ reference: Table) throws(EstimationError) {
        self.causes = causes
        mechanism = try LikeliestLevel(
            of: schema.features[feature].name, causes: causes.map { schema.features[$0].name }, in: reference)
    }

    /// The category while its causes go from `factual` to `values`; itself where none moved, or where nothing is known.
    func followed(_ value: Value, _ values: [Value], from factual: [Value]) -> Value {
        guard causes.contains(where: { values[$0] != factual[$0] }) else { return value }
        return mechanism.level(value, causes: causes.map { factual[$0] }, become: causes.map { values[$0] }) ?? value
    }
}
