import OtherwiseCore

/// How the score of a goal changes with the numbers of rows: a class's probability, or that of all the others; of a range
/// minus the distance from it.
struct GoalGradient: Sendable {
    private let model: any DifferentiableModel
    private let score: Score
    private let sign: Double
    /// What the score is counted from: the others' share of a class that is not wanted is one less its own.
    private let offset: Double
    /// The range that is wanted, and the unit of the distance from it; `nil` for classes.
    private let range: ClosedRange<Double>?
    private let unit: Double
    /// The score at which the goal surely is reached.
    let sureScore: Double

    /// - Parameter unit: Of the distance from a range, above 0.
    init(_ model: any DifferentiableModel, goal: Goal, unit: Double = 1) {
        self.model = model
        self.unit = unit
        sureScore = goal.sureShare(of: model.output)
        switch goal {
        case .outcome(let label), .probable(let label, _):
            (score, sign, offset, range) = (.ofClass(label), 1, 0, nil)
        case .not(let label): (score, sign, offset, range) = (.ofClass(label), -1, 1, nil)
        case .within(let wanted): (score, sign, offset, range) = (.number, 1, 0, wanted)
        }
    }

    /// Whether the score is that of a class.
    var isOfClass: Bool { range == nil }

    /// The score of every row, and its gradient in the coordinates of a space.
    func scores(
        of rows: [[Value]], in space: NumberSpace, schema: Schema
    ) async throws -> (values: [Double], gradients: [[Double]]) {
        let table = try Table(rows.map { try Row(schema: schema, values: $0) }, schema: schema)
        let result = try await model.gradients(of: score, at: table)
        let places = space.places(among: result.columns, of: schema)
        let gradients = rows.indices.map { row in
            space.gradient(result[row], places: places).map { sign * $0 }
        }
        guard let range else { return (result.values.map { offset + sign * $0 }, gradients) }
        let ways = result.values.map { $0 < range.lowerBound ? 1.0 : $0 > range.upperBound ? -1 : 0 }
        let values = result.values.map { min($0 - range.lowerBound, range.upperBound - $0, 0) / unit }
        return (values, zip(ways, gradients).map { way, gradient in gradient.map { way * $0 / unit } })
    }
}
