public import OtherwiseCausal
public import OtherwiseCore

extension FittedCausalModel {
    /// What a row would have been, by mechanisms fitted to the table that it is from.
    ///
    /// - Parameters:
    ///   - document: Variables of it that the table lacks count as hidden.
    ///   - unit: The row's values.
    ///   - isRefuted: Whether the independences that the whole graph implies are tested.
    /// - Throws: `QuestionError` for a question of another kind, and what fitting throws.
    public static func answer(
        _ question: CausalQuestion, graph document: GraphDocument, _ table: Table, row unit: [String: Value],
        refuting isRefuted: Bool = false, options: FittingOptions = FittingOptions()
    ) throws -> CausalAnswer {
        guard case .whatIf(let changes, _, let evidence) = question else {
            throw QuestionError(
                .unsupported, "'\(question)' asks not what would have been", hint: "Ask 'what if x = 1 for row 0'")
        }
        let observed = try unit.merging(evidence.observed(among: document.observed(in: table).nodes)) { $1 }
        let model = try FittedCausalModel(document, fittedTo: table, under: changes, options: options)
        let (found, drawn) = try model.counterfactualsWithDraws(of: observed, under: changes)
        let falsified = isRefuted ? try falsifications(of: document.observed(in: table), table, options) : []
        return CausalAnswer(
            question, .changes(found.map(\.change)), method: model.method(table.count, options),
            assumptions: model.assumptions,
            cautions: try document.cautions + model.cautions(found) + model.gaps(drawn) + falsified)
    }

    /// The part of a model that a change needs, learnt from a table; variables that it lacks count as hidden.
    ///
    /// - Throws: What fitting throws, and `EstimationError` for a change of what the table lacks.
    public init(
        _ document: GraphDocument, fittedTo table: Table, under changes: [String: CausalQuestion.Adjustment],
        options: FittingOptions = FittingOptions()
    ) throws {
        for name in changes.keys where table[name] == nil {
            throw EstimationError.unknownColumn(name, columns: table.columns.map(\.name))
        }
        let settings = changes.filter { if case .set = $0.value { true } else { false } }
        try self.init(
            document.observed(in: table), fittedTo: table, changing: Set(changes.keys), setting: Set(settings.keys),
            options: options)
    }

    private var moved: [String] { graph.topologicalOrder.filter { fits[$0]?.form != .root } }

    private func method(_ rows: Int, _ options: FittingOptions) -> String {
        let forms = restriction(options) ?? "each in the form that predicts best\(forms)"
        return
            "mechanisms fitted to \(rows) rows, \(forms); the unit's noise recovered; interval from \(options.draws) models that the data allow, seed \(options.seed)"
    }

    /// The forms that mechanisms took where some were left out; `nil` where options allow all.
    package func restriction(_ options: FittingOptions) -> String? {
        options.isRestricted ? "each in the form that predicts best of those that are allowed\(forms)" : nil
    }

    /// The form of each mechanism, in brackets; empty where there is none.
    private var forms: String {
        let forms = moved.map { name in
            "\(name) \(fits[name]?.form.rawValue ?? "")\(link(of: name).map { ", in \($0)" } ?? "")"
        }
        return forms.isEmpty ? "" : " (\(forms.joined(separator: ", ")))"
    }

    /// What noise is added to where it is not the variable itself.
    private func link(of name: String) -> String? {
        fits[name].map(\.mechanism.link.words).flatMap { $0.isEmpty ? nil : $0 }
    }

    private var hasLevels: Bool {
        moved.contains { if case .levels? = fits[$0]?.mechanism { true } else { false } }
    }

    private var assumptions: [String] {
        [
            "Every arrow that is missing from the graph is missing in the world.",
            "What causes a number besides its parents is added to what they do, and is the same in both worlds.",
        ]
            + linkAssumptions
            + (hasLevels
                ? ["Levels have Gumbel noise; data cannot tell it from other noise, under which the answer may differ."]
                : [])
    }

    /// Of what noise is added to something else than the variable itself.
    var linkAssumptions: [String] {
        moved.compactMap { name in
            link(of: name).map {
                "Of \(name) it is \($0) that noise is added to; the data speak against noise that is added to \(name) itself."
            }
        }
    }

    private func cautions(_ found: [UnitCounterfactual]) throws -> [String] {
        let outside = found.filter { !$0.outside.isEmpty }.map {
            "\($0.variable): the unit, or what it would have been, lies outside the data in \(Set($0.outside).listed). The answer is a guess there, and its interval too narrow."
        }
        let leftOut = moved.filter { rowsLeftOut($0) > 0 }.map {
            "\($0): \(rowsLeftOut($0)) rows with missing values were left out of the fit."
        }
        let dependent = try residualTests().filter(\.isRejected).map {
            "\($0.variable): what its parents leave of it still depends on them (\($0.pValue.words)). Noise is not simply added, or a cause is missing; the interval may be too narrow."
        }
        return outside + leftOut + dependent
    }

    /// What to know of variables for which some of the models that the data allow have no value.
    private func gaps(_ others: [[String: Double]]) -> [String] {
        moved.compactMap { name in
            let hasLevels = variables.position(of: name).map { variables.levels[$0] != nil } ?? false
            return Self.gap(name, others.compactMap { $0[name] }, hasLevels: hasLevels)
        }
    }

    /// - Parameters:
    ///   - drawn: What each of the models that the data allow has for a variable.
    ///   - hasLevels: Whether it has levels, of which the answer is the likeliest among these models.
    static func gap(_ name: String, _ drawn: [Double], hasLevels: Bool = false) -> String? {
        let gaps = drawn.count(where: \.isNaN)
        guard gaps > 0 else { return nil }
        guard gaps < drawn.count else {
            return
                "\(name): none of the \(gaps) models that the data allow has a value for it, so that nothing says how sure the answer is."
        }
        let without = hasLevels ? "answer is without them" : "interval is without them, and too narrow"
        return "\(name): \(gaps) of the \(drawn.count) models that the data allow have no value for it; the \(without)."
    }

    private static func falsifications(
        of graph: CausalGraph, _ table: Table, _ options: FittingOptions
    ) throws -> [String] {
        var options = options
        options.draws = 0
        let tests = try FittedCausalModel(graph, fittedTo: table, options: options).diagnose().implications
        let rejected = tests.filter(\.isRejected).map {
            "The graph says that \($0.variable) is independent of \($0.other)\($0.parents.isEmpty ? "" : " given \(Set($0.parents).listed)"); the data say it is not (\($0.pValue.words))."
        }
        return rejected.isEmpty
            ? ["Of the \(tests.count) independences that the graph implies the data refute none."] : rejected
    }
}

extension UnitCounterfactual {
    fileprivate var change: CausalAnswer.Change {
        CausalAnswer.Change(
            variable: variable, from: factual, to: counterfactual,
            interval: interval.map(CausalAnswer.Bounds.init), probability: probability)
    }
}

extension Double {
    /// A p-value, for people.
    fileprivate var words: String {
        self < 0.0001 ? "p < 0.0001" : "p = \(((self * 10_000).rounded() / 10_000).plain)"
    }
}

extension GraphDocument {
    /// The graph without what nobody observes.
    func observed(in table: Table) throws -> CausalGraph {
        try graph.hiding(hidden.union(graph.nodes.filter { table[$0] == nil }))
    }
}
