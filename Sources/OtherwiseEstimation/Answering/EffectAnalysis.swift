public import OtherwiseCausal
public import OtherwiseCore
import OtherwiseNumerics

/// An effect asked of data and a graph: the graph chooses what to compute, the data give the number.
///
/// ```swift
/// let question = try CausalQuestion("ATE of treat on re78")
/// let graph = try GraphDocument(reading: "age -> treat -> re78; age -> re78")
/// let analysis = try EffectAnalysis(question, graph: graph, table)
/// let effect = try analysis.report().estimate.value
/// ```
public struct EffectAnalysis: Sendable {
    /// What is asked.
    public let question: CausalQuestion
    /// The way that the graph opens.
    public let route: EffectRoute
    /// The units as numbers.
    public let study: Study
    let population: Population
    let treatment: StudyReader.Treatment
    let rowsLeftOut: Int
    private let effect: CausalQuestion.Effect
    private let cautions: [String]

    /// - Parameter document: Variables of it that the table lacks count as hidden.
    /// - Throws: `QuestionError` for a question of another kind, `Hedge` or `QuestionError` where the graph leaves no way,
    ///   `GraphError`, `EstimationError`.
    public init(_ question: CausalQuestion, graph document: GraphDocument, _ table: Table) throws {
        guard case .effect(let effect) = question, effect.kind == .average || effect.kind == .onTheTreated else {
            throw QuestionError(
                .unsupported, "From data alone, average effects are estimated, not '\(question)'",
                hint: "Ask 'ATE of x on y' or 'ATT of x on y'")
        }
        for name in [effect.treatment, effect.outcome] where table[name] == nil {
            throw EstimationError.unknownColumn(name, columns: table.columns.map(\.name))
        }
        let unobserved = document.hidden.union(document.graph.nodes.filter { table[$0] == nil })
        let graph = try document.graph.hiding(unobserved)
        guard let route = try graph.route(effectOf: effect.treatment, on: effect.outcome) else {
            throw try Self.refusal(effect, graph)
        }
        let reader = try StudyReader(table, columns: route.variables.union([effect.treatment, effect.outcome]))
        let treatment = try reader.treatment(effect)
        var (instruments, mediators): (Set<String>, Set<String>) = ([], [])
        if case .instruments(let set, _) = route { instruments = set }
        if case .frontDoor(let set) = route { mediators = set }
        (self.question, self.effect, self.route, self.treatment) = (question, effect, route, treatment)
        population = effect.kind == .average ? .everyone : .treated
        rowsLeftOut = reader.leftOut
        cautions = document.cautions
        study = try Study(
            treatment: treatment.values, outcome: reader.outcome(effect),
            covariates: reader.regressors(route.covariates), instruments: reader.regressors(instruments),
            mediators: reader.regressors(mediators), hasLevels: treatment.hasLevels)
    }

    /// The hedge where the effect is not identified; else what has no estimator here.
    private static func refusal(_ effect: CausalQuestion.Effect, _ graph: CausalGraph) throws -> any Error {
        switch try graph.identify(effectOf: [effect.treatment], on: [effect.outcome]) {
        case .notIdentified(let hedge): return NotIdentified(hedge: hedge)
        case .identified(let found):
            return QuestionError(
                .notIdentified,
                "The effect is \(found.estimand), which is neither a back door nor a front door, and is not estimated from data",
                hint: "Observe more common causes or mediators")
        }
    }

    /// The methods that suit, the best first.
    public var methods: [EstimationMethod] {
        switch route {
        case .backDoor(let set) where set.isEmpty && study.comparesGroups: [.unadjusted]
        case .backDoor: study.comparesGroups ? [.doublyRobust, .regression, .weighting] : [.regression]
        case .frontDoor: [.frontDoor]
        case .instruments: [.twoStage]
        }
    }
}

/// An effect that no amount of such data can tell.
public struct NotIdentified: Error, Sendable, Hashable, CustomStringConvertible {
    /// What stands in the way.
    public let hedge: Hedge
    /// What stands in the way, in words.
    public var description: String { hedge.description }
}

