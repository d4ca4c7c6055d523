/// An edge of a causal graph.
public struct CausalEdge: Sendable, Hashable, Codable {
    /// The cause; of a bidirected edge, the one that comes first by name.
    public let first: String
    /// The effect; of a bidirected edge, the one that comes second by name.
    public let second: String
    /// Whether the first may cause the second; otherwise the two share an unobserved cause.
    public let isDirected: Bool

    /// `cause → effect`.
    public static func directed(_ cause: String, _ effect: String) -> CausalEdge {
        CausalEdge(first: cause, second: effect, isDirected: true)
    }

    /// `one ↔ other`: an unobserved cause of both.
    public static func bidirected(_ one: String, _ other: String) -> CausalEdge {
        CausalEdge(first: min(one, other), second: max(one, other), isDirected: false)
    }
}

extension CausalEdge: CustomStringConvertible {
    /// `a -> b` or `a <-> b`.
    public var description: String { "\(first) \(isDirected ? "->" : "<->") \(second)" }
}
