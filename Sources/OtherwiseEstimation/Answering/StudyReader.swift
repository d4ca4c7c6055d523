import OtherwiseCausal
import OtherwiseCore

/// Takes the columns that an effect is estimated from out of a table.
struct StudyReader {
    private let table: Table
    private let rows: [Int]

    /// Rows in which any of the columns is missing are left out.
    ///
    /// - Throws: `EstimationError` for a column that the table lacks, or no complete row.
    init(_ table: Table, columns: Set<String>) throws(EstimationError) {
        var used: [Column] = []
        for name in columns.sorted() {
            guard let column = table[name] else { throw .unknownColumn(name, columns: table.columns.map(\.name)) }
            guard table.count == 0 || (0..<table.count).contains(where: { column[$0] != .missing }) else {
                throw .unusable(column: name, problem: "has no values", hint: "Leave it out of the graph, or hide it")
            }
            used.append(column)
        }
        self.table = table
        rows = (0..<table.count).filter { row in used.allSatisfy { $0[row] != .missing } }
        guard !rows.isEmpty else { throw .tooFewRows(0, needed: 2) }
    }

    var count: Int { rows.count }
    var leftOut: Int { table.count - rows.count }

    private func values(_ name: String) throws(EstimationError) -> [Value] {
        guard let column = table[name] else { throw .unknownColumn(name, columns: table.columns.map(\.name)) }
        return rows.map { column[$0] }
    }

    /// Numbers as they are; categories as one column for each level but the first.
    func regressors(_ names: Set<String>) throws(EstimationError) -> [Regressor] {
        var result: [Regressor] = []
        for name in names.sorted() {
            let values = try values(name)
            let numbers = values.compactMap(\.number)
            guard numbers.count < values.count else {
                result.append(Regressor(name, numbers))
                continue
            }
            let levels = Set(values.map(\.description)).sorted()
            guard levels.count <= Self.levelLimit else {
                throw .unusable(
                    column: name, problem: "has \(levels.count) levels",
                    hint: "At most \(Self.levelLimit) are told apart; join some")
            }
            for level in levels.dropFirst() {
                result.append(Regressor("\(name)=\(level)", values.map { $0.description == level ? 1 : 0 }))
            }
        }
        return result
    }

    private static let levelLimit = 100

    /// The outcome, or whether it takes the value that is asked about.
    func outcome(_ effect: CausalQuestion.Effect) throws(EstimationError) -> [Double] {
        let values = try values(effect.outcome)
        if let asked = effect.value {
            guard values.contains(asked) else {
                throw .unusable(
                    column: effect.outcome, problem: "never is '\(asked)'", hint: "It is \(Self.listed(values))")
            }
            return values.map { $0 == asked ? 1 : 0 }
        }
        let numbers = values.compactMap(\.number)
        guard numbers.count == values.count else {
            throw .unusable(
                column: effect.outcome, problem: "holds categories",
                hint: "Ask about one: on \(effect.outcome.quotedIfNeeded)=\(values[0].description.quotedIfNeeded)")
        }
        return numbers
    }

    /// The treatment as 0 and 1, or as numbers, and how much of it the effect is about.
    func treatment(_ effect: CausalQuestion.Effect) throws(EstimationError) -> Treatment {
        let values = try values(effect.treatment)
        let levels = Set(values)
        let numbers = values.compactMap(\.number)
        let name = effect.treatment
        guard levels.count > 1 else {
            throw .unusable(
                column: name, problem: "is '\(values[0])' everywhere", hint: "An effect compares two of its values")
        }
        for asked in [effect.active, effect.baseline].compactMap({ $0 }) where levels.count == 2 || asked.number == nil
        {
            guard levels.contains(asked) else {
                throw .unusable(column: name, problem: "never is '\(asked)'", hint: "It is \(Self.listed(values))")
            }
        }
        if levels.count == 2 { return try binary(effect, values, levels) }
        guard numbers.count == values.count else { return try several(effect, values, levels) }
        switch (effect.active?.number, effect.baseline?.number) {
        case (let active?, let baseline?) where active != baseline:
            return Treatment(
                values: numbers, scale: active - baseline, active: active.plain, baseline: baseline.plain)
        case (nil, nil): return Treatment(values: numbers, scale: 1, active: "one more", baseline: "no more")
        default:
            throw .unusable(
                column: name, problem: "has many values",
                hint: "Write two that differ, such as \(name.quotedIfNeeded)=10 vs 5, or none for one unit more")
        }
    }

    /// Of numbers the greater counts as treated where the question does not say.
    private func binary(
        _ effect: CausalQuestion.Effect, _ values: [Value], _ levels: Set<Value>
    ) throws(EstimationError) -> Treatment {
        let greatest = levels.compactMap(\.number).max()
        let chosen = effect.active ?? (levels.allSatisfy { $0.number != nil } ? greatest.map(Value.number) : nil)
        guard let active = chosen else {
            throw .unusable(
                column: effect.treatment, problem: "is \(Self.listed(values))",
                hint:
                    "Say which is the treatment: \(effect.treatment.quotedIfNeeded)=\(values[0].description.quotedIfNeeded)"
            )
        }
        guard let baseline = levels.first(where: { $0 != active }), effect.baseline ?? baseline == baseline else {
            throw .unusable(
                column: effect.treatment, problem: "is compared with itself", hint: "Name two different values")
        }
        return Treatment(
            values: values.map { $0 == active ? 1 : 0 }, scale: 1, active: active.description,
            baseline: baseline.description)
    }

    /// Two of more than two categories; the units of the others count among everyone.
    private func several(
        _ effect: CausalQuestion.Effect, _ values: [Value], _ levels: Set<Value>
    ) throws(EstimationError) -> Treatment {
        let name = effect.treatment
        guard levels.count <= FittedVariables.levelLimit else {
            throw .unusable(
                column: name, problem: "has \(levels.count) levels",
                hint: "At most \(FittedVariables.levelLimit) are told apart; join some")
        }
        // A category that looks like a number is asked for as one.
        func level(_ asked: Value?) -> Value? { asked.map { levels.contains($0) ? $0 : .category($0.description) } }
        guard let active = level(effect.active), let baseline = level(effect.baseline), active != baseline else {
            let example = levels.map(\.description).sorted().prefix(2).map(\.quotedIfNeeded)
            throw .unusable(
                column: name, problem: "is \(Self.listed(values))",
                hint: "Name the two to compare: \(name.quotedIfNeeded)=\(example.joined(separator: " vs "))")
        }
        for asked in [active, baseline] where !levels.contains(asked) {
            throw .unusable(column: name, problem: "never is '\(asked)'", hint: "It is \(Self.listed(values))")
        }
        let others = levels.subtracting([active, baseline]).sorted { $0.description < $1.description }
        let order = [baseline, active] + others
        return Treatment(
            values: values.map { Double(order.firstIndex(of: $0) ?? 0) }, scale: 1,
            active: active.description, baseline: baseline.description, hasLevels: true)
    }

    private static func listed(_ values: [Value]) -> String {
        let levels = Set(values.map { "'\($0)'" }).sorted()
        return levels.prefix(10).joined(separator: ", ") + (levels.count > 10 ? ", …" : "")
    }

    /// A treatment as numbers.
    struct Treatment {
        let values: [Double]
        /// How many units of it the effect is about.
        let scale: Double
        let active: String
        let baseline: String
        /// Whether the values stand for levels, of which 1 is compared with 0.
        var hasLevels = false
    }
}
