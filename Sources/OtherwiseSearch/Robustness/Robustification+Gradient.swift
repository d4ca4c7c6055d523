package import OtherwiseCore

extension Robustification {
    /// T-Rex:I (Hamman et al. 2023): uphill along the gradient of the relaxed stability, within a ball around the answer.
    ///
    /// Every step draws anew. Of the rows passed the last that is an answer is returned, on the grids of its features.
    ///
    /// - Parameter moving: The positions of the features that may move; `nil` for all numbers.
    /// - Returns: `nil` where there is nothing to follow: a goal that is no class, scores that are no probabilities, or
    ///   a gradient that is not finite.
    package func alongGradient(
        of model: any DifferentiableModel, from answer: [Value], moving: Set<Int>? = nil
    ) async throws -> Outcome? {
        let gradient = GoalGradient(model, goal: query.goal)
        guard gradient.isOfClass else { return nil }
        let space = NumberSpace(query, base: answer)
        guard !space.positions.isEmpty else { throw RobustnessError.nothingVaries }
        var walk = Walk(start: space.coordinates(of: answer), best: answer)
        while walk.steps < settings.maximalSteps {
            var ascent = try await ascent(at: walk.point, gradient, space, in: answer, stream: walk.steps)
            walk.rows += probe.rowCount
            guard ascent.isFollowable else { return nil }
            if isEnough(ascent.scores, .relaxed) {
                let outcome = try await measured(&walk, model)
                if outcome.isReached { return outcome }
            }
            if let moving { ascent.hold { !moving.contains(space.positions[$0]) } }
            guard ascent.length > 0 else { break }
            let next = zip(walk.point, ascent.slope).map { $0 + settings.step * $1 / ascent.length }
            walk.point = space.bounded(projected(next, around: walk.start), in: answer)
            let settled = space.settled(walk.point, in: answer)
            if try await isAnswer(settled) { walk.best = settled }
            (walk.steps, walk.rows) = (walk.steps + 1, walk.rows + 1)
        }
        return try await measured(&walk, model)
    }

    /// The last answer passed, on draws of its own: those that ended the walk are favourable to it.
    private func measured(_ walk: inout Walk, _ model: any DifferentiableModel) async throws -> Outcome {
        var outcome = try await unmoved(walk.best, .relaxed, of: model)
        walk.rows += outcome.modelRows
        (outcome.steps, outcome.modelRows) = (walk.steps, walk.rows)
        return outcome
    }

    /// Where the way uphill has come to.
    private struct Walk {
        let start: [Double]
        var point: [Double]
        /// The last answer passed.
        var best: [Value]
        var (rows, steps) = (0, 0)

        init(start: [Double], best: [Value]) {
            (self.start, point, self.best) = (start, start, best)
        }
    }

    /// The scores around a point, and the gradient of their relaxed stability there.
    private struct Ascent {
        let scores: NeighbourhoodScores
        var slope: [Double]

        var length: Double { slope.reduce(0) { $0 + $1 * $1 }.squareRoot() }

        /// Whether the scores are probabilities and the gradient is finite.
        var isFollowable: Bool {
            length.isFinite && (0...1).contains(scores.centre) && scores.scores.allSatisfy((0...1).contains)
        }

        mutating func hold(where isHeld: (Int) -> Bool) {
            for place in slope.indices where isHeld(place) { slope[place] = 0 }
        }
    }

    private func ascent(
        at point: [Double], _ gradient: GoalGradient, _ space: NumberSpace, in base: [Value], stream: Int
    ) async throws -> Ascent {
        let offsets = StabilityProbe.offsets(settings, dimensions: point.count, stream: stream)
        let rows = ([point] + offsets.map { zip(point, $0).map(+) }).map { space.values(at: $0, in: base) }
        let result = try await gradient.scores(of: rows, in: space, schema: query.factual.schema)
        var slope = point.map { _ in 0.0 }
        for draw in 1..<rows.count {
            // m(X) − |m(x) − m(X)| is m(x) where the draw scores higher, else 2 m(X) − m(x).
            let isHigher = result.values[draw] >= result.values[0]
            for place in slope.indices {
                let own = result.gradients[0][place]
                slope[place] += isHigher ? own : 2 * result.gradients[draw][place] - own
            }
        }
        let scores = NeighbourhoodScores(
            centre: result.values[0], scores: Array(result.values.dropFirst()), offsets: offsets, sigma: settings.sigma)
        return Ascent(scores: scores, slope: slope)
    }

    /// The point brought back into the ball.
    private func projected(_ point: [Double], around start: [Double]) -> [Double] {
        let distance = zip(point, start).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
        guard distance > settings.radius else { return point }
        return zip(point, start).map { $1 + ($0 - $1) * settings.radius / distance }
    }
}
