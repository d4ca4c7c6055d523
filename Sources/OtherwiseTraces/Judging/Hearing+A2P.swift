import OtherwiseCore

extension Hearing {
    typealias Finding = (candidate: Verdict.Candidate, agent: String?)

    /// Abduct, act, predict: the earliest suspected step whose repair the model predicts to succeed; where it predicts
    /// none to, the one that it takes to be likeliest to.
    mutating func a2p() async throws -> Verdict {
        var findings: [Finding] = [], reason = ""
        for window in windows {
            let answer = try await ask(JudgeQuestions.a2p, about: log(window)) { answer throws(JudgeAnswer.Problem) in
                (try answer.candidates(among: window), answer["reason"]?.text ?? "")
            }
            guard let (found, why) = answer else { continue }
            findings += found.filter { new in !findings.contains { $0.candidate.step == new.candidate.step } }
            reason = why
        }
        // Parts overlap: a later one may suspect an earlier step.
        findings.sort { $0.candidate.step < $1.candidate.step }
        guard !findings.isEmpty else { return try await fallBack() }
        if windows.count > 1 { return try await choose(among: findings) }
        let best = Self.decisive(findings)
        return verdict(best?.candidate.step, agent: best?.agent, reason, candidates: findings.map(\.candidate))
    }

    private static func decisive(_ findings: [Finding]) -> Finding? {
        findings.first { $0.candidate.succeeds }
            ?? findings.max { ($0.candidate.probability ?? 0) < ($1.candidate.probability ?? 0) }
    }

    /// The last pass over a log that was read in parts.
    private mutating func choose(among findings: [Finding]) async throws -> Verdict {
        let candidates = findings.map(\.candidate)
        let list = fitting(
            candidates.map { candidate in
                "Step \(candidate.step): causes: \(candidate.causes); correction: \(candidate.correction); prediction: "
                    + "\(candidate.prediction) (\(candidate.succeeds ? "success" : "failure"))"
            })
        let log = shortened(candidates.map(\.step))
        let chosen = try await ask(JudgeQuestions.choice(list), about: log) {
            [steps] answer throws(JudgeAnswer.Problem) in
            let step = try answer.step(among: steps)
            guard candidates.contains(where: { $0.step == step }) else {
                throw JudgeAnswer.Problem("step \(step) is none of the candidates")
            }
            return (step, answer["agent"]?.text, answer["reason"]?.text ?? "")
        }
        guard let (step, agent, reason) = chosen else {
            return verdict(Self.decisive(findings)?.candidate.step, "", candidates: candidates, .fellBack)
        }
        return verdict(step, agent: agent, reason, candidates: candidates)
    }

    private mutating func fallBack() async throws -> Verdict {
        let plain = try await allAtOnce()
        return Verdict(
            step: plain.step, reason: plain.reason, candidates: [], reading: plain.step == nil ? .unusable : .fellBack,
            namesOtherAgent: plain.namesOtherAgent, questions: questions)
    }
}
