import OtherwiseNumerics

/// How well critiques find and mend errors whose places are known.
struct CritiqueScore {
    private(set) var numerals: [(isFlagged: Bool, isWrong: Bool)] = []
    private(set) var entities: [(isFlagged: Bool, isWrong: Bool)] = []
    private(set) var topics: [(isFlagged: Bool, isWrong: Bool)] = []
    /// Of the wrong numerals and names that were flagged, whether the suggestion is what the evidence has.
    private(set) var numeralCorrections: [Bool] = []
    private(set) var entityCorrections: [Bool] = []
    /// Of the elements that are left after refinement, whether each is right.
    private(set) var kept: [Bool] = []
    /// Of the errors, whether each is gone: wrong elements put right, sentences off topic left out.
    private(set) var removed: [Bool] = []
    /// Of the wrong elements alone.
    private(set) var mended: [Bool] = []
    /// Of the elements that were right, whether each was changed.
    private(set) var harmed: [Bool] = []
    /// Of all elements of sentences that were not off topic, whether each was called unsupported.
    private(set) var unsupported: [Bool] = []

    /// What takes the place of a suggestion.
    typealias Advice = (_ judged: Critique.Judged) -> String?

    mutating func add(_ reply: CorruptedReply, _ critique: Critique, advice: Advice = \.suggestion) {
        let reader = ElementReader(known: reply.evidence)
        var start = 0
        for sentence in reply.sentences {
            let range = start..<start + sentence.text.count
            let judged = critique.judged.filter { $0.range.overlaps(range) }
            let isOff = judged.contains { $0.type == .topic }
            topics.append((isOff, sentence.isOffTopic))
            if sentence.isOffTopic {
                removed.append(isOff)
                if !isOff { kept += judged.filter { $0.verdict == .backed }.map { _ in false } }
            } else {
                for part in sentence.parts { add(part, at: start, judged, isOff, reader, advice) }
                addSpurious(sentence, at: start, judged)
            }
            start = range.upperBound + 1
        }
    }

    private mutating func add(
        _ part: CorruptedReply.Part, at start: Int, _ judged: [Critique.Judged], _ isOff: Bool, _ reader: ElementReader,
        _ advice: Advice
    ) {
        let range = part.range.lowerBound + start..<part.range.upperBound + start
        let own = judged.first { $0.range.overlaps(range) && $0.verdict != .backed }
        let found = (own != nil, part.isWrong)
        if part.isNumeral { numerals.append(found) } else { entities.append(found) }
        unsupported.append(own?.verdict == .unsupported)
        let suggestion = own.flatMap(advice)
        let isMended = suggestion.map { Self.isSame($0, part.truth, reader) } ?? false
        if part.isWrong {
            if own != nil, !isOff {
                if part.isNumeral { numeralCorrections.append(isMended) } else { entityCorrections.append(isMended) }
            }
            removed.append(isMended)
            mended.append(isMended)
        } else {
            harmed.append(own != nil && !isMended)
        }
        if own == nil { kept.append(!part.isWrong) } else if suggestion != nil { kept.append(isMended) }
    }

    /// What was flagged although it is no element.
    private mutating func addSpurious(_ sentence: CorruptedReply.Sentence, at start: Int, _ judged: [Critique.Judged]) {
        for judged in judged where judged.type != .topic && judged.verdict != .backed {
            let isPart = sentence.parts.contains {
                ($0.range.lowerBound + start..<$0.range.upperBound + start).overlaps(judged.range)
            }
            guard !isPart else { continue }
            if judged.type == .numeral { numerals.append((true, false)) } else { entities.append((true, false)) }
        }
    }

    private static func isSame(_ suggestion: String, _ truth: String, _ reader: ElementReader) -> Bool {
        guard let truth = reader.elements(of: truth).first else { return false }
        return suggestion == truth.text || reader.elements(of: suggestion).first?.isSame(as: truth) ?? false
    }

    static func share(_ truths: [Bool]) -> Double { Double(truths.count { $0 }) / Double(truths.count) }
}
