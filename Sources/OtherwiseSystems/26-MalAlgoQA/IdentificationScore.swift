import OtherwiseNumerics

/// How often the reasoning behind a given answer is found, apart for right and for wrong answers.
public struct IdentificationScore: Sendable {
    /// What one question brought.
    public struct Item: Sendable, Hashable {
        /// Of the question.
        public let subject: String
        /// Of the pupils that it is for.
        public let grade: Int?
        /// For the right answer, 0...1.
        public let right: Double
        /// For each wrong answer, 0...1.
        public let wrong: [Double]

        var wrongMean: Double { wrong.reduce(0, +) / Double(wrong.count) }
    }

    /// What each question brought.
    public let items: [Item]

    /// - Parameter items: What each question brought.
    public init(items: [Item]) { self.items = items }

    /// Asks a reader for every answer of every question.
    ///
    /// - Parameter pick: The rationales that the reader takes for the one behind a given answer: several share the
    ///   credit, none has none.
    init(_ questions: [WorkedQuestion], _ pick: (_ question: WorkedQuestion, _ given: Int) -> [Int]) {
        items = questions.map { question in
            let credits = question.choices.indices.map { given in
                let picked = pick(question, given)
                return picked.contains(given) ? 1 / Double(picked.count) : 0
            }
            let wrong = credits.indices.filter { $0 != question.correctIndex }.map { credits[$0] }
            return Item(
                subject: question.subject, grade: question.grade, right: credits[question.correctIndex], wrong: wrong)
        }
    }

    /// The algorithm identification accuracy (AIA): the share where the given answer is right; NaN for no questions.
    public var algorithmAccuracy: Double { items.reduce(0) { $0 + $1.right } / Double(items.count) }

    /// The malgorithm identification accuracy (MIA): the share where the given answer is wrong.
    public var malgorithmAccuracy: Double {
        let credits = items.flatMap(\.wrong)
        return credits.reduce(0, +) / Double(credits.count)
    }

    /// What is lost where the answer is wrong.
    public var gap: Double { algorithmAccuracy - malgorithmAccuracy }

    /// How likely so many questions would be answered better, or worse, where the answer is right than where it is wrong,
    /// if neither were easier: the sign test, question by question.
    var gapPValue: Double {
        let gaps = items.map { $0.right - $0.wrongMean }
        return SignTest.pValue(positive: gaps.count { $0 > 0 }, negative: gaps.count { $0 < 0 })
    }

    /// The 95% interval of each accuracy. All wrong answers of a question count as one witness: they are told apart by the
    /// same rationales.
    public var intervals: (algorithm: ClosedRange<Double>, malgorithm: ClosedRange<Double>) {
        let wrong = malgorithmAccuracy.isNaN ? 0 : malgorithmAccuracy * Double(items.count)
        return (
            WilsonInterval.of(items.reduce(0) { $0 + $1.right }, outOf: items.count),
            WilsonInterval.of(wrong, outOf: items.count)
        )
    }

    /// What a guess among all rationales of each question reaches; NaN for no questions.
    public var chance: (algorithm: Double, malgorithm: Double) {
        let shares = items.map { 1 / Double($0.wrong.count + 1) }, counts = items.map { Double($0.wrong.count) }
        let hits = zip(shares, counts).reduce(0) { $0 + $1.0 * $1.1 }
        return (shares.reduce(0, +) / Double(items.count), hits / counts.reduce(0, +))
    }

    /// The score of each subject that has questions.
    public var bySubject: [String: IdentificationScore] {
        Dictionary(grouping: items, by: \.subject).mapValues { IdentificationScore(items: $0) }
    }
}
