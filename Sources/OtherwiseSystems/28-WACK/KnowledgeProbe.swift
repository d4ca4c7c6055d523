import OtherwiseCore
import OtherwiseModels
import OtherwiseNumerics

/// Tells from the hidden state at the end of a prompt, before anything is answered, what became of the question.
///
/// The state of each layer is divided by its length; a logistic regression learns from it, on a layer that is chosen by
/// questions left out of the learning (Simhi et al. 2024). Questions that it is judged by were in neither.
struct KnowledgeProbe {
    /// The fewest questions of a kind that can be learnt from.
    static let fewest = 30
    private static let splits = 5
    private static let testShare = 0.3
    private static let penalty = 1e-4
    /// No more layers than these are compared.
    private static let layerLimit = 10

    private let model: OpenedModel
    let setting: KnowledgeTest.Setting

    init(_ model: OpenedModel, _ setting: KnowledgeTest.Setting) { (self.model, self.setting) = (model, setting) }

    /// How often the kind of a question is told rightly.
    struct Accuracy: Sendable {
        /// From the layer that is best on questions left out of the learning.
        let fromState: Double
        /// The same with kinds exchanged among the questions, anew each time.
        let shuffled: Double
        /// From the embedding of the last token, which is the same for all.
        let fromEmbedding: Double
        /// Questions of each kind, and how many were judged at a time.
        let perKind, tested: Int

        var interval: ClosedRange<Double> { WilsonInterval.of(fromState * Double(tested), outOf: tested) }
    }

    /// - Parameters:
    ///   - kinds: Of each item, below `count`; `nil` for items to leave out.
    /// - Returns: `nil` where a kind has fewer than `fewest` items.
    func accuracy(
        _ items: [ClosedBookItem], _ kinds: [Int?], count: Int, using generator: inout SeededGenerator
    ) async throws -> Accuracy? {
        guard let places = Self.balanced(kinds, count, using: &generator) else { return nil }
        let kinds = places.compactMap { kinds[$0] }
        let states = try await states(places.map { setting.prompt(items[$0].question) })
        let layers = Array(states.dropFirst())
        return Accuracy(
            fromState: share(layers, count, using: &generator) { _ in kinds },
            shuffled: share(layers, count, using: &generator) { kinds.shuffled(using: &$0) },
            fromEmbedding: share(Array(states.prefix(1)), count, using: &generator) { _ in kinds },
            perKind: places.count / max(count, 1),
            tested: places.count - Int(Double(places.count) * (1 - Self.testShare)))
    }

    /// As many items of each kind, drawn; `nil` where a kind has fewer than `fewest`.
    static func balanced(_ kinds: [Int?], _ count: Int, using generator: inout SeededGenerator) -> [Int]? {
        let groups = (0..<count).map { kind in kinds.indices.filter { kinds[$0] == kind }.shuffled(using: &generator) }
        let perKind = groups.map(\.count).min() ?? 0
        return perKind >= fewest ? groups.flatMap { $0.prefix(perKind) } : nil
    }

    /// The last state of each prompt at each layer, the embedding first, `[layers][prompts]`.
    func states(_ prompts: [Prompt]) async throws -> [[SparseRow]] {
        let step = max(1, model.activations.layerCount / Self.layerLimit)
        let layers = stride(from: step - 1, to: model.activations.layerCount, by: step)
        let sites = [ActivationSite.embedding] + layers.map { .residual(layer: $0) }
        var states = sites.map { _ in [SparseRow]() }
        for case .text(let text) in prompts {
            let tokens = model.tokenizer.tokens(of: text, isStart: true, readsMarks: false)
            let run = try await model.activations.run(tokens, under: [], keeping: sites)
            for (place, site) in sites.enumerated() {
                states[place].append(SparseRow(run.activations[site]?.vectors.last.map(Self.normalized) ?? []))
            }
        }
        return states
    }

    private static func normalized(_ vector: [Float]) -> [Double] {
        let length = vector.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
        return vector.map { Double($0) / max(length, .leastNormalMagnitude) }
    }

    /// The mean over several ways to part the questions.
    ///
    /// - Parameter kinds: Of each question, asked for anew each time.
    private func share(
        _ layers: [[SparseRow]], _ count: Int, using generator: inout SeededGenerator,
        _ kinds: (inout SeededGenerator) -> [Int]
    ) -> Double {
        Self.meanOfSplits {
            let kinds = kinds(&generator)
            let (learnt, tested) = Self.parted(Array(kinds.indices), using: &generator)
            return Self.share(layers, kinds, count, learnt, tested, using: &generator)
        }
    }

    static func meanOfSplits(_ share: () -> Double) -> Double {
        (0..<splits).reduce(0) { sum, _ in sum + share() } / Double(splits)
    }

    /// From the layer that tells best what was left out of the learning.
    static func share(
        _ layers: [[SparseRow]], _ kinds: [Int], _ count: Int, _ learnt: [Int], _ tested: [Int],
        using generator: inout SeededGenerator
    ) -> Double {
        let (tried, compared) = parted(learnt, using: &generator)
        let validated = layers.map { share($0, kinds, count, tried, compared) }
        let best = validated.indices.max { validated[$0] < validated[$1] }
        return best.map { share(layers[$0], kinds, count, learnt, tested) } ?? .nan
    }

    /// What is learnt from, and what is left out of it.
    static func parted(_ places: [Int], using generator: inout SeededGenerator) -> ([Int], [Int]) {
        let shuffled = places.shuffled(using: &generator), count = Int(Double(places.count) * (1 - testShare))
        return (Array(shuffled[..<count]), Array(shuffled[count...]))
    }

    private static func share(
        _ states: [SparseRow], _ kinds: [Int], _ count: Int, _ learnt: [Int], _ tested: [Int]
    ) -> Double {
        let model = model(learnt.map { states[$0] }, learnt.map { kinds[$0] }, count)
        return Double(tested.count { model.decision(states[$0]) == kinds[$0] }) / Double(max(tested.count, 1))
    }

    static func model(_ states: [SparseRow], _ kinds: [Int], _ count: Int) -> SoftmaxRegression {
        SoftmaxRegression(
            states, classes: kinds, classCount: count, columnCount: states.first?.columns.count ?? 0, penalty: penalty)
    }
}
