import OtherwiseModels
import OtherwiseNumerics

/// Part C of the specification: programs put to a language model, with the hidden values told and with them to be
/// inferred. How well it does is told, not asked.
extension ExecutableCounterfactualsCheck: LanguageModelCheck {
    var modelClaim: String {
        "How often a language model gives exactly the possible outputs of a program, when it must infer a hidden value and when it is told."
    }

    private static let asked = 60

    func findings(seed: UInt64, items file: CheckItems?, asking model: AskedModel) async throws -> Findings {
        var generator = SeededGenerator(seed: seed).split(8)
        let problems = try file.map { try SolvedProgramItem.items(in: $0).map(\.problem) } ?? own(&generator)
        let inferred = try await replies(problems, tellsHidden: false, model)
        let told = try await replies(problems, tellsHidden: true, model)
        let (counterfactual, interventional) = (
            zip(problems, inferred).map { $0.isExact($1, tellsHidden: false) },
            zip(problems, told).map { $0.isExact($1, tellsHidden: true) }
        )
        let gaps = PairedSample(zip(interventional, counterfactual).map { ($0 ? 1 : 0) - ($1 ? 1 : 0) })
        let written = problems.map { ProgramProblem.reading("Thus: \($0.answers.sorted())") }
        return Findings(
            figures: [
                Figure(
                    "the oracle's answers, written out and read: share exact",
                    share(zip(problems, written).map { $0.isExact($1, tellsHidden: false) }), .atLeast, 1)
            ],
            controls: [
                Control(
                    "replies to the next problem: share exact",
                    share(
                        problems.indices.map {
                            problems[$0].isExact(inferred[($0 + 1) % problems.count], tellsHidden: false)
                        }), mustNotReach: .atLeast, 0.2)
            ],
            readings: [
                reading("hidden values told: share exact", interventional),
                reading("hidden values to be inferred: share exact", counterfactual),
                Reading("the former less the latter", gaps.mean, gaps.interval(using: &generator)),
                Reading("replies without a list of outputs", share((inferred + told).map { $0 == nil })),
            ])
    }

    /// The same number of each family.
    private func own(_ generator: inout SeededGenerator) -> [ProgramProblem] {
        let families = ProgramProblem.Family.allCases
        return families.flatMap { family in
            var maker = ProblemGenerator(seed: generator.next())
            return (0..<(Self.asked / families.count)).compactMap { _ in maker.problem(family) }
        }
    }

    private func replies(
        _ problems: [ProgramProblem], tellsHidden: Bool, _ model: AskedModel
    ) async throws -> [Set<Int>?] {
        let prompts = problems.map { Prompt.user($0.prompt(tellsHidden: tellsHidden)) }
        return try await model.texts(after: prompts, GenerationSettings(maximumTokens: 128)).map(ProgramProblem.reading)
    }

    private func share(_ values: [Bool]) -> Double { Double(values.count { $0 }) / Double(values.count) }

    private func reading(_ name: String, _ isExact: [Bool]) -> Reading {
        let count = Double(isExact.count { $0 })
        return Reading(name, share(isExact), WilsonInterval.of(count, outOf: isExact.count))
    }
}

extension ProgramProblem {
    /// Whether the outputs are just those that are possible.
    fileprivate func isExact(_ outputs: Set<Int>?, tellsHidden: Bool) -> Bool {
        outputs == (tellsHidden ? [interventionalAnswer] : answers)
    }
}
