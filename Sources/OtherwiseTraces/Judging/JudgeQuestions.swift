/// The words in which a language model is asked.
enum JudgeQuestions {
    /// What was to be done, what is asked for, and the log.
    static func frame(_ trace: Trace, revealsAnswer: Bool, log: String) -> String {
        var text = """
            Agents worked on a task and failed. One step decided the failure: the earliest step which, had it alone been \
            done right, would have turned the failure into a success.

            """
        if !trace.task.isEmpty { text += "\nTask: \(trace.task)\n" }
        if revealsAnswer, let answer = trace.expectedAnswer { text += "\nThe right final answer: \(answer)\n" }
        return text + "\nThe log, a line per step:\n\(log)\n\n"
    }

    static let a2p = """
        For every step that you suspect:
        1. Abduct. Given all that came before and after it, which hidden causes explain the step: missing knowledge, a \
        wrong assumption, misuse of a tool, a misread instruction?
        2. Act. Replace this one step by the smallest concrete correction. What came before stays.
        3. Predict. Under the causes that you abducted, simulate the next 3 to 5 steps, and say whether the task would \
        then succeed, and how probable that is.

        Answer with one JSON object and nothing else:
        {"candidates": [{"step": 0, "agent": "...", "causes": "...", "correction": "...", "prediction": "...", \
        "succeeds": true, "probability": 0.5}], "reason": "..."}
        """

    static let allAtOnce = """
        Which step is it? Answer with one JSON object and nothing else:
        {"step": 0, "agent": "...", "reason": "..."}
        """

    static let stepByStep = """
        The log ends with the step that is to be judged; what follows is not shown. Does this last step contain an \
        error that derails the task? Answer with one JSON object and nothing else:
        {"error": true, "reason": "..."}
        """

    /// - Parameters:
    ///   - first: The steps of the first half.
    ///   - second: The steps of the second half.
    static func binarySearch(_ first: Range<Int>, _ second: Range<Int>) -> String {
        """
        Is the step among the first half, \(words(first)), or the second, \(words(second))? Answer with one JSON object \
        and nothing else:
        {"half": "first", "reason": "..."}
        """
    }

    /// - Parameter candidates: What was found in parts of a log that is too long to be shown at once.
    static func choice(_ candidates: String) -> String {
        """
        The log was too long to be read at once. Reading it part by part found these candidates:
        \(candidates)

        \(allAtOnce)
        """
    }

    static func again(_ problem: String) -> String {
        "That cannot be used: \(problem). Answer with the one JSON object that was asked for, and nothing else."
    }

    private static func words(_ steps: Range<Int>) -> String {
        steps.count == 1 ? "step \(steps.lowerBound)" : "steps \(steps.lowerBound) to \(steps.upperBound - 1)"
    }
}
