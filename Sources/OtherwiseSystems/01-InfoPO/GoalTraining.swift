import OtherwiseModels
import OtherwiseNumerics
import OtherwiseTraces

/// Teaches an agent which questions to ask, by policy gradients on the credit of its rollouts.
///
/// Every batch is used once, so that the ratio of the clipped objective is 1 and its gradient that of the credit itself.
struct GoalTraining: Sendable {
    /// What credit is made of.
    enum Credit: Sendable, Hashable {
        /// Outcomes alone: GRPO.
        case outcome
        /// Outcomes and information of this weight; or with turns that obtained exactly nothing left out of what is
        /// compared. Shuffled, the gains of each rollout's turns are exchanged at random.
        case information(weight: Double, comparesNothing: Bool = true, isShuffled: Bool = false)
    }

    let game: GoalGame
    let credit: Credit
    var steps = 200
    var groups = 4
    var rollouts = 5
    var rate = 0.5

    /// What became of it.
    struct Result: Sendable {
        let policy: GoalPolicy
        /// Of the last 20 steps: the share of games that were won, and how many bits were found.
        let success: Double
        let bitsFound: Double
        /// Gains of turns that revealed a bit, and of all others.
        let informative: [Double]
        let uninformative: [Double]
    }

    private static let last = 20

    func result(seed: UInt64) async throws -> Result {
        let root = SeededGenerator(seed: seed)
        var policy = GoalPolicy(game), late: [PlayedGame] = []
        var informative: [Double] = [], uninformative: [Double] = []
        for step in 0..<steps {
            try Task.checkCancellation()
            var generator = root.split(step)
            let games = try play(policy, using: &generator)
            var gains = try await gains(games, policy)
            for (game, gain) in zip(games, gains) {
                for turn in game.asked.indices {
                    guard let its = gain.turns[turn] else { continue }
                    if game.isInformative(turn: turn, self.game) {
                        informative.append(its)
                    } else {
                        uninformative.append(its)
                    }
                }
            }
            if case .information(_, _, isShuffled: true) = credit {
                gains = gains.map { InformationGain(turns: $0.turns.dropLast().shuffled(using: &generator) + [nil]) }
            }
            improve(&policy, games, gains)
            if step >= steps - Self.last { late += games }
        }
        let found = late.reduce(0) { $0 + Set($1.asked.filter { $0 < game.bits }).count }
        return Result(
            policy: policy, success: Double(late.count(where: \.isWon)) / Double(late.count),
            bitsFound: Double(found) / Double(late.count), informative: informative, uninformative: uninformative)
    }

    private func play(_ policy: GoalPolicy, using generator: inout SeededGenerator) throws -> [PlayedGame] {
        try (0..<groups).flatMap { group in
            let goal = (0..<game.bits).map { _ in Bool.random(using: &generator) }
            return try (0..<rollouts).map { rollout in
                try PlayedGame(policy, goal: goal, id: "\(group).\(rollout)", group: "\(group)", using: &generator)
            }
        }
    }

    private func gains(_ games: [PlayedGame], _ policy: GoalPolicy) async throws -> [InformationGain] {
        var gains: [InformationGain] = []
        for game in games {
            gains.append(
                credit == .outcome
                    ? InformationGain(turns: game.trajectory.turns.map { _ in nil })
                    : try await InformationGain(
                        of: game.trajectory, placeholder: [GoalGame.Symbol.placeholder.token], under: policy))
        }
        return gains
    }

    private func improve(_ policy: inout GoalPolicy, _ games: [PlayedGame], _ gains: [InformationGain]) {
        var settings = TurnCredit.Settings()
        switch credit {
        case .outcome: settings.informationWeight = 0
        case .information(let weight, let comparesNothing, _):
            (settings.informationWeight, settings.comparesNothing) = (weight, comparesNothing)
        }
        let advantages = TurnCredit(games.map(\.trajectory), gains: gains, settings).advantages
        let chances = (0..<game.bits).map(policy.chances)
        for (game, advantages) in zip(games, advantages) {
            for (turn, question) in game.asked.enumerated() {
                let advantage = advantages[game.trajectory.turns[turn].action.upperBound - 1]
                for place in chances[turn].indices {
                    let slope = (place == question ? 1 : 0) - chances[turn][place]
                    policy.logits[turn][place] += rate * advantage * slope / Double(games.count)
                }
            }
        }
    }
}
