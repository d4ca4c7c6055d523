public import OtherwiseCore

/// Whether and how a question about doing can be answered from data, given a graph.
public struct IdentificationReport: Sendable, Hashable, Codable {
    /// The form that it is written in.
    public static let version = "otherwise.identification/1"

    /// The form of this one.
    public var schema = Self.version
    /// The question as it was understood.
    public let question: String
    /// What is set.
    public let treatments: [String]
    /// What is looked at.
    public let outcomes: [String]
    /// What is observed after the intervention.
    public let conditions: [String]
    /// What the question asks for where it is no distribution: the difference of two means under `do`.
    @OrNull public private(set) var contrast: String?
    /// The distribution after the intervention, `P(outcomes | conditions, do(treatments))`.
    public let distribution: String
    /// What to compute it from; `nil` where nothing will do.
    @OrNull public private(set) var estimand: String?
    /// The estimand in LaTeX.
    @OrNull public private(set) var latex: String?
    /// What the variables of the estimand stand for, of a question about other worlds: `x' = no`.
    public let values: [String]
    /// Variables whose value does not matter to the estimand.
    public let arbitrary: [String]
    /// Why nothing will do, in words.
    @OrNull public private(set) var hedge: String?
    /// Smallest sets to adjust for; one that is empty says that nothing need be.
    public let adjustmentSets: [[String]]
    /// Whether all other ways were looked for; in large graphs one set to adjust for is all.
    public let isSearched: Bool
    /// Sets of variables that carry all of the effect and open the front door (Pearl 2009, 3.3.2).
    public let frontDoorSets: [[String]]
    /// Variables that move the treatment and reach the outcome in no other way.
    public let instruments: [NamedInstrument]
    /// What to look at before relying on it.
    public let cautions: [String]

    /// An instrument, as it is written.
    public struct NamedInstrument: Sendable, Hashable, Codable {
        /// The variable.
        public let name: String
        /// What has to be known for it to be one.
        public let given: [String]
    }

    /// - Parameter hidden: Variables of the graph that nobody observes.
    /// - Throws: `GraphError`, or `QuestionError` for a question of another kind.
    public init(_ question: CausalQuestion, graph document: GraphDocument) throws {
        let graph = try document.observedGraph()
        if case .probability(let events, let evidence, let intervention) = question, question.speaksOfOtherWorlds {
            let placed = try CounterfactualEvent.placed(events, evidence, intervention)
            self = try Self(question, placed.events, placed.evidence, graph, document.cautions)
            return
        }
        let (x, y, z) = try Self.parts(of: question)
        let identification = try graph.identify(effectOf: x, on: y, given: z)
        let ways = try Ways(effectOf: x, on: y, given: z, in: graph)
        (self.question, contrast, values) = (question.description, question.contrast, [])
        (treatments, outcomes, conditions) = (x.sorted(), y.sorted(), z.sorted())
        distribution = Self.distribution(of: y, given: z, do: x)
        (estimand, latex) = (
            identification.effect?.estimand.description, identification.effect?.estimand.latex
        )
        arbitrary = identification.effect?.arbitrary.sorted() ?? []
        if case .notIdentified(let found) = identification { hedge = found.description } else { hedge = nil }
        (adjustmentSets, isSearched) = (ways.adjustmentSets, ways.isSearched)
        (frontDoorSets, instruments) = (ways.frontDoorSets, ways.instruments)
        cautions = document.cautions
    }

    private static func distribution(of y: Set<String>, given z: Set<String>, do x: Set<String>) -> String {
        Estimand.probability(
            Estimand.Term(
                of: y.map { Estimand.Variable($0) }, given: z.map { Estimand.Variable($0) },
                do: x.map { Estimand.Variable($0) })
        ).description
    }

    /// Of a question about other worlds: ID* and IDC* (Shpitser and Pearl 2007).
    private init(
        _ question: CausalQuestion, _ events: [CounterfactualEvent], _ evidence: [CounterfactualEvent],
        _ graph: CausalGraph, _ cautions: [String]
    ) throws {
        guard !events.isEmpty else {
            throw QuestionError(.incomplete, "'\(question)' asks for every value", hint: "Give the value: …=yes")
        }
        let verdict = Verdict(try graph.identify(counterfactual: events, given: evidence))
        (self.question, distribution) = (question.description, question.description)
        treatments = Set((events + evidence).flatMap { $0.variable.settings.keys }).sorted()
        outcomes = Set(events.map(\.variable.name)).sorted()
        conditions = Set(evidence.map(\.variable.name)).sorted()
        (estimand, latex) = (verdict.estimand?.description, verdict.estimand?.latex)
        (values, hedge) = (verdict.values, verdict.hedge)
        (contrast, arbitrary, adjustmentSets, frontDoorSets, instruments) = (nil, [], [], [], [])
        (isSearched, self.cautions) = (true, cautions)
    }

