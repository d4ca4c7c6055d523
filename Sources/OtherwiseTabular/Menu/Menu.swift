public import OtherwiseCore

/// Every combination of a few features: which of them lead to the goal, at what cost, and which provably cannot.
public struct Menu: Sendable, Hashable, Codable {
    /// The form that it is written in.
    public static let version = "otherwise.menu/1"

    /// The form of this one.
    public let schema: String
    /// `found` where some way exists or none is needed; `infeasible` where it is proved that none does.
    public let status: SearchStatus
    /// What was wanted, in words.
    public let goal: String
    /// The row as it is.
    public let factual: Explanation.Factual
    /// The most features that change at once.
    public let size: Int
    /// The features that may change.
    public let features: [String]
    /// Ways first, the cheapest before; then what adds nothing to fewer features, what is open, and what is impossible.
    /// Empty for a row that is of the wanted outcome already.
    public let combinations: [Combination]
    /// What the search did.
    public let effort: Effort
    /// What was assumed about the data and the question, in words; `nil` for nothing.
    public let notes: [String]?
    /// Where it comes from.
    public let provenance: Provenance

    /// A set of features, and whether changing them alone is enough.
    public struct Combination: Sendable, Hashable, Codable {
        /// The names of the features, in the order of the schema.
        public let features: [String]
        /// Whether it is enough.
        public let verdict: Verdict
        /// For `way`: the cheapest change of these features, all of which it changes.
        @OrNull public private(set) var way: Explanation.Counterfactual?
        /// For `fewer`: the features that the cheapest way changes. For `impossible`: all features that were proved, at
        /// once, not to reach the goal by changes of at most `size` of them.
        @OrNull public private(set) var because: [String]?
    }

    /// What is known of a combination, from best to worst.
    public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
        case way
        /// The cheapest way within the combination leaves some of its features as they are.
        case fewer
        /// Neither a way nor a proof that there is none was found before the search had to end.
        case open
        case impossible
    }

    /// What the search did, in units that do not depend on the machine.
    public struct Effort: Sendable, Hashable, Codable {
        /// How often the strategy was asked; the rest follows from what is known of other combinations.
        public let searches: Int
        /// The number of boxes of values that were opened and bounded.
        public let boxes: Int
        /// The number of rows that the model was asked to score, beside the answers themselves.
        public let modelRows: Int
        /// How many of them the model had no score for; `nil` for none.
        public let unscored: Int?

        /// What is to be said beside the number of rows scored; empty where all of them had a score.
        var withoutNumber: String { unscored.map { ", \($0) of them without a number" } ?? "" }
    }
}

extension Menu {
    /// The combinations that are enough.
    public var ways: [Combination] { combinations.filter { $0.verdict == .way } }

    /// The number of combinations with a verdict.
    public func count(_ verdict: Verdict) -> Int { combinations.count { $0.verdict == verdict } }

    /// How ordinary ways had to be, in words; `nil` where any would do.
    var limitOfPlausibility: String? { provenance.settings["plausible"] }

    /// Whether nothing has to change.
    public var isReached: Bool { status == .found && combinations.isEmpty }

    /// The sets of features proved impossible, none of them within another; no way changes at most `size` of any.
    public var barren: [[String]] {
        let proved = combinations.compactMap { $0.verdict == .impossible ? $0.because : nil }
        var kept: [(features: [String], set: Set<String>)] = []
        for features in proved.unique.sorted(by: { $0.count > $1.count }) {
            let set = Set(features)
            if !kept.contains(where: { $0.set.isSuperset(of: set) }) { kept.append((features, set)) }
        }
        return kept.map(\.features)
    }
}

extension [[String]] {
    fileprivate var unique: [[String]] {
        var seen: Set<[String]> = []
        return filter { seen.insert($0).inserted }
    }
}

extension Explanation.Counterfactual {
    /// What follows from the changes along the causal graph, in words; empty where nothing does.
    var followers: String {
        guard let consequences, !consequences.isEmpty else { return "" }
        return "; then " + consequences.map { "\($0.feature) \($0.from) → \($0.to)" }.joined(separator: ", ")
    }
}

/// A menu that cannot be asked for as it stands.
public enum MenuError: Error, Sendable, Hashable, CustomStringConvertible {
    case badSize(Int)
    /// So many features, of which so many may change at once.
    case tooMany(features: Int, size: Int)

    /// What is wrong, and the way out.
    public var description: String {
        switch self {
        case .badSize(let size): "Combinations of \(size) features are asked for. Ask for at least 1 feature at once."
        case .tooMany(let features, let size):
            "There are more than \(Menu.limit) combinations of at most \(size) of \(features) features. Ask for fewer at once, or say in a schema which features may change."
        }
    }
}

extension Menu {
    /// The most combinations that one menu holds.
    public static let limit = 100_000
}
