public import OtherwiseCausal
public import OtherwiseCore

/// What every row of a table would have been under one change; for files that are read block by block, in any order and
/// on any thread.
public struct RowCounterfactuals: Sendable {
    /// The variables that the change may move, causes first.
    public let variables: [String]
    /// The variables that a row must have.
    public let needed: [String]
    private let model: Model
    private let intervention: NumericIntervention
    /// The variables that nobody observes, none of which the answer hangs on.
    private let hidden: Set<String>
    /// The variables whose value is set or shifted.
    private let changed: Set<String>

    private enum Model: Sendable {
        case fitted(FittedCausalModel)
        case written(StructuralCausalModel<PostNonlinearMechanism<Expression>>)
        case mixed(MixedCausalModel, StructuralCausalModel<WrittenMechanism>)
    }

    /// What some rows would have been.
    public struct Answers: Sendable {
        /// For each of the variables, `[rows]`; missing where there is no answer.
        public let values: [[Value]]
        /// What speaks against each row's answer, or why there is none; empty where nothing does.
        public let cautions: [String]
    }

    /// By mechanisms learnt from data.
    public init(_ model: FittedCausalModel, under changes: [String: CausalQuestion.Adjustment]) throws {
        try self.init(.fitted(model), model.graph, try model.intervention(changes))
    }

    /// By a model that was written down, of numbers, or of numbers and levels.
    ///
    /// - Parameter seed: Of levels that the model leaves open.
    /// - Throws: `QuestionError` for a model of levels alone, and for one with hidden causes, which no row has, where the
    ///   answer hangs on them.
    public init(
        _ file: CausalModelFile, under changes: [String: CausalQuestion.Adjustment], seed: UInt64 = 1
    ) throws {
        switch file {
        case .numeric(let model):
            try self.init(.written(model), model.graph, NumericIntervention(asked: changes))
        case .mixed(let model):
            try CausalQuestion.whatIfEveryRow(changes).requireNames(
                among: model.observedGraph.nodes, hidden: model.hidden)
            let structural = try model.structural(seed: seed), intervention = try model.intervention(changes)
            let open = try structural.needed(for: intervention).intersection(model.hidden)
            guard open.isEmpty else {
                throw QuestionError(
                    .unsupported,
                    "What a row would have been is left open by its hidden causes (\(open.listed)), and a line holds one answer",
                    hint: "Ask 'for row 12', whose answer is a distribution")
            }
            try self.init(.mixed(model, structural), model.graph, intervention, hidden: model.hidden)
        case .network, .discrete:
            throw QuestionError(
                .unsupported, "A model of levels answers for one row at a time", hint: "Ask 'for row 12'")
        }
    }

    private init(
        _ model: Model, _ graph: CausalGraph, _ intervention: NumericIntervention, hidden: Set<String> = []
    ) throws {
        let reached: Set<String>
        do { reached = try graph.descendants(of: Set(intervention.changes.keys)) } catch {
            throw CausalModelError.graph(error)
        }
        variables = graph.topologicalOrder.filter(reached.contains)
        needed = graph.nodes.filter { !hidden.contains($0) }
        (self.model, self.intervention, self.hidden) = (model, intervention, hidden)
        changed = Set(intervention.changes.keys)
    }

    /// What the rows of a table would have been. A level that is left open is one draw, the same for the same rows that
    /// follow on as many.
    ///
    /// - Parameter first: How many rows came before those of the table, where it is a block of a longer one.
    /// - Throws: `EstimationError` for a column that is absent, `CausalModelError`.
    public func answers(for table: Table, first: Int = 0) throws -> Answers {
        var cautions = [String](repeating: "", count: table.count)
        let codes = try needed.map { try self.codes($0, in: table, &cautions) }
        let rows = table.count == 0 ? [] : cautions.indices.filter { cautions[$0].isEmpty }
        let known = try Table(
            columns: zip(needed, codes).map { name, column in
                Column(name: name, storage: .numbers(rows.count == column.count ? column : rows.map { column[$0] }))
            }, count: rows.count)
        let found = try outcomes(known, first)
        var values = [[Value]](repeating: [Value](repeating: .missing, count: table.count), count: variables.count)
        for (place, name) in variables.enumerated() {
            guard case .numbers(let own)? = found[name]?.storage else { continue }
            for (number, row) in zip(own, rows) { values[place][row] = value(number, name) }
        }
        try addSupport(to: &cautions, rows, known, found)
        try addImpossibilities(to: &cautions, rows, known)
        for row in rows where cautions[row].isEmpty {
            guard let place = variables.indices.first(where: { values[$0][row] == .missing }) else { continue }
            cautions[row] = "no number for \(variables[place]) by its mechanism"
        }
        return Answers(values: values, cautions: cautions)
    }

