import OtherwiseCore
import OtherwiseNumerics

/// How a number depends on its causes: linearly, with noise that is independent of them.
struct LinearEffects: Sendable {
    private let causes: [(position: Int, effect: Effect)]
    private let grid: Grid?

    /// What one cause is worth.
    private enum Effect: Sendable {
        /// For each unit.
        case slope(Double)
        /// For each level that was seen.
        case levels([String: Double])

        init(_ terms: [(Term, Double)]) {
            self =
                terms.first { $0.0.level == nil }.map { .slope($0.1) }
                ?? .levels(Dictionary(uniqueKeysWithValues: terms.map { ($0.0.level ?? "", $0.1) }))
        }

        /// `nil` where a value is missing, was never seen, or is of the other kind.
        func worth(_ value: Value) -> Double? {
            switch (self, value) {
            case (.slope(let slope), .number(let number)): slope * number
            case (.levels(let levels), .category(let level)): levels[level]
            default: nil
            }
        }
    }

    /// - Throws: `CausesError` for no more whole rows than terms.
    init(of feature: Int, _ causes: [Int], schema: Schema, _ reference: Table) throws {
        let columns = ([feature] + causes).map { reference[schema.features[$0].name] }
        let rows = (0..<reference.count).lazy.map { row in columns.map { $0?[row] ?? .missing } }
            .filter { !$0.contains(.missing) }
        let whole = Array(rows)
        let terms = causes.indices.flatMap { Term.terms(of: $0 + 1, in: whole) }
        guard whole.count > terms.count + 1 else {
            throw CausesError.tooFewRows(schema.features[feature].name, rows: whole.count, terms: terms.count + 1)
        }
        let ones = [Double](repeating: 1, count: whole.count)
        let design = Matrix(columns: [ones] + terms.map { term in whole.map(term.value(in:)) }, rows: whole.count)
        let coefficients = Regression.leastSquares(whole.map { $0[0].number ?? 0 }, on: design).coefficients.dropFirst()
        let fitted = Array(zip(terms, coefficients))
        self.causes = causes.enumerated().map { place, cause in
            (cause, Effect(fitted.filter { $0.0.place == place + 1 }))
        }
        if case .numeric(_, let step?) = schema.features[feature].domain { grid = Grid(step: step) } else { grid = nil }
    }

    /// The number that keeps its noise while its causes go from `factual` to `values`; itself where none moved, or where
    /// one is missing.
    func followed(_ value: Value, _ values: [Value], from factual: [Value]) -> Value {
        guard let number = value.number else { return value }
        var move = 0.0
        for (position, effect) in causes where values[position] != factual[position] {
            guard let new = effect.worth(values[position]), let old = effect.worth(factual[position]) else { continue }
            move += new - old
        }
        guard move != 0 else { return value }
        let moved = number + move
        return .number(grid.map { $0.value($0.number(nearest: moved)) } ?? moved)
    }
}

/// A regressor: a number, or whether a category is of one level.
private struct Term: Sendable {
    /// In the row, the effect itself at 0.
    let place: Int
    let level: String?

    /// A number as it is, of a category all levels that occur: what they span twice takes no part.
    static func terms(of place: Int, in rows: [[Value]]) -> [Term] {
        let levels = Set(rows.compactMap { $0[place].category })
        return levels.isEmpty ? [Term(place: place, level: nil)] : levels.sorted().map { Term(place: place, level: $0) }
    }

    func value(in row: [Value]) -> Double {
        level.map { row[place] == .category($0) ? 1 : 0 } ?? row[place].number ?? 0
    }
}
