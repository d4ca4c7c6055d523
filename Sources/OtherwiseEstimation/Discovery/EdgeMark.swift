/// How two variables of a discovered graph are joined, read from the first to the second.
public enum EdgeMark: String, Sendable, Hashable, Codable, CaseIterable {
    /// The first causes the second.
    case directed = "->"
    /// One causes the other; the data leave open which.
    case undirected = "--"
    /// A hidden cause of both; neither causes the other.
    case bidirected = "<->"
    /// The second does not cause the first; whether the first causes the second or a hidden cause joins them is open.
    case possiblyDirected = "o->"
    /// All of it is open.
    case open = "o-o"

    /// Whether the data leave open what is at one of its ends.
    public var isOpen: Bool { self == .undirected || self == .possiblyDirected || self == .open }
}
