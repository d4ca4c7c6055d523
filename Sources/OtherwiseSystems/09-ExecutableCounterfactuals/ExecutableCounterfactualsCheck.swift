import OtherwiseNumerics

/// The oracle against replay, and answers without abduction, on freshly made problems of every family.
struct ExecutableCounterfactualsCheck: Check {
    let claim =
        "Trying all hidden values gives exactly the outputs that replay gives, and whoever does not infer the hidden value is seldom right."
    var itemFormat: String? { ProgramItem.format }
    /// Of each family.
    var count = 500

    func findings(seed: UInt64, items file: CheckItems?) async throws -> Findings {
        let root = SeededGenerator(seed: seed)
        if let file { return try findings(of: file, root) }
        var findings = Findings()
        for (place, family) in ProgramProblem.Family.allCases.enumerated() {
            try Task.checkCancellation()
            var own = root.split(place)
            var maker = ProblemGenerator(seed: own.next())
            let problems = (0..<count).compactMap { _ in maker.problem(family) }
            findings.figures.append(
                Figure("\(family.rawValue): problems made", Double(problems.count), .atLeast, Double(count)))
            findings += Scores(problems, using: &own).findings(family.rawValue)
        }
        return findings
    }

    private func findings(of file: CheckItems, _ generator: SeededGenerator) throws -> Findings {
        var generator = generator
        let items = try SolvedProgramItem.items(in: file)
        let labelled = Double(items.count(where: \.isAsLabelled)) / Double(items.count)
        var findings = Scores(items.map(\.problem), using: &generator).findings("items")
        findings.figures.append(Figure("items: share answered as labelled", labelled, .atLeast, 1))
        return findings
    }
}

/// Shares of the problems of a family that are answered rightly.
private struct Scores {
    let agreement: Double
    let random: Double
    let fixed: Double
    let every: Double

    init(_ problems: [ProgramProblem], using generator: inout SeededGenerator) {
        var counts = (agreement: 0, random: 0, fixed: 0, every: 0)
        for problem in problems {
            let replay = Replay(problem)
            if replay.answers == problem.answers { counts.agreement += 1 }
            let drawn = Int.random(in: replay.others.indices, using: &generator)
            if problem.grade([replay.others[drawn]]).isExact { counts.random += 1 }
            if problem.grade([replay.others[replay.others.count / 2]]).isExact { counts.fixed += 1 }
            if problem.grade(Set(replay.others)).isExact { counts.every += 1 }
        }
        let total = Double(max(problems.count, 1))
        agreement = Double(counts.agreement) / total
        random = Double(counts.random) / total
        fixed = Double(counts.fixed) / total
        every = Double(counts.every) / total
    }

    func findings(_ name: String) -> Findings {
        func control(_ way: String, _ share: Double) -> Control {
            Control("\(name): exact match with \(way)", share, mustNotReach: .atLeast, 0.2)
        }
        return Findings(
            figures: [Figure("\(name): share where the oracle equals replay", agreement, .atLeast, 1)],
            controls: [
                control("a hidden value drawn at random", random), control("one hidden value for all", fixed),
                control("all that any hidden value gives", every),
            ])
    }
}

/// All runs of a problem, by the second way to run programs.
struct Replay {
    /// What each hidden value gives for the other input.
    let others: [Int]
    /// The same, of those that explain the factual run.
    let answers: Set<Int>

    init(_ problem: ProgramProblem) {
        let program = CompiledProgram(problem.program)
        /// One list of arguments for each choice of hidden values.
        func arguments(_ input: Int) -> [[Int]] {
            problem.program.parameters.reduce([[]]) { partial, name in
                partial.flatMap { values in (problem.hidden[name].map(Array.init) ?? [input]).map { values + [$0] } }
            }
        }
        let explains = arguments(problem.input).map { program.run($0).value == problem.output }
        let tries = arguments(problem.otherInput)
        var outputs = [Int?](repeating: nil, count: tries.count)
        var work = 0
        // Those that explain the run first: only for the rest may the work run out.
        for first in [true, false] {
            for place in tries.indices where explains[place] == first && (first || work < RunLimits().work) {
                let run = program.run(tries[place])
                outputs[place] = run.value
                work += run.work
            }
        }
        others = outputs.compactMap(\.self)
        answers = Set(zip(explains, outputs).compactMap { $0 ? $1 : nil })
    }
}
