package import OtherwiseCore
import OtherwiseNumerics

/// A structural causal model in which some variables are numbers and others have levels.
///
/// Numbers follow formulas whose noise is recovered from what was observed, exactly. Levels come out with probabilities
/// that their causes give them, and by Gumbel noise (Oberst and Sontag 2019): probabilities alone leave it open how one
/// and the same unit answers to other causes, and this is the choice that is made.
///
/// - Note: The noises are independent of each other. A hidden cause of two variables is a variable that nobody
///   observes.
public struct MixedCausalModel: Sendable {
    /// What causes what, hidden causes among it.
    public let graph: CausalGraph
    /// What causes what among the variables that can be observed.
    public let observedGraph: CausalGraph
    /// The variables that nobody observes, and that no question names.
    public let hidden: Set<String>
    /// Those that have levels, by name; the others are numbers.
    public let discrete: [String: DiscreteVariable]
    let mechanisms: [String: WrittenMechanism]

    /// - Parameters:
    ///   - mechanisms: By variable. Levels count by their number from 0, for formulas too.
    ///   - discrete: The variables whose mechanisms give levels.
    ///   - hidden: The variables that nobody observes.
    /// - Throws: `CausalModelError` for a parent without a mechanism, a cycle, and a variable of another kind than its
    ///   mechanism.
    public init(
        _ mechanisms: [String: WrittenMechanism], discrete: [DiscreteVariable], hidden: Set<String> = []
    ) throws(CausalModelError) {
        graph = try StructuralCausalModel(mechanisms).graph
        do { observedGraph = try graph.hiding(hidden) } catch { throw .graph(error) }
        self.hidden = hidden
        let named = Dictionary(discrete.map { ($0.name, $0) }) { first, _ in first }
        for (name, mechanism) in mechanisms.sorted(by: { $0.key < $1.key }) {
            let levels: Int? = if case .levels(let own) = mechanism { own.function.levels } else { nil }
            guard levels != 0, levels == named[name]?.levels.count else {
                throw .shape(variable: name, found: levels ?? 0, expected: named[name]?.levels.count ?? 0)
            }
            if case .levels(let own) = mechanism { try Self.requireShape(own, of: name, named) }
        }
        (self.mechanisms, self.discrete) = (mechanisms, named)
    }

    /// - Throws: `CausalModelError` for a table that does not have the shape that the levels of its parents give it.
    private static func requireShape(
        _ mechanism: GumbelMaxMechanism<WrittenLevels>, of name: String, _ discrete: [String: DiscreteVariable]
    ) throws(CausalModelError) {
        guard case .table(let probabilities, let sizes, let levels) = mechanism.function else { return }
        let expected = (mechanism.parents.map { discrete[$0]?.levels.count ?? 0 } + [levels]).combinations
        guard sizes == mechanism.parents.map({ discrete[$0]?.levels.count ?? 0 }), probabilities.count == expected
        else {
            throw .shape(variable: name, found: probabilities.count, expected: expected)
        }
    }

    /// The model of numbers that it is, levels by their number from 0.
    ///
    /// - Parameters:
    ///   - settings: Variables that have one value, whatever their causes.
    ///   - seed: Of what observed levels leave open.
    package func structural(setting settings: [String: Double] = [:], seed: UInt64) throws(CausalModelError)
        -> StructuralCausalModel<WrittenMechanism>
    {
        let generator = SeededGenerator(seed: seed)
        var mechanisms = self.mechanisms
        for (place, name) in graph.nodes.enumerated() {
            var own = generator.split(place)
            mechanisms[name] = settings[name].map(WrittenMechanism.constant) ?? mechanisms[name]?.seeded(own.next())
        }
        return try StructuralCausalModel(mechanisms)
    }

    /// A value as the mechanisms read it: a number, or the number of a level.
    ///
    /// - Throws: `CausalModelError` for a name or a level that is not known; `QuestionError` for what is no number.
    package func code(of value: Value, _ name: String) throws -> Double {
        _ = try graph.place(of: name)
        if let variable = discrete[name] { return Double(try variable.level(value)) }
        guard let number = value.number, number.isFinite else {
            throw QuestionError(.wrongKind, "'\(name)' is a number, '\(value)' is not", hint: "Write \(name)=60")
        }
        return number
    }

    /// What a mechanism's number stands for; missing where it is none.
    package func value(of code: Double, _ name: String) -> Value {
        guard let levels = discrete[name]?.levels else { return code.isFinite ? .number(code) : .missing }
        guard let level = Int(exactly: code), levels.indices.contains(level) else { return .missing }
        return .category(levels[level])
    }

    /// The changes that a question asks about.
    ///
    /// - Throws: `QuestionError` for a level that is to be shifted or scaled, and for a value that is no number.
    package func intervention(_ changes: [String: CausalQuestion.Adjustment]) throws -> NumericIntervention {
        for (name, change) in changes where discrete[name] != nil {
            guard case .set = change else {
                throw QuestionError(.wrongKind, "'\(name)' has levels, not numbers", hint: "Set it: \(name) = …")
            }
        }
        return try NumericIntervention(asked: changes) { try code(of: $0, $1) }
    }
}
