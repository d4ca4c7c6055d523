public import OtherwiseCausal
public import OtherwiseCore

/// Models of numbers that are known, to see whether those learnt from their samples answer as they do.
public enum SimulatedWorld: String, Sendable, CaseIterable {
    case lines
    case waves
    case saturation
    case steps

    private var formulas: [(String, String, noise: Double)] {
        switch self {
        case .lines:
            [("z", "0", 1), ("x", "0.8 * z", 0.6), ("m", "1.5 * x - 0.5 * z", 0.5), ("y", "2 * m + x - z", 0.5)]
        case .waves:
            [
                ("z", "0", 1), ("x", "0.8 * z", 0.6), ("m", "sin(1.5 * x) + 0.5 * z", 0.3),
                ("y", "m^2 + x * m + 0.5 * z", 0.5),
            ]
        case .saturation:
            [
                ("z", "0", 1), ("x", "z^2 / 2", 0.5), ("m", "2 * tanh(x) - z", 0.4),
                ("y", "exp(m / 2) + 0.5 * x * z", 0.4),
            ]
        case .steps:
            [
                ("z", "0", 1), ("x", "z", 0.8), ("m", "if(x > 0, 2, 0) + if(z > 0.5, 1, 0)", 0.3),
                ("y", "if(m > 1.5, 3, 0) + 0.5 * x", 0.3),
            ]
        }
    }

    /// The world itself: formulas with normal noise.
    public var model: StructuralCausalModel<AdditiveNoiseMechanism<Expression>> {
        get throws {
            let mechanisms = try formulas.map { name, formula, noise in
                (name, AdditiveNoiseMechanism(try Expression(formula), noise: .normal(mean: 0, deviation: noise)))
            }
            return try StructuralCausalModel(Dictionary(uniqueKeysWithValues: mechanisms))
        }
    }

    /// What is asked of every unit: the outcome `y`, had `x` been half a unit.
    public static let change = CausalQuestion.Adjustment.set(.number(0.5))

    /// Units, and what `y` of each would have been.
    public func units(_ count: Int, seed: UInt64) throws -> (table: Table, outcomes: [Double]) {
        let model = try model
        let table = try model.sample(count: count, seed: seed)
        let outcomes = try model.whatIf(table, under: .do("x", 0.5))["y"]
        return (table, (0..<count).compactMap { outcomes?[$0].number })
    }
}
