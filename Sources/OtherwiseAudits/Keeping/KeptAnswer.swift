import OtherwiseCore

/// An answer as it is kept: with the version of the reading by which its verdict was found.
struct KeptAnswer: Codable {
    let outcome: TrialOutcome
    /// `nil` for what was kept before readings had versions.
    let reading: Int?

    private enum Key: CodingKey {
        case reading
    }

    /// An answer that has just been read.
    init(_ outcome: TrialOutcome) { (self.outcome, reading) = (outcome, AnswerReading.version) }

    init(from decoder: any Decoder) throws {
        outcome = try TrialOutcome(from: decoder)
        reading = try decoder.container(keyedBy: Key.self).decodeIfPresent(Int.self, forKey: .reading)
    }

    func encode(to encoder: any Encoder) throws {
        try outcome.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encodeIfPresent(reading, forKey: .reading)
    }
}

extension TrialOutcome {
    /// Whether it can be an answer to a question with so many options.
    func fits(_ options: Int) -> Bool {
        [chosen, place].compactMap(\.self).allSatisfy((0..<options).contains)
            && scores.map { $0.count == options } ?? true
    }
}

extension TrialPlan {
    /// Kept answers, those of another reading read anew: what a model wrote is kept, so that its verdict is that of today.
    func reread(_ answers: [Trial: KeptAnswer]) -> AuditStore.Answers {
        let items = Dictionary(self.items.map { ($0.id, $0) }) { first, _ in first }
        var changed = 0
        let outcomes = Dictionary(
            uniqueKeysWithValues: answers.map { trial, answer in
                guard answer.reading != AnswerReading.version, let item = items[trial.item] else {
                    return (trial, answer.outcome)
                }
                let outcome = reread(answer.outcome, of: trial, item)
                if outcome.chosen != answer.outcome.chosen { changed += 1 }
                return (trial, outcome)
            })
        return AuditStore.Answers(outcomes: outcomes, rereadCount: changed)
    }

    private func reread(_ outcome: TrialOutcome, of trial: Trial, _ item: AuditItem) -> TrialOutcome {
        let orders = orders(of: item)
        guard !audit.answer.asksLikelihoods, outcome.failure == nil, let text = outcome.text,
            orders.indices.contains(trial.order)
        else { return outcome }
        var outcome = outcome
        outcome.chosen = audit.answer.chosen(in: text, item, order: orders[trial.order])
        outcome.place = outcome.chosen.flatMap { orders[trial.order].firstIndex(of: $0) }
        return outcome
    }
}
