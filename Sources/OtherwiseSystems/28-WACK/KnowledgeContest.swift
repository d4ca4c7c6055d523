/// What a probe is to tell apart.
struct KnowledgeContest: Sendable {
    let name: String
    let count: Int
    let kind: @Sendable (KnowledgeLabel) -> Int?

    static let known = KnowledgeContest(name: "known or not", count: 2) {
        $0 == .ignorant ? 0 : $0.isKnown ? 1 : nil
    }
    static let lost = KnowledgeContest(name: "lost or kept", count: 2) {
        $0 == .factual ? 0 : $0 == .errsDespiteKnowledge ? 1 : nil
    }
    static let three = KnowledgeContest(name: "lost, kept or not known", count: 3) {
        $0 == .ignorant ? 2 : lost.kind($0)
    }
    static let all = [known, lost, three]

    /// What a guess reaches.
    var chance: Double { 1 / Double(count) }

    /// Of a real model no accuracy is asked; what cannot be known must not be told.
    func findings(_ accuracy: KnowledgeProbe.Accuracy?, _ labels: [KnowledgeLabel]) -> Findings {
        guard let accuracy else { return Findings(readings: [tooFew(labels)]) }
        return Findings(controls: controls(accuracy, margin: 0.15), readings: readings(accuracy))
    }

    /// Of a model whose knowledge was set: it must be told as often as that.
    ///
    /// - Parameter share: Of the questions.
    func findings(
        _ accuracy: KnowledgeProbe.Accuracy?, _ labels: [KnowledgeLabel], atLeast share: Double
    ) -> Findings {
        let figure = Figure("\(name): told from a hidden state", accuracy?.fromState ?? .nan, .atLeast, share)
        guard let accuracy else { return Findings(figures: [figure], readings: [tooFew(labels)]) }
        return Findings(
            figures: [figure], controls: controls(accuracy, margin: 0.06), readings: bounds(accuracy))
    }

    private func tooFew(_ labels: [KnowledgeLabel]) -> Reading {
        let counts = (0..<count).map { kind in labels.count { self.kind($0) == kind } }
        return Reading(
            "\(name): questions of the rarest kind, too few for a probe (\(KnowledgeProbe.fewest))",
            Double(counts.min() ?? 0))
    }

    private func readings(_ accuracy: KnowledgeProbe.Accuracy) -> [Reading] {
        [
            perKind(accuracy),
            Reading(
                "\(name): told from a hidden state, one in \(count) by chance", accuracy.fromState, accuracy.interval),
        ]
    }

    /// Beside a figure that tells the accuracy itself.
    private func bounds(_ accuracy: KnowledgeProbe.Accuracy) -> [Reading] {
        [
            perKind(accuracy),
            Reading(
                "\(name): lower end of its 95% interval, one in \(count) by chance", accuracy.interval.lowerBound),
            Reading("\(name): upper end of its 95% interval", accuracy.interval.upperBound),
        ]
    }

    private func perKind(_ accuracy: KnowledgeProbe.Accuracy) -> Reading {
        Reading("\(name): questions of each kind", Double(accuracy.perKind))
    }

    /// - Parameter margin: How far from chance would be too far.
    func controls(_ accuracy: KnowledgeProbe.Accuracy, margin: Double) -> [Control] {
        [
            Control(
                "\(name): told with labels exchanged, distance from chance", abs(accuracy.shuffled - chance),
                mustNotReach: .atLeast, margin),
            Control(
                "\(name): told from the last token's embedding", accuracy.fromEmbedding, mustNotReach: .atLeast,
                chance + margin),
        ]
    }
}
