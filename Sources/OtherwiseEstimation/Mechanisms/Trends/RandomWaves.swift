import Foundation
import OtherwiseNumerics

/// A function drawn from a Gaussian process that nothing is known of, as a sum of waves (Rahimi and Recht 2007).
struct RandomWaves: Sendable, Hashable {
    private let height: Double
    /// Per regressor, wave by wave, `[waves × regressors]`.
    private let turns: [Double]
    private let starts: [Double]

    /// - Parameters:
    ///   - lengths: Over which the function changes, one for each regressor.
    ///   - deviation: Of its values.
    ///   - likeness: Rough functions have waves whose turns are from Student's distribution with 3 degrees of freedom.
    init(
        _ count: Int, lengths: [Double], deviation: Double, likeness: Likeness, using generator: inout SeededGenerator
    ) {
        height = deviation * (2 / Double(count)).squareRoot()
        var turns = generator.normals(count * lengths.count).enumerated().map { $1 / lengths[$0 % lengths.count] }
        if likeness == .rough {
            for wave in 0..<count {
                let square = generator.normals(3).reduce(0) { $0 + $1 * $1 } / 3
                for place in lengths.indices { turns[wave * lengths.count + place] /= square.squareRoot() }
            }
        }
        // As many turn with one regressor alone as the process has functions of one.
        for wave in 0..<count where lengths.count > 1 && Double.random(in: 0..<1, using: &generator) < Affinity.alone {
            let own = Int.random(in: lengths.indices, using: &generator)
            for place in lengths.indices where place != own { turns[wave * lengths.count + place] = 0 }
        }
        self.turns = turns
        starts = (0..<count).map { _ in Double.random(in: 0..<(2 * .pi), using: &generator) }
    }

    func callAsFunction(_ regressors: [Double]) -> Double {
        var sum = 0.0
        for wave in starts.indices {
            var angle = starts[wave]
            for place in regressors.indices { angle += turns[wave * regressors.count + place] * regressors[place] }
            sum += cos(angle)
        }
        return height * sum
    }
}
