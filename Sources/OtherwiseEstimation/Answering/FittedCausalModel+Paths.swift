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
        guard case .effect(let effect) = question, effect.kind.isAlongPaths else {
            throw QuestionError(
                .unsupported, "'\(question)' asks not about paths", hint: "Ask NDE, NIE or PSE of x=1 vs 0 on y")
        }
        for name in [effect.treatment, effect.outcome] where table[name] == nil {
            throw EstimationError.unknownColumn(name, columns: table.columns.map(\.name))
        }
        let graph = try document.observed(in: table)
        let edges = try graph.edges(of: effect)
        // The treatment is set: what causes it need not be learnt. Hidden causes that it shares still count.
        let place = graph.position(of: effect.treatment)
        let cut = graph.filtered(directed: { $1 != place }, bidirected: { _, _ in true })
        let model = try FittedCausalModel(
            cut.subgraph(on: cut.ancestors(of: [effect.outcome]).union([effect.treatment])), fittedTo: table,
            options: options)
        for name in [effect.treatment, effect.outcome] + effect.mediators.sorted() { try model.requireNumber(name) }
        let values = [effect.active, effect.baseline].compactMap { $0 }
        guard values.count == 2, effect.value == nil else {
            throw QuestionError(
                .incomplete, "An effect along paths compares two values",
                hint: "Write \(effect.kind.rawValue) of \(effect.treatment)=1 vs 0 on \(effect.outcome)")
        }
        let (active, baseline) = (
            try model.variables.code(of: values[0], effect.treatment),
            try model.variables.code(of: values[1], effect.treatment)
        )
        func value(_ model: StructuralCausalModel<FittedMechanism>, _ samples: Int) throws -> Double {
            try model.pathSpecificEffect(
                of: effect.treatment, active, against: baseline, on: effect.outcome, along: edges, samples: samples,
                seed: options.seed
            ).value
        }
        let best = try value(model.model, 20_000)
        let others = try model.draws.map { try value($0, 2_000) }
        guard best.isFinite else {
            throw EstimationError.unusable(
                column: effect.outcome, problem: "would be beyond all numbers",
                hint: "Compare values that are nearer to the data")
        }
        return CausalAnswer(
            question, .number(best, interval: interval(of: others)),
            method:
                "simulation with mechanisms fitted to \(table.count) rows\(model.restriction(options).map { ", \($0)" } ?? ""); interval from \(options.draws) models that the data allow, seed \(options.seed)",
            assumptions: [
                "Every arrow that is missing from the graph is missing in the world, and nothing hidden causes two variables.",
                "What causes a number besides its parents is added to what they do.",
            ] + model.linkAssumptions, cautions: document.cautions + cautions(about: others))
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
