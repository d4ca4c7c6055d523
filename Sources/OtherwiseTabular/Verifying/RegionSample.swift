import OtherwiseCore
import OtherwiseNumerics
import OtherwiseSearch

/// Points of a region: corners and, at random, others.
struct RegionSample {
    let rows: [Row]

    private static let corners = 64
    private static let others = 64

    /// - Throws: `RowError` for a region of features that the row does not have.
    init(_ region: [Span], around row: Row, statistics: [String: FeatureStatistics]) throws(RowError) {
        let choices = region.map { Choices($0, row, statistics[$0.feature]) }
        var rows: [Row] = []
        var generator = SeededGenerator(seed: 0)
        let count = region.isEmpty ? 1 : Self.corners + Self.others
        for place in 0..<count {
            var assignment: [String: Value] = [:]
            for (span, own) in zip(region, choices) {
                assignment[span.feature] = place < Self.corners ? own.end(&generator) : own.any(&generator)
            }
            rows.append(try row.setting(Assignment(assignment)))
        }
        self.rows = rows
    }

    /// The values of one feature.
    private struct Choices {
        let low, high: Double
        let grid: Grid?
        /// In the place of numbers.
        let categories: [Value]?

        init(_ span: Span, _ row: Row, _ statistics: FeatureStatistics?) {
            categories = span.oneOf.map { $0.map(Value.category) }
            var limits = -Double.infinity...Double.infinity
            var step: Double?
            if case .numeric(let range, let own) = row.schema[span.feature]?.domain { (limits, step) = (range, own) }
            let number = row[span.feature]?.number ?? 0
            let ends = [span.atLeast ?? limits.lowerBound, span.atMost ?? limits.upperBound]
            low = ends[0].isFinite ? ends[0] : min(number, statistics?.minimum ?? number)
            high = max(low, ends[1].isFinite ? ends[1] : max(number, statistics?.maximum ?? number))
            grid = step.map(Grid.init)
        }

        func end(_ generator: inout SeededGenerator) -> Value {
            if let categories { return categories.randomElement(using: &generator) ?? .missing }
            return .number(onGrid(Bool.random(using: &generator) ? low : high))
        }

        func any(_ generator: inout SeededGenerator) -> Value {
            if let categories { return categories.randomElement(using: &generator) ?? .missing }
            return .number(onGrid(Double.random(in: low...high, using: &generator)))
        }

        private func onGrid(_ number: Double) -> Double {
            guard let grid else { return number }
            return grid.value(
                max(grid.number(atLeast: low), min(grid.number(nearest: number), grid.number(atMost: high))))
        }
    }
}
