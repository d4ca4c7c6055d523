import OtherwiseNumerics

/// The oracle against replay, and answers without abduction, on freshly made problems of every family.
struct ExecutableCounterfactualsCheck: Check {
    let claim =
        "Trying all hidden values gives exactly the outputs that replay gives, and whoever does not infer the hidden value is seldom right."
    /// Of each family.
    var count = 500

    func findings(seed: UInt64, items: CheckItems?) async throws -> Findings {
        var findings = Findings()
        let root = SeededGenerator(seed: seed)
        for (place, family) in ProgramProblem.Family.allCases.enumerated() {
            try Task.checkCancellation()
            var own = root.split(place)
            var maker = ProblemGenerator(seed: own.next())
            let problems = (0..<count).compactMap { _ in maker.problem(family) }
            let scores = Scores(problems, using: &own)
            findings.figures += [
                Figure("\(family.rawValue): problems made", Double(problems.count), .atLeast, Double(count)),
                Figure("\(family.rawValue): share where the oracle equals replay", scores.agreement, .atLeast, 1),
            ]
            findings.controls += [
                Control(
                    "\(family.rawValue): exact match with a hidden value drawn at random", scores.random,
                    mustNotReach: .atLeast, 0.2),
                Control(
                    "\(family.rawValue): exact match with one hidden value for all", scores.fixed,
                    mustNotReach: .atLeast, 0.2),
                Control(
                    "\(family.rawValue): exact match with the old output", scores.repeated, mustNotReach: .atLeast, 0.2),
            ]
        }
        return findings
    }
}

/// Shares of the problems of a family that are answered rightly.
private struct Scores {
    let agreement: Double
    let random: Double
    let fixed: Double
    let repeated: Double

    init(_ problems: [ProgramProblem], using generator: inout SeededGenerator) {
        var counts = (agreement: 0, random: 0, fixed: 0, repeated: 0)
        for problem in problems {
            let replay = Replay(problem)
            if replay.answers == problem.answers { counts.agreement += 1 }
            let drawn = Int.random(in: replay.others.indices, using: &generator)
            if problem.grade([replay.others[drawn]]).isExact { counts.random += 1 }
            if problem.grade([replay.others[replay.others.count / 2]]).isExact { counts.fixed += 1 }
            if problem.grade([problem.output]).isExact { counts.repeated += 1 }
        }
        let total = Double(max(problems.count, 1))
        agreement = Double(counts.agreement) / total
        random = Double(counts.random) / total
        fixed = Double(counts.fixed) / total
        repeated = Double(counts.repeated) / total
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
        let hidden = problem.program.parameters.dropFirst()
        let combinations = hidden.reduce([[Int]]([[]])) { partial, name in
            partial.flatMap { values in (problem.hidden[name] ?? 0...0).map { values + [$0] } }
        }
        others = combinations.compactMap { program.run([problem.otherInput] + $0) }
        answers = Set(
            combinations.filter { program.run([problem.input] + $0) == problem.output }
                .compactMap { program.run([problem.otherInput] + $0) })
    }
}
