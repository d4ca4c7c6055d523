import OtherwiseNumerics

/// Small critics, one each for numerals, entities and topic, that check a reply against evidence and say what should
/// stand there instead.
public struct EvidenceCritic: Sendable {
    let numerals: ElementCritic
    let entities: ElementCritic
    let topic: TopicCritic

    /// - Throws: `CritiqueError.emptyReply` for a reply without a sentence.
    public func critique(_ reply: String, evidence: [String]) throws(CritiqueError) -> Critique {
        let sentences = ElementReader.sentences(of: reply)
        guard !sentences.isEmpty else { throw .emptyReply }
        let reader = ElementReader(known: evidence)
        let known = evidence.map { ReadSentence($0, reader) }
        let judged = sentences.map { judge(ReadSentence($0.text, reader), at: $0.start, known) }
        return Critique(reply: reply, hasEvidence: !evidence.isEmpty, judged: judged.flatMap(\.self))
    }

    /// A sentence that is off topic is judged as a whole; of any other its elements are.
    private func judge(_ sentence: ReadSentence, at start: Int, _ evidence: [ReadSentence]) -> [Critique.Judged] {
        let offTopic = topic.probability(sentence, evidence)
        if topic.isOffTopic(offTopic) {
            return [
                Critique.Judged(
                    type: .topic, range: start..<start + sentence.text.count, text: sentence.text,
                    verdict: .unsupported,
                    probability: offTopic, suggestion: nil, evidence: nil)
            ]
        }
        return sentence.elements.map { judge($0, at: start, evidence) }
    }

    private func judge(_ context: ElementContext, at start: Int, _ evidence: [ReadSentence]) -> Critique.Judged {
        let candidates = Self.candidates(for: context.element, evidence)
        let critic = context.element.kind.isNumeral ? numerals : entities
        let judgement = critic.judge(context, candidates.map(\.context))
        let suggestion = judgement.suggestion.map { candidates[$0] }
        let isRepeated = suggestion?.context.element.isSame(as: context.element) ?? false
        let verdict: Critique.Verdict =
            candidates.isEmpty
            ? .unsupported : !judgement.isWrong ? .backed : suggestion == nil || isRepeated ? .unsupported : .wrong
        let range = context.element.range
        return Critique.Judged(
            type: context.element.kind.isNumeral ? .numeral : .entity,
            range: range.lowerBound + start..<range.upperBound + start, text: context.element.text, verdict: verdict,
            probability: judgement.probability, suggestion: verdict == .wrong ? suggestion?.context.element.text : nil,
            evidence: verdict == .unsupported ? nil : suggestion?.sentence)
    }

    static func candidates(
        for element: TextElement, _ evidence: [ReadSentence]
    ) -> [(sentence: Int, context: ElementContext)] {
        evidence.enumerated().flatMap { place, sentence in
            sentence.elements.filter { $0.element.isInterchangeable(with: element) }.map { (place, $0) }
        }
    }
}

/// Tells whether a sentence is about what the evidence is about.
struct TopicCritic: Sendable {
    /// A sentence beside evidence, its own or that of another sheet.
    struct Lesson: Sendable {
        let row: SparseRow
        let isOffTopic: Bool
        let isForeign: Bool
    }

    private let model: SoftmaxRegression
    private let threshold: Double

    init(_ lessons: [Lesson], shuffling generator: SeededGenerator? = nil) {
        var labels = lessons.map(\.isOffTopic)
        if var generator { labels.shuffle(using: &generator) }
        let kept = ElementCritic.kept(lessons.map(\.isForeign)), used = lessons.indices.filter { !kept.contains($0) }
        let model = SoftmaxRegression(
            used.map { lessons[$0].row }, classes: used.map { labels[$0] ? 1 : 0 }, classCount: 2,
            columnCount: Self.columnCount, penalty: ElementCritic.penalty)
        threshold = ElementCritic.threshold(kept.sorted().map { (model.probabilities(lessons[$0].row)[1], labels[$0]) })
        self.model = model
    }

    func probability(_ sentence: ReadSentence, _ evidence: [ReadSentence]) -> Double {
        model.probabilities(Self.row(sentence, evidence))[1]
    }

    func isOffTopic(_ probability: Double) -> Bool { probability >= threshold }

    private static let columnCount = 5

    /// How much of the sentence stands in any one sentence of the evidence: words, letters, names and numerals.
    static func row(_ sentence: ReadSentence, _ evidence: [ReadSentence]) -> SparseRow {
        let names = sentence.elements.filter { !$0.element.kind.isNumeral },
            numerals = sentence.elements.filter(\.element.kind.isNumeral)
        func share(_ own: [ElementContext], _ known: ReadSentence) -> Double {
            let found = own.count { one in known.elements.contains { $0.element.isSame(as: one.element) } }
            return Double(found) / Double(max(own.count, 1))
        }
        let shares = evidence.map { (share(names, $0), share(numerals, $0)) }
        let best = shares.max { $0.0 + $0.1 < $1.0 + $1.1 } ?? (0, 0)
        return SparseRow([
            evidence.map { ElementContext.share(sentence.words, $0.words) }.max() ?? 0,
            evidence.map { sentence.row.cosine($0.row) }.max() ?? 0, best.0, best.1, best.0 + best.1 > 0 ? 1 : 0,
        ])
    }
}
