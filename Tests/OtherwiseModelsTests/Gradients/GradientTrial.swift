import Foundation
import OtherwiseCore
import Testing

@testable import OtherwiseModels

/// A model of the fixtures at a few of its rows, its gradients beside the differences of its scores.
struct GradientTrial {
    let model: ONNXDifferentiableModel
    let table: Table
    let score: Score
    /// The standard deviation of each column over all rows.
    private let spreads: [String: Double]

    /// Of a spread; small against the curvature of a score, and large against its rounding.
    private static let relativeStep = 0.01

    init(_ parity: ParityCase, rows: Int = 12) throws {
        let task = try ParityTask(parity)
        model = try ONNXDifferentiableModel(task.model)
        table = try task.table(of: (0..<rows).map { $0 * 97 })
        spreads = Dictionary(uniqueKeysWithValues: model.gradientColumns.map { ($0, task.spread(of: $0)) })
        score = try Self.steepestScore(of: model, at: table)
    }

    /// The number of a regression, or the class whose score changes most somewhere.
    private static func steepestScore(of model: ONNXDifferentiableModel, at table: Table) throws -> Score {
        guard case .classes(let classes) = model.output else { return .number }
        let scores = classes.map { Score.ofClass($0) }
        let slopes = try scores.map { try model.gradients(of: $0, at: table).gradients.map(abs).max() ?? 0 }
        return scores[slopes.indices.max { slopes[$0] < slopes[$1] } ?? 0]
    }

    func gradients() throws -> ScoreGradients { try model.gradients(of: score, at: table) }

    struct Comparison {
        var compared = 0
        /// The largest deviation over what is allowed for it.
        var largestExcess = 0.0
    }

    /// Compares with differences over one and two hundredths of a spread to either side.
    ///
    /// Allowed, per spread: what rounding a score (30 operations of 2⁻²⁴) does over the steps, which is
    /// `1.5 · 30 · 2⁻²⁴ / 0.02 ≈ 1.3e-4` of the score, and curvature, `step⁴ / 30` of a fifth derivative of up to 1e6.
    func compare(_ gradients: ScoreGradients) throws -> Comparison {
        var comparison = Comparison()
        for (position, name) in gradients.columns.enumerated() {
            guard let spread = spreads[name], spread > 0, !readsIntegers(name) else { continue }
            let tables = try [-2, -1, 1, 2].map { try shifted(name, by: $0 * Self.relativeStep * spread) }
            let values = try tables.map { try scores(at: $0) }
            let isSmooth = try zip(kinks(at: tables[0]), kinks(at: tables[3])).map(==)
            for row in 0..<table.count where isSmooth[row] {
                let gradient = gradients[row][gradients.columns.count * row + position] * spread
                let own = values.map { $0[row] }
                guard own.allSatisfy(\.isFinite) else { continue }
                let difference = (own[0] - 8 * own[1] + 8 * own[2] - own[3]) / (12 * Self.relativeStep)
                let allowed = 2e-4 * (1 + abs(own[0])) + 1e-3 * max(abs(gradient), abs(difference))
                comparison.compared += 1
                comparison.largestExcess = max(comparison.largestExcess, abs(gradient - difference) / allowed)
            }
        }
        return comparison
    }

    /// The column along which the score changes most per spread.
    func steepestColumn(of gradients: ScoreGradients) throws -> Int {
        let width = gradients.columns.count
        let steepest = gradients.gradients.indices.filter { !readsIntegers(gradients.columns[$0 % width]) }.max {
            steepness($0, gradients) < steepness($1, gradients)
        }
        return try #require(steepest) % width
    }

    private func steepness(_ place: Int, _ gradients: ScoreGradients) -> Double {
        abs(gradients.gradients[place]) * (spreads[gradients.columns[place % gradients.columns.count]] ?? 0)
    }

    private func readsIntegers(_ name: String) -> Bool {
        model.model.binding.tensors.contains { $0.columns.contains(name) && $0.elements.isInteger }
    }

    private func scores(at table: Table) throws -> [Double] {
        let predictions = try model.predict(table)
        return (0..<table.count).map { row in
            switch score {
            case .ofClass(let label): predictions[row].scores[label] ?? .nan
            case .number: predictions[row].outcome.number ?? .nan
            }
        }
    }

    private func shifted(_ name: String, by amount: Double) throws -> Table {
        let columns = table.columns.map { column in
            guard column.name == name, case .numbers(let numbers) = column.storage else { return column }
            return Column(name: name, storage: .numbers(numbers.map { $0 + amount }))
        }
        return try Table(columns: columns, count: table.count)
    }

    /// For each row on which side of their kinks its rectifiers and jumps are.
    private func kinks(at table: Table) throws -> [[Bool]] {
        let graph = model.model.graph
        let names = graph.nodes.filter {
            ["Relu", "Clip", "Binarizer", "Less", "OneHotEncoder"].contains($0.operatorType)
        }
        .flatMap(\.outputs)
        let values = try graph.run(model.model.binding.tensors(from: table), fetching: names)
        var sides = [[Bool]](repeating: [], count: table.count)
        for name in names {
            guard let elements = try values[name]?.tensor.asDoubles() else { continue }
            let width = elements.count / table.count
            for row in sides.indices { sides[row] += elements[row * width..<(row + 1) * width].map { $0 > 0 } }
        }
        return sides
    }
}
