import OtherwiseCore

/// How the score of a goal changes with the numbers of rows: a class's probability, or that of all the others.
struct GoalGradient: Sendable {
    private let model: any DifferentiableModel
    private let score: Score
    private let sign: Double
    /// What the score is counted from: the others' share of a class that is not wanted is one less its own.
    private let offset: Double
    /// The score at which the goal surely is reached.
    let sureScore: Double

    /// - Returns: `nil` for a goal that is no class.
    init?(_ model: any DifferentiableModel, goal: Goal) {
        self.model = model
        sureScore = goal.sureShare(of: model.output)
        switch goal {
        case .outcome(let label), .probable(let label, _): (score, sign, offset) = (.ofClass(label), 1, 0)
        case .not(let label): (score, sign, offset) = (.ofClass(label), -1, 1)
        case .within: return nil
        }
    }

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
        return (result.values.map { offset + sign * $0 }, gradients)
    }
}
