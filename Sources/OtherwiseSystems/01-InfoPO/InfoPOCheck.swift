import OtherwiseModels
import OtherwiseNumerics
import OtherwiseTraces

/// Parts A and B of the specification: agents that learn what to ask, in a game whose information is known.
struct InfoPOCheck: Check {
    let claim =
        "Credit for information obtained teaches an agent to ask what outcomes alone do not, and is exactly 0 where nothing was obtained."
    /// How often each agent is taught, and over how many steps.
    var repetitions = 8
    var steps = 200
    /// About how many tasks a language model is asked.
    var tasks = 64

    private static let weight = 0.5

    func findings(seed: UInt64, items: CheckItems?) async throws -> Findings {
        let seeds = Self.seeds(repetitions, from: seed)
        var findings = try await large(seeds)
        findings += try await small(seeds)
        return findings
    }

    /// What agents of each credit come to, in one game.
    private struct Taught {
        let plain, informed, shuffled, leavingOut, unweighted: [GoalTraining.Result]
    }

    /// Six bits, which chance seldom finds.
    private func large(_ seeds: [UInt64]) async throws -> Findings {
        let game = GoalGame(bits: 6), weight = Self.weight
        let taught = Taught(
            plain: try await results(game, .outcome, seeds),
            informed: try await results(game, .information(weight: weight), seeds),
            shuffled: try await results(game, .information(weight: weight, isShuffled: true), seeds),
            leavingOut: try await results(game, .information(weight: weight, comparesNothing: false), seeds),
            unweighted: try await results(game, .information(weight: 0), Array(seeds.prefix(1))))
        var findings = learning(taught)
        findings += gains(taught, replaced: try await placeholderGain(game))
        findings += exchanged(taught)
        return findings
    }

    private func learning(_ taught: Taught) -> Findings {
        let differing = zip(taught.unweighted, taught.plain).count { $0.policy.logits != $1.policy.logits }
        return Findings(
            figures: [
                Figure(
                    "6 bits: games won, as a multiple of GRPO's", multiple(taught.informed, taught.plain), .atLeast, 1.5
                ),
                Figure("6 bits: bits found beyond GRPO's", bits(taught.informed, taught.plain), .atLeast, 0.6),
                Figure("information of no weight: agents that differ from GRPO's", Double(differing), .atMost, 0),
            ],
            controls: [
                Control(
                    "turns that obtained nothing left out: games won, as a multiple of GRPO's",
                    multiple(taught.leavingOut, taught.plain), mustNotReach: .atLeast, 1.5),
                Control(
                    "turns that obtained nothing left out: bits found beyond GRPO's",
                    bits(taught.leavingOut, taught.plain), mustNotReach: .atLeast, 0.6),
            ])
    }

    private func gains(_ taught: Taught, replaced: Double) -> Findings {
        let useful = taught.informed.flatMap(\.informative), useless = taught.informed.flatMap(\.uninformative)
        return Findings(figures: [
            Figure(
                "gain of questions that reveal a bit, nats per token", useful.reduce(0, +) / Double(useful.count),
                .atLeast, 0.08),
            Figure("largest gain of those that reveal nothing", useless.map(abs).max() ?? .nan, .atMost, 0),
            Figure("gain of a reply that equals the placeholder", abs(replaced), .atMost, 0),
        ])
    }

    private func exchanged(_ taught: Taught) -> Findings {
        let distance = mean(taught.shuffled, \.success) - mean(taught.plain, \.success)
        return Findings(
            figures: [
                Figure(
                    "gains exchanged between turns: games won, distance from GRPO's", abs(distance), .atMost, 0.02)
            ],
            controls: [
                Control(
                    "gains exchanged between turns: games won, as a multiple of GRPO's",
                    multiple(taught.shuffled, taught.plain), mustNotReach: .atLeast, 1.5),
                Control(
                    "gains exchanged between turns: bits found beyond GRPO's", bits(taught.shuffled, taught.plain),
                    mustNotReach: .atLeast, 0.6),
            ])
    }

    private func multiple(_ results: [GoalTraining.Result], _ plain: [GoalTraining.Result]) -> Double {
        mean(results, \.success) / mean(plain, \.success)
    }

    private func bits(_ results: [GoalTraining.Result], _ plain: [GoalTraining.Result]) -> Double {
        mean(results, \.bitsFound) - mean(plain, \.bitsFound)
    }

    /// Four bits, which outcomes alone find in part.
    private func small(_ seeds: [UInt64]) async throws -> Findings {
        let game = GoalGame(bits: 4)
        let plain = try await results(game, .outcome, seeds)
        let informed = try await results(game, .information(weight: Self.weight), seeds)
        return Findings(figures: [
            Figure("4 bits: games won beyond GRPO's", mean(informed, \.success) - mean(plain, \.success), .atLeast, 0)
        ])
    }

    private func results(
        _ game: GoalGame, _ credit: GoalTraining.Credit, _ seeds: [UInt64]
    ) async throws -> [GoalTraining.Result] {
        var results: [GoalTraining.Result] = []
        for seed in seeds {
            results.append(try await GoalTraining(game: game, credit: credit, steps: steps).result(seed: seed))
        }
        return results
    }

    /// A game in which every reply is what stands for a reply that is withheld.
    private func placeholderGain(_ game: GoalGame) async throws -> Double {
        let statements = (0..<game.bits).map { _ in GoalGame.Symbol.statement(true).token }
        let tokens =
            [GoalGame.Symbol.prompt.token] + statements
            + [GoalGame.Symbol.question(0).token, GoalGame.Symbol.placeholder.token] + statements
        let bits = game.bits
        let trajectory = try TokenTrajectory(
            id: "placeholder", group: "", tokens: tokens,
            turns: [
                .init(action: 1..<bits + 2, feedback: bits + 2..<bits + 3),
                .init(action: bits + 3..<2 * bits + 3, feedback: nil),
            ], outcome: 0)
        return try await InformationGain(
            of: trajectory, placeholder: [GoalGame.Symbol.placeholder.token], under: GoalPolicy(game)
        ).turns[0] ?? .nan
    }

    private func mean(_ results: [GoalTraining.Result], _ value: (GoalTraining.Result) -> Double) -> Double {
        results.reduce(0) { $0 + value($1) } / Double(results.count)
    }
}
