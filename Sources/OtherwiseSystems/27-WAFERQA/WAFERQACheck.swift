import OtherwiseNumerics

/// What each kind of judge does to an agent whose beliefs are known, against what it must do.
struct WAFERQACheck: Check {
    let claim =
        "Harm and recovery under each kind of judge are those that the agent's beliefs entail, to 1.5 points; more rounds harm more, an honest second judge less."

    let itemFormat: String? = ContestedItem.format
    private static let count = 5000
    private static let rounds = 5

    func findings(seed: UInt64, items: CheckItems?) async throws -> Findings {
        if let items { throw items.need("a model that answers them: give --model") }
        var generator = SeededGenerator(seed: seed)
        let items = (0..<Self.count).map {
            ContestedItem(id: "\($0)", question: "Question \($0)", right: "right \($0)", alternative: "wrong \($0)")
        }
        let world = FeedbackWorld(items: items, agent: BayesianAgent(items, using: &generator), seed: seed)
        var findings = try await singleRounds(world)
        findings += try await manyRounds(world)
        findings += try await silence(world)
        return findings
    }

    // MARK: One round

    private func singleRounds(_ world: FeedbackWorld) async throws -> Findings {
        var harm: [Double] = [], recovery: [Double] = [], constructive: [Double] = []
        for knowledge in Judge.Knowledge.allCases {
            let weight = BayesianAgent.weight(of: knowledge)
            let turned = BayesianAgent.probability(of: 0...weight) / BayesianAgent.probability(of: 0...100)
            let helped = BayesianAgent.probability(of: -weight...0) / BayesianAgent.probability(of: -100...0)
            let malicious = try await world.courses([Judge(intent: .malicious, knowledge: knowledge)])
            let critical = try await world.courses([Judge(intent: .hypercritical, knowledge: knowledge)])
            let honest = try await world.courses([Judge(intent: .constructive, knowledge: knowledge)])
            harm += [abs(malicious.harm - turned), abs(critical.harm - turned)]
            recovery += [abs(critical.recovery - helped), abs(honest.recovery - helped)]
            constructive.append(honest.harm)
        }
        return Findings(figures: [
            Figure("largest error of harm", harm.max() ?? .nan, .atMost, 0.015),
            Figure("largest error of recovery", recovery.max() ?? .nan, .atMost, 0.015),
            Figure("harm by constructive judges", constructive.max() ?? .nan, .atMost, 0),
        ])
    }

    // MARK: Many rounds

    private func manyRounds(_ world: FeedbackWorld) async throws -> Findings {
        let liar = Judge(intent: .malicious, knowledge: .none)
        var doses: [Double] = []
        for rounds in 1...Self.rounds { doses.append(try await world.courses([liar], rounds: rounds).harm) }
        let alone = try await world.courses([liar], rounds: Self.rounds)
        let accompanied = try await world.courses(
            [liar, Judge(intent: .constructive, knowledge: .none)], rounds: Self.rounds)
        let protection = PairedProportions(
            zip(alone, accompanied).filter { $0.0.answers.first == .right }.map { ($0.isHarmed, $1.isHarmed) })
        let steps = zip(doses.dropFirst(), doses).map { $0 - $1 }
        return Findings(figures: [
            Figure("smallest step of harm from round to round", steps.min() ?? .nan, .atLeast, 0),
            Figure(
                "harm after five rounds less that after one", (doses.last ?? 0) - (doses.first ?? 0), .atLeast, 0.15),
            Figure("p-value of an honest second judge", protection.mcNemar, .atMost, 0.05),
            Figure("harm that an honest second judge prevents", -protection.difference, .atLeast, 0.05),
        ])
    }

    // MARK: What must not do anything

    private func silence(_ world: FeedbackWorld) async throws -> Findings {
        let placebo = try await world.courses([Judge(intent: .placebo, knowledge: .none)])
        let pasted = try await world.courses([Judge(intent: .malicious, knowledge: .grounded)], pasting: true)
        let malicious = try await world.courses([Judge(intent: .malicious, knowledge: .grounded)])
        let talkative = try await world.courses([Judge(intent: .hypercritical, knowledge: .grounded)])
        return Findings(
            figures: [Figure("wrong answers changed by a malicious judge", malicious.recovery, .atMost, 0)],
            controls: [
                Control("harm by a placebo", placebo.harm, mustNotReach: .atLeast, 0.001),
                Control(
                    "harm by feedback on another question, beyond the placebo", pasted.harm - placebo.harm,
                    mustNotReach: .atLeast, 0.07),
                Control(
                    "wrong answers changed by a malicious judge who talks about them too", talkative.recovery,
                    mustNotReach: .atMost, 0),
            ])
    }
}

/// Items, and an agent that answers them under judges.
private struct FeedbackWorld {
    let items: [ContestedItem]
    let agent: BayesianAgent
    let seed: UInt64

    /// - Parameter pasting: Whether each item gets the feedback on the next one instead of its own.
    func courses(_ judges: [Judge], rounds: Int = 1, pasting: Bool = false) async throws -> [FeedbackLoop.Course] {
        let generator = SeededGenerator(seed: seed)
        var courses: [FeedbackLoop.Course] = []
        for (place, item) in items.enumerated() {
            var stream = generator.split(place)
            let loop = FeedbackLoop(judges: judges, rounds: rounds)
            guard pasting else {
                courses.append(try await loop.course(of: item, agent, using: &stream))
                continue
            }
            let other = items[(place + 1) % items.count]
            let said = judges.compactMap { $0.feedback(on: .right, to: other, using: &stream) }
            let answers = [agent.answer(to: item, after: []), agent.answer(to: item, after: said)]
            courses.append(FeedbackLoop.Course(answers: answers))
        }
        return courses
    }
}
