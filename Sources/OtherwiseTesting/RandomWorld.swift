public import OtherwiseCausal
public import OtherwiseCore
import OtherwiseNumerics

/// A model of numbers drawn at random: to see how answers learnt from data fare in worlds that nobody chose.
///
/// Two roots cause `x`, then come `m` and `y`; every variable has deviation 1 or so. Each takes one or two of its parents
/// through a line, a wave, a step, a curve that levels off, a square, a peak, an absolute value or a product.
public struct RandomWorld: Sendable {
    /// The model that is to be learnt.
    public let model: StructuralCausalModel<AdditiveNoiseMechanism<Expression>>
    /// What `x` is set to: one of its middle values.
    public let setting: Double

    /// - Parameter seed: The same seed gives the same world.
    public init(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let normal = NoiseDistribution.normal(mean: 0, deviation: 1)
        var mechanisms = ["v", "z"].reduce(into: [:]) { all, name in
            all[name] = AdditiveNoiseMechanism(Expression.number(0), noise: normal)
        }
        for (name, own, others) in [("x", ["z"], ["v"]), ("m", ["x"], ["v", "z"]), ("y", ["m"], ["v", "x", "z"])] {
            let parents = own + others.filter { _ in Bool.random(using: &generator) }
            let text = parents.map { Self.term($0, among: parents, using: &generator) }.joined(separator: " + ")
            let trend = try Self.scaled(Expression(text), by: mechanisms, using: &generator)
            let deviation = Double(Int.random(in: 2...6, using: &generator)) / 10
            mechanisms[name] = AdditiveNoiseMechanism(trend, noise: .normal(mean: 0, deviation: deviation))
        }
        model = try StructuralCausalModel(mechanisms)
        let sample = try model.sample(count: 1_000, seed: seed)["x"]
        let values = (0..<1_000).compactMap { sample?[$0].number }.sorted()
        setting = values[Int.random(in: 200..<800, using: &generator)]
    }

    private static func term(_ name: String, among parents: [String], using generator: inout SeededGenerator) -> String
    {
        let tenths = Int.random(in: 5...20, using: &generator), place = Int.random(in: -5...5, using: &generator)
        let (size, turn) = (Double(tenths) / 10, Double(place) / 10)
        let sign = Bool.random(using: &generator) ? "" : "-"
        let other = parents.randomElement(using: &generator) ?? name
        let forms = [
            name, "sin(\(size) * \(name))", "2 * if(\(name) > \(turn), 1, 0)", "tanh(2 * \(name) + \(turn))",
            "\(name)^2 / 2", "2 * exp(-(\(name) - \(turn))^2)", "abs(\(name) - \(turn))", "\(name) * \(other) / 2",
        ]
        return "\(sign)(\(forms.randomElement(using: &generator) ?? name))"
    }

    /// The formula divided by its deviation in the model so far.
    private static func scaled(
        _ formula: Expression, by mechanisms: [String: AdditiveNoiseMechanism<Expression>],
        using generator: inout SeededGenerator
    ) throws -> Expression {
        let table = try StructuralCausalModel(mechanisms).sample(count: 1_000, seed: generator.next())
        let names = formula.variables.sorted()
        let values = formula.values(
            names.map { name in (0..<table.count).map { table[name]?[$0].number ?? 0 } }, count: table.count)
        let mean = values.reduce(0, +) / Double(values.count)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        return .binary(.over, formula, .number((variance.squareRoot() * 100).rounded() / 100 + 0.01))
    }

    /// The change that is asked about.
    public var change: CausalQuestion.Adjustment { .set(.number(setting)) }

    /// Units, and what `y` of each would have been.
    public func units(_ count: Int, seed: UInt64) throws -> (table: Table, outcomes: [Double]) {
        let table = try model.sample(count: count, seed: seed)
        let outcomes = try model.whatIf(table, under: .do("x", setting))["y"]
        return (table, (0..<count).compactMap { outcomes?[$0].number })
    }
}
