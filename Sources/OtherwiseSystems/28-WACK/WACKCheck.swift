import Foundation
import OtherwiseNumerics

/// Part A of the specification: what three models know and what they get wrong although they know it, by the published
/// labels. What a model knows overlaps far more than the errors that it makes despite that, and those more than chance.
/// Then part B, `FactExperiment`, unless the labels are those of others.
struct WACKCheck: Check {
    let claim =
        "Errors despite knowledge are a model's own: they overlap less between models than knowledge does, and more than chance. In a model whose knowledge was set, what it knows, what it errs on all the same and what it does not know are found, and its hidden states tell them before it answers."
    static let format =
        "JSON lines of the published set: gemma2_9b, llama31_8b and mistral_7b, each with badshot (factual, hk_plus or general)"
    var itemFormat: String? { Self.format }

    /// Of Gemma and Llama, Gemma and Mistral, Llama and Mistral, as computed from the published labels.
    private static let published = [(knowledge: 0.65, errors: 0.30), (0.65, 0.39), (0.63, 0.31)]

    /// Part B; `nil` to leave it out.
    var experiment: FactExperiment? = FactExperiment()
    /// How often errors are laid at random.
    var permutations = 1000

    func findings(seed: UInt64, items: CheckItems?) async throws -> Findings {
        var findings = try overlaps(seed: seed, items: items)
        if items == nil, let experiment { findings += try await experiment.findings(seed: seed) }
        return findings
    }

    private func overlaps(seed: UInt64, items: CheckItems?) throws -> Findings {
        let models = try items.map(Self.labels) ?? Self.own
        let root = SeededGenerator(seed: seed)
        var findings = Findings()
        for (place, pair) in [(0, 1), (0, 2), (1, 2)].enumerated() {
            try Task.checkCancellation()
            var generator = root.split(place)
            let name = "\(Self.names[pair.0]) and \(Self.names[pair.1])"
            findings += overlap(
                models[pair.0], models[pair.1], name, published: items == nil ? Self.published[place] : nil,
                using: &generator)
        }
        var generator = root.split(3)
        findings.controls.append(Self.withItself(models[0], using: &generator))
        return findings
    }

    /// - Parameter published: What is to come out, where it is known.
    private func overlap(
        _ one: [KnowledgeLabel], _ other: [KnowledgeLabel], _ name: String,
        published: (knowledge: Double, errors: Double)?, using generator: inout SeededGenerator
    ) -> Findings {
        let overlap = KnowledgeOverlap(one, other, permutations: permutations, using: &generator)
        let distances = published.map { Self.distances(overlap, from: $0, name) } ?? []
        let figures = [
            Figure("\(name): overlap of errors, probability by chance", overlap.probabilityByChance, .atMost, 0.001),
            Figure(
                "\(name): overlap of errors over that of knowledge", overlap.errors / overlap.knowledge, .atMost, 0.65),
        ]
        return Findings(figures: distances + figures, controls: [atRandom(one, other, name, using: &generator)])
    }

    private static func withItself(_ model: [KnowledgeLabel], using generator: inout SeededGenerator) -> Control {
        let same = KnowledgeOverlap(model, model, permutations: 1, using: &generator)
        return Control(
            "a model and itself: overlap of errors over that of knowledge", same.errors / same.knowledge,
            mustNotReach: .atMost, 0.65)
    }

    private static func distances(
        _ overlap: KnowledgeOverlap, from published: (knowledge: Double, errors: Double), _ name: String
    ) -> [Figure] {
        [
            Figure(
                "\(name): overlap of knowledge, distance from the published",
                abs(overlap.knowledge - published.knowledge), .atMost, 0.02),
            Figure(
                "\(name): overlap of errors, distance from the published", abs(overlap.errors - published.errors),
                .atMost, 0.03),
        ]
    }

    /// Errors of the second model that fall on what it knows at random.
    private func atRandom(
        _ one: [KnowledgeLabel], _ other: [KnowledgeLabel], _ name: String, using generator: inout SeededGenerator
    ) -> Control {
        let known = other.indices.filter { other[$0].isKnown }
        var shuffled = other
        for (place, label) in zip(known, known.map { other[$0] }.shuffled(using: &generator)) {
            shuffled[place] = label
        }
        let overlap = KnowledgeOverlap(one, shuffled, permutations: permutations, using: &generator)
        return Control(
            "\(name), errors of the second at random: probability by chance", overlap.probabilityByChance,
            mustNotReach: .atMost, 0.001)
    }

    // MARK: Labels

    private static let names = ["Gemma", "Llama", "Mistral"]
    private static let keys = ["gemma2_9b", "llama31_8b", "mistral_7b"]

    /// The labels of each model.
    private static let own: [[KnowledgeLabel]] = {
        let letters = String(decoding: PackageResources.labels_txt, as: UTF8.self).split(separator: "\n")
            .compactMap { $0.split(separator: " ").last.map(Array.init) }
        return keys.indices.map { model in
            letters.map { $0[model] == "f" ? .factual : $0[model] == "h" ? .errsDespiteKnowledge : .ignorant }
        }
    }()

    private static func labels(in file: CheckItems) throws(SystemError) -> [[KnowledgeLabel]] {
        func bad(_ problem: String) -> SystemError { .badItems(file: file.name, problem: problem, format: format) }
        var models: [[KnowledgeLabel]] = keys.map { _ in [] }
        for (place, line) in file.bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
            let item = try? JSONDecoder().decode(Item.self, from: Data(line))
            let labels = item?.labels.compactMap(\.label) ?? []
            guard labels.count == keys.count else { throw bad("line \(place + 1): it is no labelled question") }
            for model in labels.indices { models[model].append(labels[model]) }
        }
        guard models.allSatisfy({ $0.contains(.errsDespiteKnowledge) }) else {
            throw bad("a model makes no error despite knowledge: there is nothing to compare")
        }
        return models
    }

    private struct Item: Decodable {
        struct Model: Decodable {
            let badshot: String

            var label: KnowledgeLabel? { badshot == "general" ? .ignorant : KnowledgeLabel(rawValue: badshot) }
        }

        let gemma2_9b: Model
        let llama31_8b: Model
        let mistral_7b: Model

        var labels: [Model] { [gemma2_9b, llama31_8b, mistral_7b] }
    }
}
