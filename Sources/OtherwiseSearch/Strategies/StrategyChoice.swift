/// Which search a user asks for.
public enum StrategyChoice: String, Sendable, Hashable, Codable, CaseIterable {
    /// The exact search where the model can be seen through; the nearest rows of the wanted outcome otherwise.
    case auto
    /// Branch and bound, with proofs; only for models that can be seen through.
    case exact
    /// Towards the nearest rows of the wanted outcome (NICE).
    case nice
    /// The best single change, again and again.
    case greedy
    /// Random changes, trimmed.
    case random
    /// Down the model's gradient, where it has one.
    case gradient
    /// Cost, changed features and distance from the data minimised at once (NSGA-II).
    case genetic
}