    /// The most variables among which other ways are looked for: trying all takes time as the cube of their number.
    public static let searchLimit = 2_000

    /// Treatments, outcomes and conditions.
    private static func parts(of question: CausalQuestion) throws -> (Set<String>, Set<String>, Set<String>) {
        switch question {
        case .probability(let events, let evidence, let intervention) where !intervention.isEmpty:
            return (
                Set(intervention.keys), Set(events.map(\.variable.name)), Set(evidence.map(\.variable.name))
            )
        case .effect(let effect) where effect.kind == .average: return ([effect.treatment], [effect.outcome], [])
        default:
            throw QuestionError(
                .unsupported, "'\(question)' is not about doing, nor about a probability in other worlds",
                hint: "Ask 'P(y | do(x))', 'P(y_{x=1}=1 | x=0)' or 'ATE of x on y' to be told what data can say")
        }
    }
}

extension IdentificationReport {
    /// Other ways from data to an effect than its estimand.
    private struct Ways {
        let adjustmentSets: [[String]]
        let isSearched: Bool
        var frontDoorSets: [[String]] = []
        var instruments: [NamedInstrument] = []

        init(effectOf x: Set<String>, on y: Set<String>, given z: Set<String>, in graph: CausalGraph) throws {
            isSearched = graph.nodes.count <= searchLimit
            guard z.isEmpty else {
                adjustmentSets = []
                return
            }
            adjustmentSets = try graph.minimalAdjustmentSets(effectOf: x, on: y, limit: isSearched ? 20 : 1).map {
                $0.sorted()
            }
            guard let cause = x.first, let effect = y.first, x.count == 1, y.count == 1, isSearched else { return }
            frontDoorSets = try graph.frontDoorSets(effectOf: cause, on: effect).map { $0.sorted() }
            instruments = try graph.instruments(effectOf: cause, on: effect).map {
                NamedInstrument(name: $0.name, given: $0.conditions.sorted())
            }
        }
    }

    /// What is found of a question about other worlds, in words.
    private struct Verdict {
        var estimand: Estimand?
        var values: [String] = []
        var hedge: String?

        init(_ found: CounterfactualIdentification) {
            switch found {
            case .identified(let counterfactual):
                estimand = counterfactual.estimand
                let used = counterfactual.estimand.freeVariables
                values = counterfactual.values.filter { used.contains($0.key) }.sorted { $0.key < $1.key }.map {
                    "\($0.name)\(String(repeating: "'", count: $0.copy)) = \($1)"
                }
            case .impossible: hedge = "No world is as the question says: its probability is 0 in every model."
            case .impossibleEvidence:
                hedge = "What the question takes as given contradicts itself: no model has such cases."
            case .notIdentified(let name):
                hedge =
                    "Not even experiments tell it: hidden causes tie together worlds in which '\(name)' differs. A model with functions, given by --model, would."
            case .needsExperiment(let experimental, let own):
                hedge = "An experiment tells it, as \(experimental); what is observed does not. \(own)"
            }
        }
    }
}

extension CausalQuestion {
    /// Whether some variable of a probability stands in a world of its own.
    fileprivate var speaksOfOtherWorlds: Bool {
        guard case .probability(let events, let evidence, _) = self else { return false }
        return (events + evidence).contains { !$0.variable.settings.isEmpty }
    }

    /// `E[y | do(x=1)] − E[y | do(x=0)]`, of an average effect.
    fileprivate var contrast: String? {
        guard case .effect(let effect) = self, effect.kind == .average else { return nil }
        let name = effect.treatment.quotedIfNeeded
        let target = effect.value.map { "P(\(effect.outcome.quotedIfNeeded)=\($0.questionText) | " }
        func mean(_ value: Value?, _ sign: String) -> String {
            let setting = "do(\(name)\(value.map { "=\($0.questionText)" } ?? sign))"
            return target.map { "\($0)\(setting))" } ?? "E[\(effect.outcome.quotedIfNeeded) | \(setting)]"
        }
        return "\(mean(effect.active, "")) − \(mean(effect.baseline, "'"))"
    }
}
