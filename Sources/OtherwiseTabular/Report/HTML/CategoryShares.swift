import OtherwiseCore

/// How often each category of a feature occurs in the sample, and which are worth showing.
struct CategoryShares: Sendable {
    /// The share of each category among the rows; empty without a sample.
    let shares: [Value: Double]
    /// All categories: in their own order if they have one, the most frequent first otherwise.
    let ranked: [Value]

    init(of column: Column?, domain: Domain?, with ends: [Value]) {
        let shares = Self.shares(of: column)
        let known = (domain?.categories ?? []).map(Value.category)
        let all = known + ends.filter { !known.contains($0) }
        self.shares = shares
        if case .categorical(_, true)? = domain {
            ranked = all
        } else {
            ranked = all.sorted { (shares[$1] ?? 0, $0.description) < (shares[$0] ?? 0, $1.description) }
        }
    }

    private static func shares(of column: Column?) -> [Value: Double] {
        guard let column, column.count > 0 else { return [:] }
        var counts: [Value: Int] = [:]
        switch column.storage {
        case .numbers(let numbers):
            for number in numbers { counts[number.isNaN ? .missing : .category(number.plain), default: 0] += 1 }
        case .categories(let codes, let levels):
            for code in codes { counts[code < 0 ? .missing : .category(levels[Int(code)]), default: 0] += 1 }
        }
        return counts.mapValues { Double($0) / Double(column.count) }
    }

    /// The most important categories, the most frequent first among equals, in their usual order; all if one
    /// more than `limit`.
    func shown(_ limit: Int, importance: (Value) -> Int) -> [Value] {
        let rated = ranked.enumerated().map { place, category in
            (rating: (importance(category), -(shares[category] ?? 0), place), category: category)
        }
        let chosen = rated.sorted { $0.rating < $1.rating }.map(\.category)
        let kept = Set(chosen.prefix(ranked.count == limit + 1 ? limit + 1 : limit))
        return ranked.filter(kept.contains)
    }

    /// The share of some categories together.
    func total(of categories: [Value]) -> Double { categories.reduce(0) { $0 + (shares[$1] ?? 0) } }
}
