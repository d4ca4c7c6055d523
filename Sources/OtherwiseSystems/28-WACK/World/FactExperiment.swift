import OtherwiseModels
import OtherwiseNumerics

/// Part B of the specification: a model whose knowledge was set, so that what is found can be held against what is so.
struct FactExperiment: Sendable {
    var size = FactWorld.Size()
    var training = FactTraining()

    /// - Throws: `CancellationError`.
    func findings(seed: UInt64) async throws -> Findings {
        var generator = SeededGenerator(seed: seed)
        let world = FactWorld(size, using: &generator)
        let transformer = try training.transformer(world, seed: generator.next())
        let model = FactModel(transformer: transformer, vocabulary: world.vocabulary)
        return try await findings(of: model, world, seed: seed, using: &generator)
    }

    /// Of a model whose knowledge is that of a world.
    func findings(
        of model: some TextGenerator & ActivationModel, _ world: FactWorld, seed: UInt64,
        using generator: inout SeededGenerator
    ) async throws -> Findings {
        let asked = try await AskedFacts(world, model, seed: seed, using: &generator)
        return asked.findings(try await asked.told(using: &generator), using: &generator)
    }
}

/// What a model that was taught facts answers under right and under wrong examples.
private struct AskedFacts {
    private static let exampleCount = 3

    private let world: FactWorld
    private let probe: KnowledgeProbe
    private let keys: [Int]
    private let items: [ClosedBookItem]
    private let outcomes: [KnowledgeTest.Outcome]
    /// Whether each is answered rightly after other right examples.
    private let isRightAgain: [Bool]
    /// A wrong answer to each.
    private let wrong: [String]

    init(
        _ world: FactWorld, _ model: some TextGenerator & ActivationModel, seed: UInt64,
        using generator: inout SeededGenerator
    ) async throws {
        let drawn = world.known.shuffled(using: &generator), shown = Self.exampleCount
        let examples = drawn.prefix(2 * shown).map { world.example($0, using: &generator) }
        let bad = KnowledgeTest.Setting.badExamples(Array(examples.prefix(shown)))
        self.world = world
        probe = KnowledgeProbe(OpenedModel(model, world.vocabulary), bad)
        keys = drawn.dropFirst(2 * shown).sorted() + world.unknown
        items = try keys.map { try world.item($0) }
        wrong = keys.map { world.example($0, using: &generator).wrong }
        var test = KnowledgeTest()
        test.seed = seed
        outcomes = try await test.outcomes(
            of: items, model, neutral: .goodExamples(Array(examples.prefix(shown))), other: bad)
        let again = try await test.answers(
            to: items, model, under: .goodExamples(Array(examples.dropFirst(shown))))
        isRightAgain = zip(items, again).map { $0.isAnswered(by: $1) }
    }

    private var labels: [KnowledgeLabel] { outcomes.map(\.label) }

    /// What hidden states tell before anything is answered.
    struct Told: Sendable {
        let three, lost: KnowledgeProbe.Accuracy?
        /// To a probe that learnt from right and wrong answers, whatever is known.
        let generic: Double?
    }

    func told(using generator: inout SeededGenerator) async throws -> Told {
        func accuracy(_ contest: KnowledgeContest) async throws -> KnowledgeProbe.Accuracy? {
            try await probe.accuracy(items, labels.map(contest.kind), count: contest.count, using: &generator)
        }
        let lost = labels.map(KnowledgeContest.lost.kind)
        return Told(
            three: try await accuracy(.three), lost: try await accuracy(.lost),
            generic: try await probe.genericAccuracy(items, wrong: wrong, lost, using: &generator))
    }

    func findings(_ told: Told, using generator: inout SeededGenerator) -> Findings {
        var findings = knowledge
        findings += errors(using: &generator)
        findings += KnowledgeContest.three.findings(told.three, labels, atLeast: 0.65)
        findings += KnowledgeContest.lost.findings(told.lost, labels, atLeast: 0.70)
        findings.controls.append(
            Control(
                "lost or kept: told by a probe of right and wrong answers", told.generic ?? .nan,
                mustNotReach: .atLeast, 0.60))
        return findings
    }

    /// Whether what was taught is found to be known, and what was not, not.
    private var knowledge: Findings {
        let taught = keys.indices.filter { world.known.contains(keys[$0]) }
        let others = keys.indices.filter { world.unknown.contains(keys[$0]) }
        let answered = taught.filter { isRightAgain[$0] }
        return Findings(
            figures: [
                Figure("taught keys that are answered, found known", share(of: answered, \.isKnown), .atLeast, 0.95),
                Figure("other keys, found not known (HK-)", share(of: others) { $0 == .ignorant }, .atLeast, 0.95),
            ],
            controls: [
                Control("other keys, found known", share(of: others, \.isKnown), mustNotReach: .atLeast, 0.95),
                Control(
                    "taught keys, found not known (HK-)", share(of: taught) { $0 == .ignorant },
                    mustNotReach: .atLeast, 0.95),
            ],
            readings: [
                Reading(
                    "taught keys that are answered after right examples",
                    Double(answered.count) / Double(taught.count))
            ])
    }

    private func share(of places: [Int], _ holds: (KnowledgeLabel) -> Bool) -> Double {
        Double(places.count { holds(labels[$0]) }) / Double(places.count)
    }

    /// Whether the keys that are found to err despite knowledge, among all that are asked about, are those that were made
    /// fragile: a key that was never taught is not.
    private func errors(using generator: inout SeededGenerator) -> Findings {
        let isFragile = keys.map { world.isFragile[$0] }
        let errs = labels.map { $0 == .errsDespiteKnowledge }
        let (precision, recall) = Self.agreement(errs, isFragile)
        let drawn = Self.agreement(errs, drawnAnew(isFragile, using: &generator))
        let placebo = Self.agreement(zip(labels, isRightAgain).map { $0.isKnown && !$1 }, isFragile)
        return Findings(
            figures: [
                Figure("errors despite knowledge (HK+) that are of fragile keys", precision, .atLeast, 0.8),
                Figure("fragile keys found to err despite knowledge (HK+)", recall, .atLeast, 0.8),
            ],
            controls: [
                Control(
                    "errors despite knowledge (HK+) of fragile keys that are drawn anew", drawn.precision,
                    mustNotReach: .atLeast, 0.8),
                Control(
                    "fragile keys that err after other right examples", placebo.recall, mustNotReach: .atLeast, 0.8),
            ])
    }

    /// As many fragile keys, drawn among the taught ones, which come first.
    private func drawnAnew(_ isFragile: [Bool], using generator: inout SeededGenerator) -> [Bool] {
        let taught = keys.count { world.known.contains($0) }
        return isFragile.prefix(taught).shuffled(using: &generator) + isFragile.dropFirst(taught)
    }

    /// Of what is found, the share that is so; and of what is so, the share that is found.
    private static func agreement(_ found: [Bool], _ isSo: [Bool]) -> (precision: Double, recall: Double) {
        let both = Double(zip(found, isSo).count { $0 && $1 })
        return (both / Double(found.count(where: \.self)), both / Double(isSo.count(where: \.self)))
    }
}
