import OtherwiseNumerics

/// Replies that copy facts of made sheets in wordings and with names that were never learnt from, some of them wrong.
struct MisMitiFactCheck: Check {
    let claim =
        "Small critics that learnt from made errors find wrong numbers, names and sentences in new wordings, say what the evidence has, and leave the rest alone."
    /// Sheets to learn from, and as many to be tested with.
    var sheets = 200

    func findings(seed: UInt64, items: CheckItems?) async throws -> Findings {
        let root = SeededGenerator(seed: seed)
        var generator = root.split(0)
        let lessons = EvidenceCritic.Lessons(CorruptedReply.training(sheets, seed: generator.next()))
        let replies = CorruptedReply.test(sheets, seed: generator.next())
        let critic = EvidenceCritic(lessons)
        let critiques = try critiques(replies, critic)
        let score = score(replies, critiques)
        try Task.checkCancellation()
        let untaught = EvidenceCritic(lessons, shuffling: root.split(1))
        let shuffled = self.score(replies, try self.critiques(replies, untaught))
        let foreign = try foreignScore(replies, critic)
        let random = randomScore(replies, critiques, root.split(2))
        var findings = Findings(figures: Self.figures(score), readings: Self.readings(score))
        findings.figures.append(
            Figure(
                "evidence of another sheet: share of elements called unsupported",
                CritiqueScore.share(foreign.unsupported), .atLeast, 0.8))
        findings.controls = [
            Control("labels exchanged: numerals, F1", F1(shuffled.numerals).value, mustNotReach: .atLeast, 0.6),
            Control("labels exchanged: names, F1", F1(shuffled.entities).value, mustNotReach: .atLeast, 0.6),
            Control(
                "labels exchanged: sentences off topic, F1", F1(shuffled.topics).value, mustNotReach: .atLeast, 0.6),
            Control(
                "labels exchanged: wrong elements put right", CritiqueScore.share(shuffled.mended),
                mustNotReach: .atLeast, 0.15),
            Control(
                "suggestions at random: wrong elements put right", CritiqueScore.share(random.mended),
                mustNotReach: .atLeast, 0.25),
        ]
        return findings
    }

    private static func figures(_ score: CritiqueScore) -> [Figure] {
        [
            Figure("numerals: F1", F1(score.numerals).value, .atLeast, 0.95),
            Figure("names: F1", F1(score.entities).value, .atLeast, 0.85),
            Figure("sentences off topic: F1", F1(score.topics).value, .atLeast, 0.8),
            Figure(
                "numerals: suggestions that are right", CritiqueScore.share(score.numeralCorrections), .atLeast, 0.85),
            Figure("names: suggestions that are right", CritiqueScore.share(score.entityCorrections), .atLeast, 0.75),
            Figure("elements that are right after refinement", CritiqueScore.share(score.kept), .atLeast, 0.95),
            Figure("errors removed", CritiqueScore.share(score.removed), .atLeast, 0.6),
            Figure("wrong elements put right", CritiqueScore.share(score.mended), .atLeast, 0.6),
            Figure("right elements that were changed", CritiqueScore.share(score.harmed), .atMost, 0.02),
        ]
    }

    private static func readings(_ score: CritiqueScore) -> [Reading] {
        [("numerals", score.numerals), ("names", score.entities), ("sentences off topic", score.topics)]
            .flatMap { name, judged in
                let found = F1(judged)
                return [
                    Reading("\(name): precision", found.precision), Reading("\(name): recall", found.recall),
                    Reading("\(name): how many are wrong", Double(judged.count(where: \.isWrong))),
                ]
            }
    }

    private func critiques(_ replies: [CorruptedReply], _ critic: EvidenceCritic) throws -> [Critique] {
        try replies.map { try critic.critique($0.text, evidence: $0.evidence) }
    }

    private func score(_ replies: [CorruptedReply], _ critiques: [Critique]) -> CritiqueScore {
        zip(replies, critiques).reduce(into: CritiqueScore()) { $0.add($1.0, $1.1) }
    }

    /// The same replies beside the evidence of the next sheet.
    private func foreignScore(_ replies: [CorruptedReply], _ critic: EvidenceCritic) throws -> CritiqueScore {
        try replies.indices.reduce(into: CritiqueScore()) { score, place in
            let evidence = replies[(place + 1) % replies.count].evidence
            score.add(replies[place], try critic.critique(replies[place].text, evidence: evidence))
        }
    }

    /// What is flagged is replaced by any numeral, or any name, of the evidence.
    private func randomScore(
        _ replies: [CorruptedReply], _ critiques: [Critique], _ generator: SeededGenerator
    ) -> CritiqueScore {
        var generator = generator
        return zip(replies, critiques).reduce(into: CritiqueScore()) { score, judgedReply in
            let (reply, critique) = judgedReply
            let reader = ElementReader(known: reply.evidence)
            let elements = reply.evidence.flatMap(reader.elements)
            score.add(reply, critique) { judged in
                elements.filter { $0.kind.isNumeral == (judged.type == .numeral) }.randomElement(using: &generator)?
                    .text
            }
        }
    }
}

extension CorruptedReply {
    var text: String { sentences.map(\.text).joined(separator: " ") }
}