extension EffectAnalysis {
    /// - Parameters:
    ///   - method: One that suits; by default the first of which the data allow an estimate.
    ///   - isRefuted: Whether it is tried to show the estimate wrong, and how strong a hidden cause could.
    /// - Throws: `EstimationError`.
    public func report(
        _ method: EstimationMethod? = nil, refuting isRefuted: Bool = false, seed: UInt64 = 1
    ) throws(EstimationError) -> EffectReport {
        if let method, !methods.contains(method) {
            throw .unsuited(
                method, "this is a question for \(methods.map(\.rawValue).joined(separator: ", "))")
        }
        let isBackDoor = if case .backDoor = route { true } else { false }
        let overlap = isBackDoor && study.comparesGroups ? try study.overlap(for: population) : nil
        let twoStage = methods == [.twoStage] ? try study.twoStage(for: population) : nil
        let bounds = twoStage == nil ? nil : try study.instrumentBounds()
        let chosen: (EstimationMethod, Estimate) =
            if let twoStage { (.twoStage, twoStage.estimate) } else { try estimated(method, seed: seed) }
        let (method, estimate) = chosen
        let (others, obstacles) = others(than: method, seed: seed)
        let words = EffectWords(
            effect: effect, route: route, method: method, isBinary: study.comparesGroups, overlap: overlap,
            strength: twoStage?.strength, rowsLeftOut: rowsLeftOut, regressors: study.design.columns)
        return EffectReport(
            question: question.description, population: population, active: treatment.active,
            baseline: treatment.baseline, rows: study.count, rowsLeftOut: rowsLeftOut, route: route.name,
            variables: route.variables.subtracting(route.conditions).sorted(), conditions: route.conditions.sorted(),
            estimand: estimand, method: method,
            estimate: estimate.scaled(by: treatment.scale), others: others,
            overlap: overlap, instrumentStrength: twoStage?.strength, bounds: bounds,
            refutations: isRefuted ? try refutations(method, seed: seed) : [],
            sensitivity: isRefuted ? try sensitivity(of: estimate) : nil, assumptions: words.assumptions,
            cautions: cautions + words.cautions + obstacles, pitfalls: words.pitfalls, seed: seed)
    }

    /// By the method, or by the first that works; why others do not is told with them.
    private func estimated(
        _ method: EstimationMethod?, seed: UInt64
    ) throws(EstimationError) -> (EstimationMethod, Estimate) {
        if let method { return (method, try study.estimate(method, for: population, seed: seed)) }
        for method in methods.dropLast() {
            if let estimate = try? study.estimate(method, for: population, seed: seed) { return (method, estimate) }
        }
        let last = methods[methods.count - 1]
        return (last, try study.estimate(last, for: population, seed: seed))
    }

    private var estimand: String {
        let name = effect.treatment
        let isUnit = effect.active == nil && !study.comparesGroups
        return route.estimand(
            of: isUnit ? "\(name)+1" : "\(name)=\(treatment.active)",
            against: isUnit ? name : "\(name)=\(treatment.baseline)", treatment: name,
            on: effect.value.map { "\(effect.outcome)=\($0)" } ?? effect.outcome, for: population)
    }

    /// A placebo would break the tie between instrument and treatment that the method rests on.
    private var refutationKinds: [Refutation.Kind] {
        switch route {
        case .backDoor: Refutation.Kind.allCases
        case .frontDoor: [.placebo, .subset]
        case .instruments: [.randomCause, .subset]
        }
    }

    private func refutations(_ method: EstimationMethod, seed: UInt64) throws(EstimationError) -> [Refutation] {
        var refutations: [Refutation] = []
        for kind in refutationKinds {
            refutations.append(try study.refute(kind, method, for: population, seed: seed).scaled(by: treatment.scale))
        }
        return refutations
    }

    /// A hidden cause is what instruments and front doors allow for.
    private func sensitivity(of estimate: Estimate) throws(EstimationError) -> Sensitivity? {
        guard case .backDoor = route else { return nil }
        return try study.sensitivity(of: estimate)
    }

    /// The same by the other methods, and why some of them cannot.
    private func others(than method: EstimationMethod, seed: UInt64) -> ([EffectReport.Other], obstacles: [String]) {
        var (others, obstacles): ([EffectReport.Other], [String]) = ([], [])
        for other in methods + [.unadjusted] where other != method {
            do {
                let estimate = try study.estimate(other, for: population, seed: seed)
                others.append(EffectReport.Other(method: other, estimate: estimate.scaled(by: treatment.scale)))
            } catch {
                obstacles.append("\(other.title.capitalizedFirst) fails: \(error)")
            }
        }
        return (others, obstacles)
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension Refutation {
    fileprivate func scaled(by factor: Double) -> Refutation {
        let ends = [lower * factor, upper * factor]
        return Refutation(
            kind: kind, mean: mean * factor, deviation: deviation * abs(factor), lower: min(ends[0], ends[1]),
            upper: max(ends[0], ends[1]), repetitions: repetitions)
    }
}
