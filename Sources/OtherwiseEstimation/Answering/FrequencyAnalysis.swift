public import OtherwiseCausal
public import OtherwiseCore
import OtherwiseNumerics

/// A probability, in this world or in others, asked of a table of levels and a graph: ID, IDC, ID* and IDC* turn it into
/// an expression in frequencies (Shpitser and Pearl 2006, 2007), and the table gives these. The interval is that of
/// the Bayesian bootstrap (Rubin 1981).
///
/// Where the probabilities of causation are not identified, frequencies and identified effects bound them (Tian and
/// Pearl 2000).
public struct FrequencyAnalysis: Sendable {
    private let question: CausalQuestion
    private let graph: CausalGraph
    private let table: FrequencyTable
    private let cautions: [String]
    private let draws: Int
    private let seed: UInt64

    /// - Parameters:
    ///   - document: Variables of it that the table lacks count as hidden.
    ///   - draws: How many other frequencies the interval is from.
    public init(
        _ question: CausalQuestion, graph document: GraphDocument, _ table: Table, draws: Int = 200, seed: UInt64 = 1
    ) throws {
        (self.question, self.draws, self.seed) = (question, max(draws, 2), seed)
        graph = try document.graph.hiding(document.hidden.union(document.graph.nodes.filter { table[$0] == nil }))
        self.table = try FrequencyTable(table, columns: graph.nodes)
        cautions = document.cautions
    }

    /// - Throws: `QuestionError` for a question of another kind or one that the graph leaves open, `NotIdentified`,
    ///   `EstimandError` where the data lack the cases that the expression needs, `CausalModelError`.
    public func answer() throws -> CausalAnswer {
        switch question {
        case .probability(let events, let evidence, let intervention):
            return try probability(events, evidence, intervention)
        case .effect(let effect) where effect.kind.isOfCausation: return try causation(effect)
        default:
            throw QuestionError(
                .unsupported, "From data and a graph, '\(question)' is not answered",
                hint: "Ask 'ATE of x on y', 'P(y=… | do(x=…))', 'PN of x on y' or 'what if … for row 0'")
        }
    }

    // MARK: Probabilities

    private func probability(
        _ events: [CausalQuestion.Event], _ evidence: [CausalQuestion.Event], _ intervention: [String: Value?]
    ) throws -> CausalAnswer {
        let placed = try CounterfactualEvent.placed(events, evidence, intervention)
        guard let open = placed.open else {
            let found = try number(placed.events, placed.evidence)
            return answer(.number(found.value, interval: found.interval), found)
        }
        var (levels, last): ([CausalAnswer.Level], Found?) = ([], nil)
        for level in try table.levels(of: open.name) {
            let found = try number([CounterfactualEvent(open, is: level)], placed.evidence)
            levels.append(CausalAnswer.Level(level, probability: found.value))
            last = found
        }
        return answer(.distribution(levels), last)
    }

    /// A probability with what it was worked out from.
    private struct Found {
        let estimand: Estimand
        let frequencies: Frequencies
        let value: Double
        let interval: CausalAnswer.Bounds
    }

    private func number(_ events: [CounterfactualEvent], _ evidence: [CounterfactualEvent]) throws -> Found {
        for event in events + evidence {
            _ = try graph.ancestors(of: [event.variable.name])
            let levels = try table.levels(of: event.variable.name).map(\.description)
            guard levels.contains(event.value.description) else {
                throw CausalModelError.unknownLevel(
                    event.value.description, of: event.variable.name, levels: levels)
            }
        }
        let found = try identified(events, evidence)
        let variables = found.estimand.allVariables.union(found.evidence.allVariables)
        let frequencies = try table.frequencies(of: Set(variables.map(\.name)))
        var generator = SeededGenerator(seed: seed)
        let values = try (0..<draws).map { _ in
            try found.value(in: frequencies.resampled(using: &generator))
        }.sorted()
        return Found(
            estimand: found.estimand, frequencies: frequencies, value: try found.value(in: frequencies.joint),
            interval: CausalAnswer.Bounds(values.quantile(0.025)...values.quantile(0.975)))
    }

    private func identified(
        _ events: [CounterfactualEvent], _ evidence: [CounterfactualEvent]
    ) throws -> IdentifiedCounterfactual {
        switch try graph.identify(counterfactual: events, given: evidence) {
        case .identified(let found): return found
        case .impossible: return try identified(evidence, []).neverWithIt
        case .impossibleEvidence:
            throw QuestionError(
                .contradiction, "No world is as '\(question)' takes it to be",
                hint: "Check which variables are given two values at once")
        case .notIdentified(let variable):
            throw QuestionError(
                .notIdentified,
                "'\(question)' is not identified, not even by experiments: it is about the same units in worlds in which '\(variable)' differs",
                hint: "A model with functions, given by --model, settles it")
        case .needsExperiment(_, let hedge): throw NotIdentified(hedge: hedge)
        }
    }

    // MARK: Probabilities of causation

    private func causation(_ effect: CausalQuestion.Effect) throws -> CausalAnswer {
        let pair = try ContrastedLevels(effect, table)
        do {
            let (events, evidence) = pair.question(effect.kind)
            let found = try number(events, evidence)
            return answer(.number(found.value, interval: found.interval), found)
        } catch let error as QuestionError where error.code == .notIdentified {
            return try bounded(effect.kind, pair)
        } catch is NotIdentified {
            return try bounded(effect.kind, pair)
        }
    }

