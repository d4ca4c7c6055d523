import OtherwiseCausal
import OtherwiseNumerics

/// Parts A to C of the specification: faulty procedures found by running them, and a reader that has only met right
/// answers beside one that has met wrong ones too. No question that is asked was learnt from, and a third of them are of
/// kinds that were not either.
struct MalAlgoQACheck: Check {
    let claim =
        "Running every known procedure finds the flawed one behind a wrong answer; a reader that learnt from right answers alone does not, and one that met wrong ones does."
    var itemFormat: String? { WorkedQuestionItem.format }
    /// Questions of each kind.
    var count = 40

    private static let permutations = 5

    func findings(seed: UInt64, items: CheckItems?) async throws -> Findings {
        let root = SeededGenerator(seed: seed)
        var maker = WorkedQuestionGenerator(root.split(0))
        let training = maker.questions(ProblemKind.training, each: count)
        if let items {
            let asked = try WorkedQuestionItem.questions(in: items)
            var findings = executorFindings(asked)
            // Shares of fewer questions vary too much for the other thresholds.
            if asked.count >= 200 { findings += try scorerFindings(training, asked, root.split(1)) }
            return findings
        }
        let known = Set(training)
        let again = maker.questions(ProblemKind.training, each: count).filter { !known.contains($0) }
        let unknown = maker.questions(ProblemKind.heldOut, each: count)
        let made = Double(training.count + unknown.count)
        var findings = executorFindings(unknown)
        findings.figures.append(Figure("questions made", made, .atLeast, Double(24 * count)))
        findings += libraryFindings(training, maker)
        findings += try scorerFindings(training, again + unknown, root.split(1))
        findings += try roundFindings(training + unknown, root.split(2))
        return findings
    }

    // MARK: Part A

    /// Every known procedure of the question's kind is run, those that are not among its choices too; in the control on
    /// numbers that are not the question's.
    private func executorFindings(_ questions: [WorkedQuestion]) -> Findings {
        func score(_ numbers: (WorkedQuestion) -> [String: Double]) -> IdentificationScore {
            IdentificationScore(questions) { question, given in
                let library = ProblemKind.library(of: question) ?? question.procedures
                let answered = MalgorithmWorld.Answered(numbers: numbers(question), answer: question.values[given])
                let explanations = MalgorithmWorld(library).abduct(answered).explanations
                return explanations.map { question.procedures.firstIndex(of: $0.procedure) ?? -1 }
            }
        }
        let own = score(\.numbers), stray = score { $0.numbers.mapValues { $0 + 1 } }
        return Findings(
            figures: [
                Figure("executor: share found where the answer is right", own.algorithmAccuracy, .atLeast, 0.98),
                Figure("executor: share found where it is wrong", own.malgorithmAccuracy, .atLeast, 0.98),
            ],
            controls: [
                Control(
                    "executor with every number one larger: share found where the answer is wrong",
                    stray.malgorithmAccuracy, mustNotReach: .atLeast, 0.5)
            ])
    }

    /// Which of all known procedures of a kind made an answer; and an answer of one that is taken out of the library.
    private func libraryFindings(_ training: [WorkedQuestion], _ maker: WorkedQuestionGenerator) -> Findings {
        let frequencies = training.flatMap(\.procedures).reduce(into: [:]) { $0[$1.name, default: 0] += 1 }
        var maker = maker
        var named: [Bool] = [], silent: [Bool] = []
        for kind in ProblemKind.heldOut {
            for question in maker.questions([kind], each: count) {
                for given in question.choices.indices where given != question.correctIndex {
                    let answered = MalgorithmWorld.Answered(numbers: question.numbers, answer: question.values[given])
                    let truth = question.procedures[given]
                    let library = kind.right + kind.wrong
                    let world = MalgorithmWorld(library, frequencies: frequencies)
                    let explanations = world.abduct(answered).explanations
                    named.append(explanations.first?.procedure == truth)
                    let without = MalgorithmWorld(library.filter { $0 != truth }).abduct(answered)
                    silent.append(without.explanations.isEmpty)
                }
            }
        }
        return Findings(figures: [
            Figure("library: share of wrong answers whose procedure comes first", share(named), .atLeast, 0.9),
            Figure("library: share of answers of an unknown procedure left unexplained", share(silent), .atLeast, 0.95),
        ])
    }

    // MARK: Parts B and C

    private func scorerFindings(
        _ training: [WorkedQuestion], _ asked: [WorkedQuestion], _ generator: SeededGenerator
    ) throws -> Findings {
        let rightOnly = try score(RationaleScorer(training, .rightAnswers), asked)
        let reader = RationaleScorer(training, .allAnswers), all = try score(reader, asked)
        let lost = rightOnly.algorithmAccuracy - all.algorithmAccuracy
        var findings = Findings(figures: [
            Figure("reader of right answers: AIA", rightOnly.algorithmAccuracy, .atLeast, 0.9),
            Figure("reader of right answers: MIA", rightOnly.malgorithmAccuracy, .atMost, 0.45),
            Figure("reader of right answers: p-value of the gap, sign test", rightOnly.gapPValue, .atMost, 0.001),
            Figure("reader of all answers: MIA", all.malgorithmAccuracy, .atLeast, 0.85),
            Figure("reader of all answers: loss of AIA", lost, .atMost, 0.05),
            Figure("reader of all answers: gap", all.gap, .atMost, 0.1),
        ])
        findings.controls = [
            try blindControl("right", .rightAnswers, training, asked),
            try blindControl("all", .allAnswers, training, asked),
        ]
        findings += permutedFindings(asked, reader, generator)
        return findings
    }

