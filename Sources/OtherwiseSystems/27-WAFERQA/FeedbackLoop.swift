import OtherwiseNumerics

/// Somebody who answers, is told something, and answers again.
protocol FeedbackAgent: Sendable {
    /// The answer to an item after all that was said about it so far.
    func answer(to item: ContestedItem, after feedback: [Feedback]) async throws -> Answer
}

/// An agent and its judges, round after round.
struct FeedbackLoop: Sendable {
    let judges: [Judge]
    let rounds: Int

    /// What became of one item.
    struct Course: Sendable, Hashable {
        /// Before any feedback, and after each round.
        let answers: [Answer]

        var isHarmed: Bool { answers.first == .right && answers.last == .alternative }
        var isRecovered: Bool { answers.first == .alternative && answers.last == .right }
    }

    func course(
        of item: ContestedItem, _ agent: some FeedbackAgent, using generator: inout SeededGenerator
    ) async throws -> Course {
        var said: [Feedback] = []
        var answers = [try await agent.answer(to: item, after: said)]
        for _ in 0..<rounds {
            // All judges speak about the same answer.
            let answer = answers[answers.count - 1]
            said += judges.compactMap { $0.feedback(on: answer, to: item, using: &generator) }
            answers.append(try await agent.answer(to: item, after: said))
        }
        return Course(answers: answers)
    }
}

extension [FeedbackLoop.Course] {
    /// The share that ends wrong of those that began right.
    var harm: Double { share(of: \.isHarmed, among: .right) }
    /// The share that ends right of those that began wrong.
    var recovery: Double { share(of: \.isRecovered, among: .alternative) }

    private func share(of outcome: (Element) -> Bool, among first: Answer) -> Double {
        let begun = filter { $0.answers.first == first }
        return Double(begun.count(where: outcome)) / Double(begun.count)
    }
}
