import OtherwiseCore
import OtherwiseSearch

/// What a change costs, and in what measure.
struct CostWords: Sendable {
    private let subject: ReportSubject
    private let settings: [String: String]

    init(_ subject: ReportSubject) {
        self.subject = subject
        settings = subject.explanation.provenance.settings
    }

    private static let l1 = "l0=0 l1=1 squared=0 sum"

    static func number(_ cost: Double) -> String {
        Numerals(range: 0...(abs(cost) < 0.01 ? max(abs(cost), 1e-9) : max(abs(cost), 1))).text(cost)
    }

    func sentence(_ cost: CostBreakdown) -> Phrase {
        let count = cost.l0 == 1 ? "one feature changes" : "\(cost.l0) features change"
        return "Cost \(then: Self.number(cost.total)): \(measure); \(count)."
    }

    /// The measure in words; as it is recorded where it is none of the known.
    private var measure: String {
        let recorded = settings["cost"] ?? ""
        switch recorded.split(separator: " ").map(String.init) {
        case ["l0=1", "l1=0", "squared=0", "sum"]: return "the number of changed features"
        case ["l0=0", "l1=1", "squared=0", "sum"]: return "the sum of the changes, \(unit)"
        case ["l0=0", "l1=0", "squared=1", "root"]: return "the straight-line distance, \(unit)"
        case ["l0=0", "l1=1", "squared=0", "mean"]: return "the mean change over all features, \(unit)"
        case let words where words.last == "lexicographic": return "fewest features first, then least change, \(unit)"
        default: return recorded.isEmpty ? "in the measure that was asked for" : "in the measure \(recorded), \(unit)"
        }
    }

    private var unit: String {
        let isWeighted = subject.schema.features.contains { $0.weight != 1 }
        return "numbers \(scale), a category as 1\(isWeighted ? ", each times its weight" : "")"
    }

    private var scale: String {
        switch settings["scale"].flatMap(Cost.Scale.init) {
        case .range?: "as shares of their range in the data"
        case .mad?: "in units of their usual deviation in the data"
        case Cost.Scale.none?: "in their own unit"
        case nil: "in the scale of their feature"
        }
    }

    /// What each of several changes costs, by feature; `nil` where the parts are not known to add up to the whole.
    func parts(of changes: [Explanation.Change], sum: Double) -> [String: Double]? {
        guard changes.count > 1, settings["cost"] == Self.l1, let scale = settings["scale"].flatMap(Cost.Scale.init)
        else { return nil }
        let known = changes.compactMap { change in self.statistics(of: change.feature).map { (change.feature, $0) } }
        let reference = Dictionary(known) { first, _ in first }
        let measure = CostMeasure(.l1(scale: scale), schema: subject.schema, statistics: reference)
        let parts = changes.map { change in
            let position = subject.schema.position(of: change.feature)
            return (change.feature, position.map { measure.change(of: $0, from: change.from, to: change.to) } ?? .nan)
        }
        let total = parts.reduce(0) { $0 + $1.1 }
        guard abs(total - sum) <= 1e-6 * max(sum, 1) else { return nil }
        return Dictionary(parts) { first, _ in first }
    }

    private func statistics(of name: String) -> FeatureStatistics? {
        guard case .numbers(let numbers)? = subject.sample[name]?.storage else { return nil }
        return FeatureStatistics(numbers)
    }
}