    private func score(_ reader: RationaleScorer, _ asked: [WorkedQuestion]) throws -> IdentificationScore {
        try Task.checkCancellation()
        return IdentificationScore(asked) { reader.picks($0, given: $1) }
    }

    /// Who does not see which answer a rationale leads to cannot tell which one leads to the given answer.
    private func blindControl(
        _ name: String, _ lesson: RationaleScorer.Lesson, _ training: [WorkedQuestion], _ asked: [WorkedQuestion]
    ) throws -> Control {
        let blind = try score(RationaleScorer(training, lesson, seeing: .words), asked)
        return Control(
            "reader of \(name) answers that sees no answers: MIA", blind.malgorithmAccuracy, mustNotReach: .atLeast, 0.5
        )
    }

    /// Kinds that were not learnt. There who only met right answers has nothing but wording to tell the rationale that
    /// leads to the true answer from the one that leads to the given answer. Which of eight kinds are worded more like the
    /// right procedures of the others is chance, so that every kind is unknown in one of three rounds.
    private func roundFindings(_ questions: [WorkedQuestion], _ generator: SeededGenerator) throws -> Findings {
        var rightOnly: [IdentificationScore] = [], all: [IdentificationScore] = [], names: [String] = []
        for kinds in ProblemKind.thirds {
            let asked = questions.filter { question in kinds.contains { $0.isKind(of: question) } }
            let learnt = questions.filter { question in !kinds.contains { $0.isKind(of: question) } }
            names += asked.compactMap { question in kinds.first { $0.isKind(of: question) }?.name }
            rightOnly.append(try score(RationaleScorer(learnt, .rightAnswers), asked))
            all.append(try score(RationaleScorer(learnt, .allAnswers), asked))
        }
        let right = IdentificationScore(items: rightOnly.flatMap(\.items))
        let both = IdentificationScore(items: all.flatMap(\.items))
        return Findings(
            figures: [
                Figure("reader of right answers: AIA on unknown kinds", right.algorithmAccuracy, .atLeast, 0.9),
                Figure("reader of right answers: MIA on unknown kinds", right.malgorithmAccuracy, .atMost, 0.45),
                Figure("reader of all answers: MIA on unknown kinds", both.malgorithmAccuracy, .atLeast, 0.85),
                Figure("reader of all answers: gap on unknown kinds", both.gap, .atMost, 0.1),
            ], readings: roundReadings(rightOnly, names, generator))
    }

    /// Questions of a kind are told apart by the same wording, so that kinds are the witnesses.
    private func roundReadings(
        _ rounds: [IdentificationScore], _ kinds: [String], _ generator: SeededGenerator
    ) -> [Reading] {
        var generator = generator
        let name = "reader of right answers: MIA on unknown kinds"
        let sample = PairedSample(rounds.flatMap(\.items).map(\.wrongMean), clusters: kinds)
        let whole = Reading("\(name), by kind", sample.mean, sample.interval(using: &generator))
        return [whole]
            + rounds.enumerated().map { Reading("\(name), round \($0 + 1) of 3", $1.malgorithmAccuracy) }
    }

    private func permutedFindings(
        _ asked: [WorkedQuestion], _ scorer: RationaleScorer, _ generator: SeededGenerator
    ) -> Findings {
        var generator = generator
        let permuted = permuted(asked, scorer, using: &generator)
        let chance = asked.reduce(0) { $0 + 1 / Double($1.choices.count) } / Double(asked.count)
        let (right, wrong) = (abs(permuted.right - chance), abs(permuted.wrong - chance))
        return Findings(figures: [
            Figure("answers permuted: distance of AIA from chance", right, .atMost, 0.04),
            Figure("answers permuted: distance of MIA from chance", wrong, .atMost, 0.04),
        ])
    }

    /// What a reader reaches where each question is given the answer of another, and what is to be found is where the
    /// rationale of that answer stood in the other.
    private func permuted(
        _ questions: [WorkedQuestion], _ scorer: RationaleScorer, using generator: inout SeededGenerator
    ) -> (right: Double, wrong: Double) {
        var credits: (right: [Double], wrong: [Double]) = ([], [])
        for _ in 0..<Self.permutations {
            for (question, other) in zip(questions, questions.shuffled(using: &generator)) {
                for place in other.choices.indices where place < question.choices.count {
                    let picked = scorer.picks(question, givenValue: other.values[place])
                    let credit = picked.contains(place) ? 1 / Double(picked.count) : 0
                    if place == other.correctIndex {
                        credits.right.append(credit)
                    } else {
                        credits.wrong.append(credit)
                    }
                }
            }
        }
        func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
        return (mean(credits.right), mean(credits.wrong))
    }

    private func share(_ truths: [Bool]) -> Double { Double(truths.count { $0 }) / Double(truths.count) }
}
