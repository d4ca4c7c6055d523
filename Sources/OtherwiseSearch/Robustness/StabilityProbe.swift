package import OtherwiseCore
import OtherwiseNumerics

/// Measures the stability of rows: draws neighbours by Gaussian noise on the numbers, all else held, and scores them.
package struct StabilityProbe: Sendable {
    private let model: any Model
    private let query: Query
    private let settings: RobustSettings

    /// - Throws: `RobustnessError` for settings under which nothing can be measured.
    package init(_ model: any Model, query: Query, settings: RobustSettings) throws(RobustnessError) {
        try settings.validate()
        self.model = model
        self.query = query
        self.settings = settings
    }

    /// - Parameter stream: Which draws: the same number, the same noise.
    /// - Throws: `RobustnessError` where no number of the row can be drawn; what the model throws.
    package func scores(around values: [Value], stream: Int) async throws -> NeighbourhoodScores {
        let neighbours = try neighbours(of: values, stream: stream)
        let table = try neighbours.space.table(of: values, and: neighbours.coordinates, schema: query.factual.schema)
        let scores = query.goal.shares(in: try await model.predict(table))
        return NeighbourhoodScores(
            centre: scores[0], scores: Array(scores.dropFirst()), offsets: neighbours.offsets, sigma: settings.sigma,
            floor: query.goal.sureShare(of: model.output))
    }

    /// The steepest gradient at a row and at the draws around it, per unit of the ranges; `nil` where there is none.
    ///
    /// - Parameter smooth: The model with its gradients.
    func slope(
        of smooth: any DifferentiableModel, around values: [Value], stream: Int
    ) async throws -> Double? {
        let gradient = GoalGradient(smooth, goal: query.goal)
        let neighbours = try neighbours(of: values, stream: stream)
        let rows = [values] + neighbours.coordinates.map { neighbours.space.values(at: $0, in: values) }
        let gradients = try await gradient.scores(
            of: rows, in: neighbours.space, schema: query.factual.schema
        ).gradients
        return gradients.map { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() }.max()
    }

    /// Where the rows drawn around a row lie.
    private func neighbours(
        of values: [Value], stream: Int
    ) throws -> (coordinates: [[Double]], offsets: [[Double]], space: NumberSpace) {
        let space = NumberSpace(query, base: values)
        guard !space.positions.isEmpty else { throw RobustnessError.nothingVaries }
        let centre = space.coordinates(of: values)
        let offsets = Self.offsets(settings, dimensions: centre.count, stream: stream)
        return (offsets.map { zip(centre, $0).map(+) }, offsets, space)
    }

    /// The number of rows that one measurement scores.
    package var rowCount: Int { settings.draws + 1 }

    /// The noise, `[draws × dimensions]`.
    static func offsets(_ settings: RobustSettings, dimensions: Int, stream: Int) -> [[Double]] {
        var generator = SeededGenerator(seed: settings.seed).split(stream)
        return (0..<settings.draws).map { _ in generator.normals(dimensions).map { $0 * settings.sigma } }
    }
}

extension Goal {
    /// The share of the model's trust that the goal has, 0...1: the score where scores are probabilities, else all or
    /// nothing; 0 for a score that is not a number.
    func share(of prediction: Prediction) -> Double {
        let areProbabilities = prediction.scores.values.allSatisfy { $0.isNaN || (0...1).contains($0) }
        guard case .category = prediction.outcome, areProbabilities, let share = score(of: prediction) else {
            return isReached(by: prediction) ? 1 : 0
        }
        return share.isNaN ? 0 : share
    }

    /// The share of every row.
    func shares(in predictions: Predictions) -> [Double] {
        guard case .classes(let classes) = predictions.output, let label,
            let place = classes.firstIndex(of: label.name)
        else { return (0..<predictions.count).map { share(of: predictions[$0]) } }
        return (0..<predictions.count).map { row in
            let own = predictions.scores[row * classes.count..<(row + 1) * classes.count]
            guard own.allSatisfy((0...1).contains) else { return share(of: predictions[row]) }
            let share = own[own.startIndex + place]
            return label.isWanted ? share : 1 - share
        }
    }

    /// The class that is asked for, or not wanted.
    private var label: (name: String, isWanted: Bool)? {
        switch self {
        case .outcome(let label), .probable(let label, _): (label, true)
        case .not(let label): (label, false)
        case .within: nil
        }
    }

    /// The share at which the goal surely is reached, whatever the other classes have.
    func sureShare(of output: ModelOutput) -> Double {
        switch (self, output) {
        case (.probable(_, let floor), _): max(floor, 0.5)
        // Below an even share of all classes, a class never wins.
        case (.not, .classes(let classes)): 1 - 1 / Double(max(classes.count, 2))
        default: 0.5
        }
    }
}
