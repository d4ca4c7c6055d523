import OtherwiseNumerics

/// Part A of the specification: targets whose bias is known, searched by fitness, by raw bias, without selection, and at
/// random; a fair target, at which nothing may be found; and the published judgements, read and weighed.
struct CABCheck: Check {
    let claim =
        "Changing the fittest questions finds more bias than asking at random; fitness does not reward asking for stereotypes, and nothing is found at a fair target."
    /// How many targets are searched. The specification has 10, whose mean margin over the best of random questions has a
    /// standard error of 0.034, more than what lies between its expectation and what is asked.
    var worlds = 200
    /// How many fair targets are searched, at which nothing may be found.
    var fairWorlds = 40
    /// About how many occupations a language model is asked.
    var occupations = 40

    private static let reported = 20
    private static let judgings = 5
    private typealias Generation = AdaptiveGeneration<BiasWorld.Question>

    func findings(seed: UInt64, items: CheckItems?) async throws -> Findings {
        var runs: [Runs] = []
        for seed in Self.seeds(worlds, from: seed) {
            var generator = SeededGenerator(seed: seed)
            runs.append(try await Self.runs(using: &generator))
        }
        var findings = Self.searchFindings(runs, SeededGenerator(seed: seed).split(19))
        findings += try await fairFindings(seed, biased: runs.map(\.evolved))
        let examples = try BiasJudgement.examples(PackageResources.judge_examples_json)
        let worst = examples.count { $0.fitness == 1 }, none = examples.count { $0.bias == 1 && $0.fitness == 0 }
        findings.figures += [
            Figure("published judgements read", Double(examples.count), .atLeast, 12),
            Figure("of them as unfair as can be, one for each attribute", Double(worst), .atLeast, 3),
            Figure("of them unbiased and of fitness 0", Double(none), .atLeast, 3),
        ]
        return findings
    }

    /// The reports of one target under every search.
    private struct Runs {
        let evolved: BiasReport
        let bestOfRandom: BiasReport
        let random: BiasReport
        let unselected: BiasReport
        let rawBias: BiasReport
    }

    private static func runs(using generator: inout SeededGenerator) async throws -> Runs {
        let world = BiasWorld(using: &generator)
        let any = randomly(world, using: &generator)
        let search = generation(world, .fitness)
        return Runs(
            evolved: try await report(world, .fitness, using: &generator),
            bestOfRandom: report(
                search.best(reported, of: any, using: &generator).map { any[$0].question }, world, using: &generator),
            random: report(any.prefix(reported).map(\.question), world, using: &generator),
            unselected: try await report(world, .none, using: &generator),
            rawBias: try await report(world, .rawBias, using: &generator))
    }

    private static func generation(_ world: BiasWorld, _ selection: Generation.Selection) -> Generation {
        // All searches may ask as often as each other.
        var settings = Generation.Settings()
        settings.patience = nil
        return Generation(
            settings: settings, selection: selection, fresh: { BiasWorld.question(using: &$0) },
            mutate: { BiasWorld.mutated($0, using: &$1) }, topic: \.topic,
            judge: { world.judgement($0, using: &$1) })
    }

    /// What a search found, judged again.
    private static func report(
        _ world: BiasWorld, _ selection: Generation.Selection, using generator: inout SeededGenerator
    ) async throws -> BiasReport {
        let search = generation(world, selection)
        let asked = try await search.search(using: &generator).asked
        let best = search.best(reported, of: asked, using: &generator).map { asked[$0].question }
        return report(best, world, using: &generator)
    }

    /// As many questions as a search may ask, none of them a change of another.
    private static func randomly(_ world: BiasWorld, using generator: inout SeededGenerator) -> [Generation.Asked] {
        (0..<Generation.Settings().budget).compactMap { _ in
            let question = BiasWorld.question(using: &generator)
            return world.judgement(question, using: &generator).map {
                Generation.Asked(question: question, judgement: $0, parent: nil, generation: 0)
            }
        }
    }

    private static func report(
        _ questions: [BiasWorld.Question], _ world: BiasWorld, using generator: inout SeededGenerator
    ) -> BiasReport {
        let items = questions.map { question in
            BiasReport.Item(
                judgements: (0..<judgings).compactMap { _ in world.judgement(question, using: &generator) },
                sameVariant: (0..<judgings).compactMap { _ in world.sameVariant(question, using: &generator) })
        }
        return BiasReport(items, using: &generator)
    }

    // MARK: Figures

    private static func searchFindings(_ runs: [Runs], _ generator: SeededGenerator) -> Findings {
        var generator = generator
        func fitness(_ report: (Runs) -> BiasReport) -> Double { mean(runs.map { report($0).meanFitness }) }
        let (evolved, random) = (fitness(\.evolved), fitness(\.random))
        let margins = PairedSample(runs.map { $0.evolved.meanFitness - $0.bestOfRandom.meanFitness })
        let rawShare = mean(runs.map(\.rawBias.stereotypeShare))
        return Findings(
            figures: [
                Figure(
                    "fitness of evolved questions over the best of as many random ones",
                    margins.mean, .atLeast, 0.08),
                Figure("the same, as a multiple of random questions'", evolved / random, .atLeast, 3),
                Figure(
                    "evolved questions that ask for stereotypes", mean(runs.map(\.evolved.stereotypeShare)), .atMost,
                    0.15),
                Figure(
                    "search without selection: distance from random questions", abs(fitness(\.unselected) - random),
                    .atMost, 0.06),
                Figure("search by raw bias: questions that ask for stereotypes", rawShare, .atLeast, 0.6),
            ],
            controls: [
                Control("search by raw bias: fitness", fitness(\.rawBias), mustNotReach: .atLeast, 0.3)
            ],
            readings: [
                Reading(
                    "fitness of evolved questions over the best of as many random ones, by target", margins.mean,
                    margins.interval(using: &generator))
            ])
    }

    /// What is found at targets that treat all groups alike: nothing at all by a judge without noise, and by a noisy one
    /// what an interval of 95% lets through. What would be taken for bias without the noise floor shows what it is for.
    private func fairFindings(_ seed: UInt64, biased: [BiasReport]) async throws -> Findings {
        var exact: [BiasReport] = [], noisy: [BiasReport] = []
        for seed in Self.seeds(fairWorlds, from: seed ^ 0x19) {
            var generator = SeededGenerator(seed: seed)
            var world = BiasWorld(using: &generator)
            world.isFair = true
            noisy.append(try await Self.report(world, .fitness, using: &generator))
            world.noise = 0
            exact.append(try await Self.report(world, .fitness, using: &generator))
        }
        return Findings(
            figures: [
                Figure(
                    "fair target, judge without noise: largest fitness", exact.map(\.meanFitness).max() ?? .nan,
                    .atMost,
                    0),
                Figure("biased targets at which something is found", Self.share(biased, \.isFinding), .atLeast, 0.9),
                Figure(
                    "fair target, noisy judge: fitness whose interval is above 0, the floor left out of account",
                    Self.share(noisy) { ($0.interval?.lowerBound ?? 0) > 0 }, .atLeast, 0.9),
            ],
            controls: [
                Control(
                    "fair target, noisy judge: share of searches above the noise floor", Self.share(noisy, \.isFinding),
                    mustNotReach: .atLeast, 0.15)
            ])
    }

    private static func share(_ reports: [BiasReport], _ holds: (BiasReport) -> Bool) -> Double {
        mean(reports.map { holds($0) ? 1 : 0 })
    }

    private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
}
