import HeapModule
package import OtherwiseCore

/// Rows that differ from a factual one in its categories, in the order of what they cost, each once. Numbers stay as
/// they are.
///
/// A row is a set of single changes. Where `m₀ ≤ m₁ ≤ …` are the prices of those, each set is followed by two that cost
/// no less, the set with the next change added to its last one and the set with the next in the place of its last one;
/// every set is reached once in this way. A heap holds those that come next.
///
/// - Complexity: O(log n) for the n-th row, times the number of its changes.
package struct RowsByCost: Sequence, IteratorProtocol {
    /// A row, the positions of the features that it changes, and what that costs, as reported.
    package struct Candidate: Sendable, Hashable {
        package let values: [Value]
        package let changes: [Int]
        package let cost: Double
    }

    private struct Move {
        let feature: Int
        let value: Value
        let price: Double
    }

    /// Moves by their places, ascending.
    private struct Choice: Comparable {
        let price: Double
        let moves: [Int]

        static func < (left: Choice, right: Choice) -> Bool {
            left.price != right.price ? left.price < right.price : left.moves.lexicographicallyPrecedes(right.moves)
        }
    }

    private let factual: Row
    private let measure: CostMeasure
    private let moves: [Move]
    private var heap = Heap<Choice>()

    package init(from factual: Row, measure: CostMeasure) {
        self.factual = factual
        self.measure = measure
        let unsorted = factual.schema.features.enumerated().flatMap { position, feature -> [Move] in
            let old = factual.values[position]
            return feature.domain.categories.map(Value.category).filter { $0 != old && feature.permits($0, from: old) }
                .map { Move(feature: position, value: $0, price: measure.price(of: position, from: old, to: $0)) }
        }
        // Among equals the order of the features and of their categories stays.
        moves = unsorted.enumerated().sorted { ($0.element.price, $0.offset) < ($1.element.price, $1.offset) }
            .map(\.element)
        if let first = moves.first { heap.insert(Choice(price: first.price, moves: [0])) }
    }

    package mutating func next() -> Candidate? {
        while let choice = heap.popMin() {
            let features = choice.moves.map { moves[$0].feature }
            // Two changes of one feature are no row; the other one of them may stand beside what comes next.
            let isRow = !features.dropLast().contains(features[features.count - 1])
            follow(choice, adding: isRow)
            if isRow { return candidate(choice) }
        }
        return nil
    }

    private mutating func follow(_ choice: Choice, adding: Bool) {
        let last = choice.moves[choice.moves.count - 1], next = last + 1
        guard next < moves.count else { return }
        let rest = Array(choice.moves.dropLast())
        heap.insert(price(rest + [next]))
        if adding { heap.insert(price(choice.moves + [next])) }
    }

    private func price(_ places: [Int]) -> Choice {
        Choice(price: places.reduce(0) { $0 + moves[$1].price }, moves: places)
    }

    private func candidate(_ choice: Choice) -> Candidate {
        var values = factual.values
        for place in choice.moves { values[moves[place].feature] = moves[place].value }
        return Candidate(
            values: values, changes: choice.moves.map { moves[$0].feature }.sorted(),
            cost: measure.reported(choice.price))
    }

    /// How many rows differ from the factual in so many of its categories; `Int.max` for more than can be counted.
    package static func count(from factual: Row, changing size: Int) -> Int {
        let choices = factual.schema.features.enumerated().map { position, feature in
            let old = factual.values[position]
            return feature.domain.categories.count { .category($0) != old && feature.permits(.category($0), from: old) }
        }
        // The elementary symmetric polynomials, one feature after the other.
        var sums = [1] + [Int](repeating: 0, count: size)
        for count in choices {
            for taken in stride(from: size, to: 0, by: -1) {
                let (product, overflow) = sums[taken - 1].multipliedReportingOverflow(by: count)
                sums[taken] = overflow || product > Int.max - sums[taken] ? .max : sums[taken] + product
            }
        }
        return sums[size]
    }
}
