import Foundation
import OtherwiseNumerics
import OtherwiseTraces

/// Part A of the specification, a process whose decisive step is known, and part B, the published logs without a
/// language model: how runs are read and scored, and what the trivial answers reach.
struct A2PCheck: Check {
    let claim =
        "Abducting what a log hides, repairing one step and predicting the rest finds the decisive step, which the visible errors do not show."
    static let format = "JSON lines of Who&When: history of agent and content, mistake_agent, mistake_step"
    var itemFormat: String? { Self.format }

    private static let runCount = 2000

    func findings(seed: UInt64, items: CheckItems?) async throws -> Findings {
        var findings = try await laneFindings(seed)
        findings += try logFindings(seed, items)
        return findings
    }

    private func laneFindings(_ seed: UInt64) async throws -> Findings {
        let runs = LaneProcess.failures(Self.runCount, seed: seed)
        var generator = SeededGenerator(seed: seed).split(1)
        let full = try await answers(runs, LaneWorld())
        let prior = try await answers(runs, LaneWorld(abducts: false))
        let logged = runs.map { run in
            run.steps.indices.first { LaneProcess.succeeds(run.steps, run.hidden, repaired: [$0]) }
        }
        let shuffled = runs.map { $0.record.errors.randomElement(using: &generator) }
        var findings = Findings(figures: [
            Figure("share of decisive steps found", share(full, runs), .atLeast, 0.88),
            Figure("the same with the hidden causes logged", share(logged, runs), .atLeast, 1),
            Figure(
                "share of agents found where the step numbers of the answers are shuffled", agentShare(full, runs),
                .atLeast, share(shuffled, runs) + 0.3),
        ])
        findings.controls = [
            Control(
                "hidden causes of any run in the place of this one's", share(prior, runs), mustNotReach: .atLeast, 0.55)
        ]
        findings.controls += visibleErrors(runs, &generator).map { name, answers in
            Control("no prediction: \(name)", share(answers, runs), mustNotReach: .atLeast, 0.45)
        }
        findings.controls.append(
            Control("step numbers of the answers shuffled", share(shuffled, runs), mustNotReach: .atLeast, 0.45))
        return findings
    }

    /// Answers that look at what visibly went wrong, and repair nothing.
    private func visibleErrors(_ runs: [LaneProcess], _ generator: inout SeededGenerator) -> [(String, [Int?])] {
        let errors = runs.map(\.record.errors)
        let largest = zip(runs, errors).map { run, errors in
            errors.max { abs(run.steps[$0].error) < abs(run.steps[$1].error) }
        }
        return [
            ("the first error", errors.map(\.first)), ("the last error", errors.map(\.last)),
            ("the largest error", largest), ("any error", errors.map { $0.randomElement(using: &generator) }),
        ]
    }

    private func answers(_ runs: [LaneProcess], _ world: LaneWorld) async throws -> [Int?] {
        var answers: [Int?] = []
        for run in runs {
            // Where nothing went wrong a repair changes nothing: without abduction the first such step would be the answer.
            let attribution = try await world.attribution(of: run.record, steps: run.steps.count)
            answers.append(attribution.answer(among: run.record.errors))
        }
        return answers
    }

    private func share(_ answers: [Int?], _ runs: [LaneProcess]) -> Double {
        Double(zip(answers, runs).count { $0 != nil && $0 == $1.decisive }) / Double(runs.count)
    }

    private func agentShare(_ answers: [Int?], _ runs: [LaneProcess]) -> Double {
        let hits = zip(answers, runs).count { answer, run in
            guard let answer, let decisive = run.decisive else { return false }
            return run.steps[answer].agent == run.steps[decisive].agent
        }
        return Double(hits) / Double(runs.count)
    }
}
