/// Whether and how a question about doing can be answered from data, given a graph.
public struct IdentificationReport: Sendable, Hashable, Codable {
    public static let version = "otherwise.identification/1"

    public var schema = Self.version
    public let question: String
    public let treatments: [String]
    public let outcomes: [String]
    public let conditions: [String]
    /// What to compute from the observed distribution; `nil` where nothing will do.
    public let estimand: String?
    public let latex: String?
    /// Variables whose value does not matter to the estimand.
    public let arbitrary: [String]
    /// Why nothing will do, in words.
    public let hedge: String?
    /// Smallest sets to adjust for; one that is empty says that nothing need be.
    public let adjustmentSets: [[String]]
    public let frontDoorSets: [[String]]
    public let instruments: [NamedInstrument]

    public struct NamedInstrument: Sendable, Hashable, Codable {
        public let name: String
        public let given: [String]
    }

    /// - Parameter hidden: Variables of the graph that nobody observes.
    /// - Throws: `GraphError`, or `QuestionError` for a question of another kind.
    public init(_ question: CausalQuestion, graph document: GraphDocument) throws {
        let graph = try document.observedGraph()
        let (x, y, z) = try Self.parts(of: question)
        let identification = try graph.identify(effectOf: x, on: y, given: z)
        self.question = question.description
        (treatments, outcomes, conditions) = (x.sorted(), y.sorted(), z.sorted())
        estimand = identification.effect?.estimand.description
        latex = identification.effect?.estimand.latex
        arbitrary = identification.effect?.arbitrary.sorted() ?? []
        if case .notIdentified(let found) = identification { hedge = found.description } else { hedge = nil }
        adjustmentSets =
            z.isEmpty ? try graph.minimalAdjustmentSets(effectOf: x, on: y, limit: 20).map { $0.sorted() } : []
        if let cause = x.first, let effect = y.first, x.count == 1, y.count == 1, z.isEmpty {
            frontDoorSets = try graph.frontDoorSets(effectOf: cause, on: effect).map { $0.sorted() }
            instruments = try graph.instruments(effectOf: cause, on: effect).map {
                NamedInstrument(name: $0.name, given: $0.conditions.sorted())
            }
        } else {
            (frontDoorSets, instruments) = ([], [])
        }
    }

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
                "'\(question)' is not about doing",
                hint: "Ask 'P(y | do(x))' or 'ATE of x on y' to be told what data can say")
        }
    }
}