    private func bounded(_ kind: CausalQuestion.Effect.Kind, _ pair: ContrastedLevels) throws -> CausalAnswer {
        let frequencies = try table.frequencies(of: [pair.active.variable.name, pair.present.variable.name])
        let joint = try pair.joint(in: frequencies.joint)
        let (present, prevented) = (try experiment(pair.with), try experiment(pair.without))
        let bounds = CausationBounds(
            present: present.map { $0...$0 } ?? joint.present,
            absent: prevented.map { (1 - $0)...(1 - $0) } ?? joint.absent, joint: joint)
        let range =
            switch kind {
            case .necessity: bounds.necessity
            case .sufficiency: bounds.sufficiency
            default: bounds.both
            }
        return CausalAnswer(
            question, .bounds(CausalAnswer.Bounds(range)),
            method: present == nil && prevented == nil
                ? "sharp bounds from frequencies alone, for they do not identify the effect (Tian and Pearl 2000)"
                : "sharp bounds from frequencies and the effects that they identify (Tian and Pearl 2000)",
            assumptions: assumptions(frequencies.rows),
            cautions: cautions + ["The bounds do not count in that other rows would have other frequencies."])
    }

    /// What an experiment would give; `nil` where frequencies and graph do not tell it.
    private func experiment(_ event: CounterfactualEvent) throws -> Double? {
        do {
            return try number([event], []).value
        } catch is NotIdentified {
            return nil
        }
    }

    private func answer(_ result: CausalAnswer.Result, _ found: Found?) -> CausalAnswer {
        let leftOut = found?.frequencies.leftOut ?? 0
        return CausalAnswer(
            question, result,
            method: "the expression worked out from frequencies; interval by the Bayesian bootstrap, seed \(seed)",
            estimand: found?.estimand, assumptions: assumptions(found?.frequencies.rows ?? 0),
            cautions: cautions + (leftOut > 0 ? ["\(leftOut) rows with missing values were left out."] : []))
    }

    private func assumptions(_ rows: Int) -> [String] {
        let data = "The \(rows) rows are a random sample of those that the question is about."
        let arrows = "Every arrow that is missing from the graph is missing in the world."
        return question.rung == .seeing ? [data] : [arrows, data]
    }
}

/// Cause and effect of a question about causation, each with the two levels that are compared.
private struct ContrastedLevels {
    let active, baseline, present, absent: CounterfactualEvent

    init(_ effect: CausalQuestion.Effect, _ table: FrequencyTable) throws {
        let cause = try Self.pair(effect.treatment, effect.active, table, "\(effect.kind.rawValue) of", effect.baseline)
        let outcome = try Self.pair(effect.outcome, effect.value, table, "… on", nil)
        (active, baseline) = (cause.0, cause.1)
        (present, absent) = (outcome.0, outcome.1)
    }

    private static func pair(
        _ name: String, _ asked: Value?, _ table: FrequencyTable, _ words: String, _ other: Value?
    ) throws -> (CounterfactualEvent, CounterfactualEvent) {
        let levels = try table.levels(of: name)
        let affirmative = ["yes", "true", "1", "present"]
        let chosen = asked ?? levels.first { affirmative.contains($0.description.lowercased()) }
        guard levels.count == 2, let chosen, levels.contains(chosen) else {
            let shown = levels.prefix(5).map(\.description).joined(separator: ", ")
            throw QuestionError(
                .incomplete, "'\(name)' is \(shown); causation compares two levels",
                hint: "Write \(words) \(name)=\(levels.first?.description ?? "…") for a column of two levels")
        }
        let rest = levels.first { $0 != chosen } ?? chosen
        guard other == nil || other == rest else {
            throw QuestionError(.contradiction, "'\(name)' is compared with itself", hint: "Leave out 'vs …'")
        }
        return (CounterfactualEvent(name, is: chosen), CounterfactualEvent(name, is: rest))
    }

    /// The effect where the cause is set.
    var with: CounterfactualEvent {
        CounterfactualEvent(present.variable.name, is: present.value, do: [active.variable.name: active.value])
    }

    /// Its absence where the cause is prevented.
    var without: CounterfactualEvent {
        CounterfactualEvent(absent.variable.name, is: absent.value, do: [baseline.variable.name: baseline.value])
    }

    func question(_ kind: CausalQuestion.Effect.Kind) -> ([CounterfactualEvent], [CounterfactualEvent]) {
        switch kind {
        case .necessity: ([without], [active, present])
        case .sufficiency: ([with], [baseline, absent])
        default: ([with, without], [])
        }
    }

    func joint(in distribution: JointDistribution) throws(CausalModelError) -> CausationBounds.Joint {
        func share(_ cause: CounterfactualEvent, _ effect: CounterfactualEvent) throws(CausalModelError) -> Double {
            try distribution.probability(
                of: [cause.variable.name: cause.value, effect.variable.name: effect.value])
        }
        return CausationBounds.Joint(
            both: try share(active, present), causeOnly: try share(active, absent),
            effectOnly: try share(baseline, present), neither: try share(baseline, absent))
    }
}
