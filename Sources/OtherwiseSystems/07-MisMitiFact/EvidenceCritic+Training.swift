import OtherwiseNumerics

extension EvidenceCritic {
    /// Critics trained on made sheets, whose replies have errors at places that are known.
    ///
    /// - Parameter sheets: How many sheets there are, each with one reply; at least 10 for critics worth asking.
    public static func trained(sheets: Int = 200, seed: UInt64 = 0) -> EvidenceCritic {
        EvidenceCritic(Lessons(CorruptedReply.training(sheets, seed: seed)))
    }

    /// What replies whose errors are known teach each critic.
    struct Lessons: Sendable {
        private(set) var elements: [ElementCritic.Lesson] = [], topics: [TopicCritic.Lesson] = []

        init(_ replies: [CorruptedReply]) {
            for (place, reply) in replies.enumerated() {
                let own = reply.lessons(reply.evidence)
                let foreign = reply.lessons(replies[(place + 1) % replies.count].evidence, isForeign: true)
                elements += own.elements + (place.isMultiple(of: 2) ? foreign.elements : [])
                topics += own.topics + foreign.topics
            }
        }
    }

    /// - Parameter shuffling: Exchanges what is known between lessons at random: nothing can be learnt then.
    init(_ lessons: Lessons, shuffling generator: SeededGenerator? = nil) {
        let elements = lessons.elements
        numerals = ElementCritic(elements.filter { $0.context.element.kind.isNumeral }, shuffling: generator?.split(0))
        entities = ElementCritic(elements.filter { !$0.context.element.kind.isNumeral }, shuffling: generator?.split(1))
        topic = TopicCritic(lessons.topics, shuffling: generator?.split(2))
    }
}

extension CorruptedReply {
    /// Replies in the first two wordings, two errors each: as many sentences are touched as not.
    static func training(_ sheets: Int, seed: UInt64) -> [CorruptedReply] {
        replies(sheets, .training, (evidence: [0], reply: [1]), seed: seed) { _ in 2 }
    }

    /// Replies in a wording that was never learnt from, about names that were not either, with up to three errors.
    static func test(_ sheets: Int, seed: UInt64) -> [CorruptedReply] {
        replies(sheets, .test, (evidence: [0, 1], reply: [2]), seed: seed) { Int.random(in: 0...3, using: &$0) }
    }

    private static func replies(
        _ count: Int, _ names: NameMaker, _ wordings: (evidence: [Int], reply: [Int]), seed: UInt64,
        errors: (inout SeededGenerator) -> Int
    ) -> [CorruptedReply] {
        var generator = SeededGenerator(seed: seed)
        let sheets = (0..<count).map { _ in FactSheet(names, using: &generator) }
        return sheets.indices.map { place in
            let errors = errors(&generator)
            return CorruptedReply(
                sheets[place], other: sheets[(place + 1) % count], wordings: wordings, errors: errors, using: &generator
            )
        }
    }

    /// What can be learnt from the reply beside evidence; beside that of another sheet, all of it is unsupported.
    fileprivate func lessons(
        _ evidence: [String], isForeign: Bool = false
    ) -> (elements: [ElementCritic.Lesson], topics: [TopicCritic.Lesson]) {
        let reader = ElementReader(known: evidence)
        let known = evidence.map { ReadSentence($0, reader) }
        var elements: [ElementCritic.Lesson] = [], topics: [TopicCritic.Lesson] = []
        for sentence in sentences {
            let read = ReadSentence(sentence.text, reader)
            topics.append(
                TopicCritic.Lesson(
                    row: TopicCritic.row(read, known), isOffTopic: sentence.isOffTopic || isForeign,
                    isForeign: isForeign))
            guard !sentence.isOffTopic else { continue }
            elements += read.elements.map { lesson($0, sentence, known, reader, isForeign) }
        }
        return (elements, topics)
    }

    private func lesson(
        _ context: ElementContext, _ sentence: Sentence, _ known: [ReadSentence], _ reader: ElementReader,
        _ isForeign: Bool
    ) -> ElementCritic.Lesson {
        let candidates = EvidenceCritic.candidates(for: context.element, known).map(\.context)
        let part = sentence.parts.first { $0.range.overlaps(context.element.range) }
        let truth = part.flatMap { reader.elements(of: $0.truth).first }
        let right = candidates.indices.filter { place in
            !isForeign && (truth.map { candidates[place].element.isSame(as: $0) } ?? false)
        }
        return ElementCritic.Lesson(
            context: context, candidates: candidates, right: Set(right), isWrong: isForeign || (part?.isWrong ?? false),
            isForeign: isForeign)
    }
}
