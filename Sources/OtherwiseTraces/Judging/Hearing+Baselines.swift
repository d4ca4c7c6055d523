import OtherwiseCore

extension Hearing {
    /// The step at once, with the whole log in sight, or part by part.
    mutating func allAtOnce() async throws -> Verdict {
        var named: [(step: Int, agent: String?, reason: String)] = []
        for window in windows {
            let answer = try await ask(JudgeQuestions.allAtOnce, about: log(window)) {
                answer throws(JudgeAnswer.Problem) in try Self.named(answer, among: window)
            }
            if let answer { named.append(answer) }
        }
        if named.count > 1 {
            let list = fitting(named.map { "Step \($0.step): \($0.reason)" })
            let log = shortened(named.map(\.step))
            let last = try await ask(JudgeQuestions.choice(list), about: log) {
                [steps] answer throws(JudgeAnswer.Problem) in try Self.named(answer, among: steps)
            }
            named = last.map { [$0] } ?? named
        }
        guard let first = named.first else { return verdict(nil, Self.nothingUsable, .unusable) }
        return verdict(first.step, agent: first.agent, first.reason)
    }

    private static func named(
        _ answer: JudgeAnswer, among steps: Range<Int>
    ) throws(JudgeAnswer.Problem) -> (step: Int, agent: String?, reason: String) {
        (try answer.step(among: steps), answer["agent"]?.text, answer["reason"]?.text ?? "")
    }

    /// The first step in which the model, shown the log up to it, sees an error that derails the run.
    mutating func stepByStep() async throws -> Verdict {
        var wasRead = false
        for step in steps {
            let answer = try await ask(JudgeQuestions.stepByStep, about: log(tail(through: step))) {
                answer throws(JudgeAnswer.Problem) in
                guard let error = answer["error"]?.flag else {
                    throw JudgeAnswer.Problem("\"error\" is neither true nor false")
                }
                return (error, answer["reason"]?.text ?? "")
            }
            wasRead = wasRead || answer != nil
            if let (error, reason) = answer, error { return verdict(step, reason) }
        }
        return wasRead
            ? verdict(nil, "the model sees no error in any step") : verdict(nil, Self.nothingUsable, .unusable)
    }

    /// The half that holds the error, then its half, down to one step.
    mutating func binarySearch() async throws -> Verdict {
        var range = steps, reason = ""
        while range.count > 1 {
            let middle = (range.lowerBound + range.upperBound) / 2
            let first = range.lowerBound..<middle, second = middle..<range.upperBound
            let answer = try await ask(JudgeQuestions.binarySearch(first, second), about: shortened(range)) {
                answer throws(JudgeAnswer.Problem) in
                guard let half = answer["half"]?.text?.lowercased(), half == "first" || half == "second" else {
                    throw JudgeAnswer.Problem("\"half\" is neither \"first\" nor \"second\"")
                }
                return (half == "first" ? first : second, answer["reason"]?.text ?? "")
            }
            guard let answer else { return verdict(nil, Self.nothingUsable, .unusable) }
            (range, reason) = answer
        }
        return verdict(range.lowerBound, reason)
    }
}
