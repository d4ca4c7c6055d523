import OtherwiseNumerics
import Testing

@testable import OtherwiseEstimation

@Suite("The race of forms")
struct FormRaceTests {
    /// Leaves what it is told to of each row, and counts the parts that it is asked for.
    private struct Runner: TrendCandidate {
        let form = MechanismForm.linear
        let left: [Double]
        private(set) var asked = 0

        init(_ left: [Double]) { self.left = left }

        mutating func residuals(_ folds: Folds, parts: Int) -> [Double] {
            asked = parts
            return folds.parts.prefix(parts).joined().map { left[folds.rows[$0]] }
        }

        func functions(draws: Int, using generator: inout SeededGenerator) -> FittedFunctions {
            (.linear(LinearFunction([0])), [])
        }
    }

    private static func noise(_ rows: Int, _ deviation: Double) -> [Double] {
        var generator = SeededGenerator(seed: 7)
        return generator.normals(rows).map { deviation * $0 }
    }

    private static func choice(_ left: [[Double]]) -> FormChoice {
        FormChoice(
            .identity, left.map(Runner.init), sample: Array(left[0].indices), folds: 5, isCompared: true)
    }

    @Test("A form that is clearly worse is asked for one part alone, an equal one and one of few rows for all")
    func asked() {
        func parts(rows: Int, worse: Double) -> [Int] {
            let one = Self.noise(rows, 1), choice = Self.choice([one, one.map { worse * $0 }])
            #expect(choice.chosen == 0)
            return choice.candidates.compactMap { ($0 as? Runner)?.asked }
        }
        #expect(parts(rows: 1_000, worse: 2) == [5, 1])
        #expect(parts(rows: 1_000, worse: 1) == [5, 5])
        #expect(parts(rows: 60, worse: 2) == [5, 5])
    }

    @Test("The chosen form is one that was not given up, however little it is better")
    func chosen() {
        let one = Self.noise(1_000, 1)
        // Worse by a millionth in every row: surely, and by less than what counts as alike.
        let choice = Self.choice([one.map { ($0 * $0 + 1e-6).squareRoot() }, one])
        #expect(choice.residuals[0].isEmpty && choice.errors[0] <= choice.errors[1] * 1.001)
        #expect(choice.chosen == 1 && choice.residuals[choice.chosen].count == 1_000)
        #expect(choice.winner(over: Array(0..<1_000)) == 1)
    }

    @Test("The error of a form that was given up is that of the best and what it had more")
    func errors() {
        let one = Self.noise(1_000, 1), choice = Self.choice([one.map { 3 * $0 }, one, one.map { 2 * $0 }])
        let first = stride(from: 0, to: 1_000, by: 5).map { one[$0] * one[$0] }
        let excess = first.reduce(0, +) / Double(first.count)
        #expect(choice.chosen == 1)
        #expect(abs(choice.errors[0] - choice.errors[1] - 8 * excess) < 1e-9)
        #expect(abs(choice.errors[2] - choice.errors[1] - 3 * excess) < 1e-9)
    }
}
