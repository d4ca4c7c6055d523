/// Whether a model knows the answer to a question, and what becomes of that under a prompt that leads it astray.
public enum KnowledgeLabel: String, Sendable, Hashable, Codable, CaseIterable {
    /// It knows, and answers rightly all the same.
    case factual
    /// It knows, and answers wrongly (HK+).
    case errsDespiteKnowledge = "hk_plus"
    /// It does not know (HK-).
    case ignorant = "hk_minus"
    /// It is right in some of its samples only.
    case uncertain

    /// Whether every sample under a neutral prompt was right.
    public var isKnown: Bool { self == .factual || self == .errsDespiteKnowledge }

    /// What helps.
    public var remedy: String {
        switch self {
        case .factual: "none is needed"
        case .errsDespiteKnowledge: "ask again with a neutral prompt"
        case .ignorant: "look the answer up, or abstain"
        case .uncertain: "sample more often, or look the answer up"
        }
    }
}
