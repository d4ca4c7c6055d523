public import OtherwiseCore
package import OtherwiseModels
import OtherwiseNumerics
public import OtherwiseSearch

/// All that is needed to check an answer again without the data: the question, the answer and the claim.
public struct CertificateRecord: Sendable, Codable {
    /// The form that records are written in.
    public static let version = "otherwise.certificate/2"

    /// The form of this one.
    public let schema: String
    /// The schema of the features as YAML, constraints included.
    public let features: String
    /// The goal as it was asked.
    public let goal: GoalRecord
    /// What a change costs.
    public let cost: Cost
    /// What the data said about numbers, for scales and margins.
    public let statistics: [String: FeatureStatistics]
    /// How far answers stay from thresholds, relative to the feature's range.
    public let margin: Double
    /// The answer.
    public let explanation: Explanation
    /// SHA-256 of all else: tells a record that was altered. Whoever forges one can make it anew, and still has to pass
    /// all other checks.
    public private(set) var digest = ""

    /// - Parameters:
    ///   - explanation: What `explainer` answered.
    ///   - goal: What it was asked for.
    /// - Throws: `EncodingError` for an explanation with a number that is none.
    public init(_ explanation: Explanation, goal: Goal, explainer: Explainer) throws {
        schema = Self.version
        features = SchemaFile.yaml(of: explainer.schema)
        self.goal = GoalRecord(goal)
        cost = explainer.settings.cost
        statistics = explainer.statistics
        margin = explainer.settings.margin
        self.explanation = explanation
        digest = try contentDigest()
    }

    /// The digest of what the record holds now.
    package func contentDigest() throws -> String {
        var content = self
        content.digest = ""
        return SHA256.hexDigest(of: try ExplanationJSON.line(content))
    }

    /// The row and the answers, `[1 + answers]`: something to ask a model about that tells nothing of itself.
    ///
    /// - Throws: `SchemaError` or `YAMLError` for a schema that is none, `RowError` for values that are not of it.
    public func rows() throws -> Table {
        let schema = try limits()
        let values = [explanation.factual.values] + explanation.counterfactuals.map(\.values)
        return try Table(values.map { try Row(schema: schema, named: $0) }, schema: schema)
    }

    /// The columns to bind a model to.
    package func columnProfiles() throws -> [ColumnProfile] {
        try limits().features.map { ColumnProfile(name: $0.name, isNumeric: $0.domain.isNumeric) }
    }

    /// What may change, and how.
    func limits() throws -> Schema { try SchemaFile.schema(yaml: features, name: "the record's schema") }
}
