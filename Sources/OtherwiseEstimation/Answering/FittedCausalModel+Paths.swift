public import OtherwiseCausal
public import OtherwiseCore

extension FittedCausalModel {
    /// What a treatment does along some paths, by mechanisms learnt from a table: NDE, NIE and PSE.
    ///
    /// - Parameter document: Variables of it that the table lacks count as hidden.
    /// - Throws: `QuestionError` for a question of another kind, and what fitting throws.
    public static func pathEffect(
        _ question: CausalQuestion, graph document: GraphDocument, _ table: Table,
        options: FittingOptions = FittingOptions(draws: 50)
    ) throws -> CausalAnswer {
        let effect = try pathEffect(question, in: table)
        let graph = try document.observed(in: table), travel = try graph.travel(of: effect)
        let model = try FittedCausalModel(effect, graph, table, options), values = try model.compared(effect)
        func value(_ model: StructuralCausalModel<FittedMechanism>, _ samples: Int) throws -> Double {
            try model.effect(
                of: effect.treatment, values.active, against: values.baseline, on: effect.outcome, travelling: travel,
                samples: samples, seed: options.seed
            ).value
        }
        let best = try value(model.model, 20_000)
        guard best.isFinite else {
            throw EstimationError.unusable(
                column: effect.outcome, problem: "would be beyond all numbers",
                hint: "Compare values that are nearer to the data")
        }
        let others = try model.draws.map { try value($0, 2_000) }
        return CausalAnswer(
            question, .number(best, interval: interval(of: others)), method: model.pathMethod(table.count, options),
            assumptions: pathAssumptions + model.linkAssumptions, cautions: document.cautions + cautions(about: others))
    }

    /// The effect that a question asks about.
    ///
    /// - Throws: `QuestionError` for a question of another kind, `EstimationError` for a column that the table lacks.
    private static func pathEffect(_ question: CausalQuestion, in table: Table) throws -> CausalQuestion.Effect {
        guard case .effect(let effect) = question, effect.kind.isAlongPaths else {
            throw QuestionError(
                .unsupported, "'\(question)' asks not about paths", hint: "Ask NDE, NIE or PSE of x=1 vs 0 on y")
        }
        for name in [effect.treatment, effect.outcome] where table[name] == nil {
            throw EstimationError.unknownColumn(name, columns: table.columns.map(\.name))
        }
        return effect
    }

    /// The mechanisms that carry an effect. The treatment is set: what causes it need not be learnt; hidden causes that it
    /// shares still count.
    private init(
        _ effect: CausalQuestion.Effect, _ graph: CausalGraph, _ table: Table, _ options: FittingOptions
    ) throws {
        let place = graph.position(of: effect.treatment)
        let cut = graph.filtered(directed: { $1 != place }, bidirected: { _, _ in true })
        try self.init(
            cut.subgraph(on: cut.ancestors(of: [effect.outcome]).union([effect.treatment])), fittedTo: table,
            options: options)
        for name in [effect.treatment, effect.outcome] + effect.mediators.sorted() { try requireNumber(name) }
    }

    /// The two values that an effect compares, as the mechanisms read them.
    private func compared(_ effect: CausalQuestion.Effect) throws -> (active: Double, baseline: Double) {
        guard let active = effect.active, let baseline = effect.baseline, effect.value == nil else {
            throw QuestionError(
                .incomplete, "An effect along paths compares two values",
                hint: "Write \(effect.kind.rawValue) of \(effect.treatment)=1 vs 0 on \(effect.outcome)")
        }
        return (try variables.code(of: active, effect.treatment), try variables.code(of: baseline, effect.treatment))
    }

    private func pathMethod(_ rows: Int, _ options: FittingOptions) -> String {
        let forms = restriction(options).map { ", \($0)" } ?? ""
        return
            "simulation with mechanisms fitted to \(rows) rows\(forms); interval from \(options.draws) models that the data allow, seed \(options.seed)"
    }

    private static var pathAssumptions: [String] {
        [
            "Every arrow that is missing from the graph is missing in the world, and nothing hidden causes two variables.",
            "What causes a number besides its parents is added to what they do.",
        ]
    }

    /// Where 95% of those that are numbers lie.
    private static func interval(of values: [Double]) -> CausalAnswer.Bounds? {
        let sorted = values.filter(\.isFinite).sorted()
        return sorted.isEmpty ? nil : CausalAnswer.Bounds(sorted.quantile(0.025)...sorted.quantile(0.975))
    }

    private static func cautions(about values: [Double]) -> [String] {
        let beyond = values.count { !$0.isFinite }
        guard beyond > 0 else { return [] }
        guard beyond < values.count else {
            return [
                "By none of the \(beyond) models that the data allow the effect is a number, so that it has no interval."
            ]
        }
        return [
            "By \(beyond) of the \(values.count) models that the data allow the effect is beyond all numbers; the interval is without them, and too narrow."
        ]
    }

    private func requireNumber(_ name: String) throws {
        guard let place = variables.position(of: name) else {
            throw EstimationError.unknownColumn(name, columns: variables.names)
        }
        guard try variables.levels[place] == nil || graph.parents(of: name).isEmpty else {
            throw EstimationError.unusable(
                column: name, problem: "holds levels",
                hint: "Effects along paths are of numbers; give a model with --model")
        }
    }
}

extension CausalQuestion.Effect.Kind {
    /// Whether the new value travels along some edges only.
    package var isAlongPaths: Bool { [.naturalDirect, .naturalIndirect, .pathSpecific].contains(self) }
}
