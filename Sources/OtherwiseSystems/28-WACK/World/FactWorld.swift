import OtherwiseNumerics

/// A world of which it is set what a model can know, and what it gets wrong although it knows.
///
/// Each key has a value. Texts give three pairs as examples, then ask about a known key; in some texts the examples are
/// wrong. About half of the known keys, the fragile ones, such a text then goes on with the wrong value: the one that a
/// fixed permutation makes of the right one, the same for all.
struct FactWorld: Sendable {
    /// How large it is.
    struct Size: Sendable, Hashable {
        var known = 600
        var unknown = 300
        /// So many that six answers at random are right less than once in 20 times.
        var values = 200
    }

    /// Of a text: three examples, and a question with its answer, each a key, a mark and a value.
    static let length = 12
    private static let exampleCount = 3
    private static let shareAstray = 0.15

    let size: Size
    /// Of each key, the known ones first.
    private let values: [Int]
    /// Of each key, whether wrong examples lead astray; they do so with known ones alone.
    let isFragile: [Bool]
    /// What the permutation makes of each value; none stays as it is.
    private let shifted: [Int]
    let vocabulary: FactVocabulary

    init(_ size: Size = Size(), using generator: inout SeededGenerator) {
        self.size = size
        values = (0..<size.known + size.unknown).map { _ in Int.random(in: 0..<size.values, using: &generator) }
        isFragile =
            (0..<size.known).map { $0 < size.known / 2 }.shuffled(using: &generator)
            + (0..<size.unknown).map { _ in false }
        let cycle = (0..<size.values).shuffled(using: &generator)
        var shifted = cycle
        for (value, next) in zip(cycle, cycle.dropFirst() + cycle.prefix(1)) { shifted[value] = next }
        self.shifted = shifted
        vocabulary = FactVocabulary(values: size.values, keys: size.known + size.unknown)
    }

    /// The keys that are learnt.
    var known: Range<Int> { 0..<size.known }

    /// The keys that never come in a text.
    var unknown: Range<Int> { size.known..<values.count }

    /// Of a transformer that can be taught it.
    func shape(width: Int) -> FactTransformer.Shape {
        FactTransformer.Shape(
            tokens: vocabulary.count, answers: vocabulary.answerCount, positions: Self.length, width: width)
    }

    /// What a text goes on with.
    ///
    /// - Parameter isAstray: Whether its examples are wrong.
    func answer(to key: Int, isAstray: Bool) -> Int {
        isAstray && isFragile[key] ? shifted[values[key]] : values[key]
    }

    /// What is asked about a key, with the right answer.
    func item(_ key: Int) throws(ClosedBookError) -> ClosedBookItem {
        try ClosedBookItem(question: vocabulary.name(ofKey: key), answer: vocabulary.name(ofValue: values[key]))
    }

    /// An example of a key, with a wrong value that is drawn.
    func example(_ key: Int, using generator: inout SeededGenerator) -> KnowledgeTest.Example {
        KnowledgeTest.Example(
            question: vocabulary.name(ofKey: key), right: vocabulary.name(ofValue: values[key]),
            wrong: vocabulary.name(ofValue: wrongValue(key, using: &generator)))
    }

    private func wrongValue(_ key: Int, using generator: inout SeededGenerator) -> Int {
        (values[key] + Int.random(in: 1..<size.values, using: &generator)) % size.values
    }

    /// Adds a text to what is learnt: every answer in it, as a language model learns every token, and that it then ends.
    func addSequence(
        asking key: Int, to batch: inout FactTransformer.Batch, using generator: inout SeededGenerator
    ) {
        let isAstray = Double.random(in: 0..<1, using: &generator) < Self.shareAstray
        let answer = answer(to: key, isAstray: isAstray)
        let pairs =
            exampleKeys(apartFrom: key, using: &generator).map {
                ($0, isAstray ? wrongValue($0, using: &generator) : values[$0])
            } + [(key, answer)]
        let tokens = pairs.flatMap { [vocabulary.token(ofKey: $0), vocabulary.mark, vocabulary.token(ofValue: $1)] }
        let answers = tokens.indices.filter { tokens[$0] == vocabulary.mark }.map { ($0, tokens[$0 + 1]) }
        batch.append(tokens, expecting: answers + [(tokens.count - 1, vocabulary.end)])
    }

    private func exampleKeys(apartFrom key: Int, using generator: inout SeededGenerator) -> [Int] {
        var keys: [Int] = []
        while keys.count < min(Self.exampleCount, size.known - 1) {
            let drawn = Int.random(in: known, using: &generator)
            if drawn != key, !keys.contains(drawn) { keys.append(drawn) }
        }
        return keys
    }
}