    private func outcomes(_ known: Table, _ first: Int) throws -> Table {
        let table = try known.filled(hidden)
        return switch model {
        case .fitted(let model):
            try StructuralCausalModel(model.model) { $0.following(first) }.whatIf(table, under: intervention)
        case .written(let model): try model.whatIf(table, under: intervention)
        case .mixed(_, let model):
            try StructuralCausalModel(model) { $0.following(first) }.whatIf(table, under: intervention)
        }
    }

    /// Whether the mechanisms are learnt from data; else they were written down.
    public var isLearnt: Bool { if case .fitted = model { true } else { false } }

    /// The numbers of a column as the model reads them; NaN, with a word on why, where there is none.
    private func codes(_ name: String, in table: Table, _ cautions: inout [String]) throws -> [Double] {
        guard let column = table[name] else {
            throw EstimationError.unknownColumn(name, columns: table.columns.map(\.name))
        }
        if case .numbers(let numbers) = column.storage, isNumber(name) {
            for row in numbers.indices where !numbers[row].isFinite { cautions[row] = "no value of \(name)" }
            return numbers
        }
        return (0..<table.count).map { row in
            if let code = code(of: column[row], name) { return code }
            cautions[row] =
                column[row] == .missing ? "no value of \(name)" : "\(unknown) \(name) '\(column[row].excerpt)'"
            return .nan
        }
    }

    /// What is said of a value that the model does not know.
    private var unknown: String {
        isLearnt ? "no row that was learnt from has" : "the model has no"
    }

    /// Whether a variable is a number; else it has levels.
    public func isNumber(_ name: String) -> Bool {
        switch model {
        case .fitted(let model): model.variables.position(of: name).map { model.variables.levels[$0] == nil } ?? true
        case .written: true
        case .mixed(let model, _): model.discrete[name] == nil
        }
    }

    private func code(of value: Value, _ name: String) -> Double? {
        switch model {
        case .fitted(let model): try? model.variables.code(of: value, name)
        case .written: value.number
        case .mixed(let model, _): try? model.code(of: value, name)
        }
    }

    private func value(_ number: Double, _ name: String) -> Value {
        guard number.isFinite else { return .missing }
        switch model {
        case .fitted(let model):
            return model.variables.position(of: name).map { model.variables.value(of: number, $0) } ?? .number(number)
        case .written: return .number(number)
        case .mixed(let model, _): return model.value(of: number, name)
        }
    }

    /// Marks the rows that lie outside the data.
    private func addSupport(to cautions: inout [String], _ rows: [Int], _ known: Table, _ found: Table) throws {
        guard case .fitted(let model) = model else { return }
        var outside = [Set<String>](repeating: [], count: rows.count)
        for name in variables {
            let (names, support) = try model.support(of: name, isSet: changed.contains(name))
            let both = [known, found].map { table in names.map { Self.numbers($0, table) } }
            for place in rows.indices {
                let units = both.map { columns in columns.map { $0[place] } }
                outside[place].formUnion(
                    changed.contains(name) ? support.beyond(units[1]) : support.outside(units))
            }
        }
        for (place, row) in rows.enumerated() where !outside[place].isEmpty {
            cautions[row] = "outside the data in \(outside[place].sorted().joined(separator: ", "))"
        }
    }

    /// Marks the rows that a model which was written down calls impossible.
    private func addImpossibilities(to cautions: inout [String], _ rows: [Int], _ known: Table) throws {
        let names: [String?] =
            switch model {
            case .fitted: []
            case .written(let model): try model.impossibilities(in: known)
            case .mixed(_, let model): try model.impossibilities(in: known.filled(hidden), besides: hidden)
            }
        for (name, row) in zip(names, rows) {
            if let name { cautions[row] = "the row's \(name) has probability 0 in the model" }
        }
    }

    private static func numbers(_ name: String, _ table: Table) -> [Double] {
        if case .numbers(let numbers)? = table[name]?.storage { numbers } else { [] }
    }
}

extension Table {
    /// With columns of zeros besides: of what nobody observes and nothing hangs on any number will do.
    fileprivate func filled(_ names: Set<String>) throws -> Table {
        guard !names.isEmpty else { return self }
        let zeros = [Double](repeating: 0, count: count)
        return try Table(
            columns: columns + names.sorted().map { Column(name: $0, storage: .numbers(zeros)) }, count: count)
    }
}

extension Value {
    /// Its beginning in one line, for people.
    fileprivate var excerpt: String {
        let text = description.prefix(60).unicodeScalars.prefix(240)
        return String(String.UnicodeScalarView(text)).inOneLine(" ")
    }
}
