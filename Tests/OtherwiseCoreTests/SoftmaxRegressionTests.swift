import Foundation
import OtherwiseNumerics
import Testing

@Suite struct SoftmaxRegressionTests {
    @Test func `the slope of the loss is 0 at the solution`() {
        var generator = SeededGenerator(seed: 1)
        let rows = (0..<60).map { _ in SparseRow(generator.normals(3)) }
        let classes = rows.map { $0.values[0] + $0.values[1] / 2 > 0 ? 2 : $0.values[2] > 0 ? 1 : 0 }
        let model = SoftmaxRegression(rows, classes: classes, classCount: 3, columnCount: 3, penalty: 0.01)
        for place in 0..<3 {
            for column in 0..<4 {
                let slope = zip(rows, classes).reduce(0.0) { sum, row in
                    let value = column < 3 ? row.0.values[column] : 1
                    return sum + (model.probabilities(row.0)[place] - (row.1 == place ? 1 : 0)) * value / 60
                }
                let pull = column < 3 ? 0.01 * model.weights[place * 4 + column] : 0
                #expect(abs(slope + pull) < 1e-5)
            }
        }
    }

    @Test func `rows that count twice are as rows that are there twice`() {
        let rows = [SparseRow([1]), SparseRow([0]), SparseRow([1])]
        let twice = SoftmaxRegression(
            rows + [rows[0]], classes: [1, 0, 0, 1], classCount: 2, columnCount: 1, penalty: 0.1)
        let weighted = SoftmaxRegression(
            rows, classes: [1, 0, 0], weights: [2, 1, 1], classCount: 2, columnCount: 1, penalty: 0.1)
        let distance = zip(twice.weights, weighted.weights).map { abs($0 - $1) }.max() ?? .nan
        #expect(distance < 1e-5)
    }

    @Test func `classes that the features tell apart have finite weights`() {
        let rows = (0..<10).map { SparseRow([Double($0)]) }
        let model = SoftmaxRegression(
            rows, classes: (0..<10).map { $0 < 5 ? 0 : 1 }, classCount: 2, columnCount: 1, penalty: 1e-3)
        let isFinite = model.weights.allSatisfy { $0.isFinite }
        #expect(isFinite)
        let decisions = rows.map { model.decision($0) }
        #expect(decisions == [0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
    }

    @Test func `a valley with a bend is followed to its end`() {
        var optimiser = LBFGS()
        optimiser.iterations = 500
        let end = optimiser.minimum(from: [-1.2, 1]) { point, gradient in
            let (x, y) = (point[0], point[1])
            gradient = [-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)]
            return 100 * (y - x * x) * (y - x * x) + (1 - x) * (1 - x)
        }
        #expect(abs(end[0] - 1) < 1e-5 && abs(end[1] - 1) < 1e-5)
    }

    @Test func `texts that share words are alike, others are not`() {
        let grams = HashedNGrams(columnCount: 4096)
        let one = grams.row("Add the numerators."), same = grams.row("add the numerators")
        let other = grams.row("Multiply both by six")
        #expect(abs(one.cosine(same) - 1) < 1e-12)
        #expect(one.cosine(other) < 0.4)
        #expect(grams.row("").cosine(one) == 0)
    }
}
