import OtherwiseNumerics

/// A reader that learns which rationale goes with an answer: from its wording, from whether it leads to the given
/// answer, and from whether it leads to the true one.
struct RationaleScorer {
    /// Which answers are given while it learns.
    enum Lesson { case rightAnswers, allAnswers }

    /// What it looks at: the wording, and perhaps which answer a rationale leads to.
    enum Features { case wordsAndAnswers, words }

    private static let words = HashedNGrams()
    private static let penalty = 1e-3

    private let features: Features
    private let model: SoftmaxRegression

    init(_ questions: [WorkedQuestion], _ lesson: Lesson, seeing features: Features = .wordsAndAnswers) {
        var counts: [Case: Double] = [:], order: [Case] = []
        for question in questions {
            let given = lesson == .rightAnswers ? [question.correctIndex] : Array(question.choices.indices)
            for given in given {
                for place in question.choices.indices {
                    let row = Self.row(question, place, question.values[given], features)
                    let its = Case(row: row, isRight: place == given)
                    if counts[its] == nil { order.append(its) }
                    counts[its, default: 0] += 1
                }
            }
        }
        self.features = features
        model = SoftmaxRegression(
            order.map(\.row), classes: order.map { $0.isRight ? 1 : 0 }, weights: order.map { counts[$0] ?? 0 },
            classCount: 2, columnCount: Self.words.columnCount + 2, penalty: Self.penalty)
    }

    /// The rationale that goes best with an answer; several where they go equally well.
    func picks(_ question: WorkedQuestion, given: Int) -> [Int] { picks(question, givenValue: question.values[given]) }

    /// The same for any answer, of the question or not.
    func picks(_ question: WorkedQuestion, givenValue given: Double) -> [Int] {
        let scores = question.choices.indices.map {
            model.probabilities(Self.row(question, $0, given, features))[1]
        }
        return scores.indices.filter { scores[$0] == scores.max() }
    }

    private static func row(
        _ question: WorkedQuestion, _ place: Int, _ given: Double, _ features: Features
    ) -> SparseRow {
        var row = words.row(question.procedures[place].rationale)
        guard features == .wordsAndAnswers else { return row }
        let result = question.results[place]
        if result.isSameAnswer(as: given) { row.append(1, at: words.columnCount) }
        if result.isSameAnswer(as: question.values[question.correctIndex]) { row.append(1, at: words.columnCount + 1) }
        return row
    }

    /// A rationale beside an answer; the same ones are learnt from once, by their number.
    private struct Case: Hashable {
        let row: SparseRow
        let isRight: Bool
    }
}
