import Foundation
import OtherwiseNumerics

/// Judges elements of one type, numerals or entities: which element of the evidence should stand there, and whether what
/// stands there is wrong.
struct ElementCritic: Sendable {
    /// An element with what is known of it.
    struct Lesson: Sendable {
        let context: ElementContext
        let candidates: [ElementContext]
        /// The places of the candidates that are right there; none where the evidence backs nothing.
        let right: Set<Int>
        let isWrong: Bool
        /// Whether the evidence is that of another sheet.
        let isForeign: Bool
    }

    /// What was judged.
    struct Judgement: Sendable {
        /// That the element is wrong.
        let probability: Double
        let isWrong: Bool
        /// The place of what should stand there among the candidates; `nil` where nothing likely does.
        let suggestion: Int?
    }

    static let penalty = 1e-3

    private let ranker: SoftmaxRegression
    private let verdict: SoftmaxRegression
    private let threshold: Double

    /// - Parameter shuffling: Exchanges what is known between the lessons at random: nothing can be learnt then.
    init(_ lessons: [Lesson], shuffling generator: SeededGenerator? = nil) {
        var pairs: [(row: SparseRow, isRight: Bool)] = lessons.flatMap { lesson in
            let features = lesson.context.features(lesson.candidates)
            // A name may stand in several sentences: the one that says the same tells.
            let right = lesson.right.sorted().max {
                features[$0][ElementContext.alignment] < features[$1][ElementContext.alignment]
            }
            return features.enumerated().map { (Self.context($1), $0 == right) }
        }
        var wrong = lessons.map(\.isWrong)
        if var generator {
            pairs = zip(pairs, pairs.map(\.isRight).shuffled(using: &generator)).map { ($0.row, $1) }
            wrong.shuffle(using: &generator)
        }
        let ranker = Self.fit(pairs.map(\.row), pairs.map(\.isRight))
        let rows = lessons.map { lesson in
            let features = lesson.context.features(lesson.candidates)
            return Self.row(lesson.context, lesson.candidates, features, Self.chances(features, ranker))
        }
        let kept = Self.kept(lessons.map(\.isForeign))
        let used = rows.indices.filter { !kept.contains($0) }
        let verdict = Self.fit(used.map { rows[$0] }, used.map { wrong[$0] })
        threshold = Self.threshold(kept.sorted().map { (verdict.probabilities(rows[$0])[1], wrong[$0]) })
        (self.ranker, self.verdict) = (ranker, verdict)
    }

    func judge(_ context: ElementContext, _ candidates: [ElementContext]) -> Judgement {
        let features = context.features(candidates)
        let chances = Self.chances(features, ranker)
        let probability = verdict.probabilities(Self.row(context, candidates, features, chances))[1]
        let best = chances.indices.max { (chances[$0], $1) < (chances[$1], $0) }
        return Judgement(
            probability: probability, isWrong: probability >= threshold,
            suggestion: best.flatMap { chances[$0] >= 0.5 ? $0 : nil })
    }

    private static func fit(_ rows: [SparseRow], _ isRight: [Bool]) -> SoftmaxRegression {
        SoftmaxRegression(
            rows, classes: isRight.map { $0 ? 1 : 0 }, classCount: 2, columnCount: rows.first?.columns.count ?? 0,
            penalty: penalty)
    }

    private static func chances(_ features: [[Double]], _ ranker: SoftmaxRegression) -> [Double] {
        features.map { ranker.probabilities(context($0))[1] }
    }

    private static func context(_ features: [Double]) -> SparseRow {
        SparseRow(Array(features.prefix(ElementContext.contextCount)))
    }

    /// What the verdict rests on.
    private static func row(
        _ context: ElementContext, _ candidates: [ElementContext], _ features: [[Double]], _ chances: [Double]
    ) -> SparseRow {
        let same = candidates.indices.filter { candidates[$0].element.isSame(as: context.element) }
        let sameChance = same.map { chances[$0] }.max() ?? 0, chance = chances.max() ?? 0
        let best = chances.firstIndex(of: chance).map { features[$0] }
        return SparseRow(
            (best ?? [Double](repeating: 0, count: ElementContext.featureCount)) + [
                chance, sameChance, chance - sameChance, same.isEmpty ? 1 : 0, log(1 + Double(candidates.count)),
            ])
    }

    /// Of all lessons, every fifth that has its own evidence: those that the threshold is chosen by.
    static func kept(_ isForeign: [Bool]) -> Set<Int> {
        Set(isForeign.indices.filter { !isForeign[$0] }.enumerated().filter { $0.offset % 5 == 4 }.map(\.element))
    }

    /// Where F1 is greatest.
    static func threshold(_ judged: [(chance: Double, isWrong: Bool)]) -> Double {
        let scores = judged.map(\.chance).map { threshold in
            (threshold, F1(judged.map { ($0.chance >= threshold, $0.isWrong) }).value)
        }
        return scores.max { $0.1 < $1.1 }?.0 ?? 0.5
    }
}

/// The harmonic mean of precision and recall.
struct F1 {
    let value: Double
    /// Of what was flagged.
    let precision: Double
    let recall: Double

    init(_ judged: [(isFlagged: Bool, isWrong: Bool)]) {
        let hits = Double(judged.count { $0.isFlagged && $0.isWrong })
        precision = hits / Double(judged.count(where: \.isFlagged))
        recall = hits / Double(judged.count(where: \.isWrong))
        value = hits > 0 ? 2 * precision * recall / (precision + recall) : 0
    }
}
