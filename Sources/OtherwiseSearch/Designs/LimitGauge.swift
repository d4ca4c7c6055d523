import OtherwiseCore

/// Measures by how much a limit is broken.
///
/// A number by its distance from the range, negative inside. A class by 1 where it is not among those wanted; where
/// the scores of the classes are known, by how far the best of those wanted lies behind, so that the search sees
/// which way is better.
struct LimitGauge: Sendable {
    private let limit: DesignLimit
    private let position: Int
    /// The places of the scores of wanted and of other classes; both empty where they are not known.
    private var (wanted, others): ([Int], [Int]) = ([], [])

    /// - Parameter outputs: The names of the outputs, the limit's among them.
    init(_ limit: DesignLimit, among outputs: [String]) {
        self.limit = limit
        position = outputs.firstIndex(of: limit.output) ?? 0
        let prefix = ModelEvaluator.scoreName(of: "", in: limit.output)
        for (place, name) in outputs.enumerated() where name.hasPrefix(prefix) {
            guard let isWanted = limit.isWanted(String(name.dropFirst(prefix.count))) else { continue }
            if isWanted { wanted.append(place) } else { others.append(place) }
        }
    }

    /// At most 0 where the limit is kept; NaN where the output is missing.
    func slack(of outcome: [Value]) -> Double {
        let value = outcome[position]
        if value == .missing { return .nan }
        if case .within(let range) = limit.requirement { return Self.slack(of: value.number ?? .nan, in: range) }
        guard let isKept = limit.isWanted(value.description) else { return .nan }
        guard let best = greatest(wanted, outcome), let rival = greatest(others, outcome) else { return isKept ? 0 : 1 }
        return isKept ? min(rival - best, 0) : max(rival - best, .ulpOfOne)
    }

    private static func slack(of number: Double, in range: ClosedRange<Double>) -> Double {
        number.isNaN ? .nan : max(number - range.upperBound, range.lowerBound - number)
    }

    private func greatest(_ places: [Int], _ outcome: [Value]) -> Double? {
        places.compactMap { outcome[$0].number }.max()
    }
}
