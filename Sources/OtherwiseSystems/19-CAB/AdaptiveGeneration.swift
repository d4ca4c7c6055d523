public import OtherwiseNumerics

/// Looks for the questions on which a model is most biased: asks, has the answers judged, keeps the fittest, and goes on
/// from changes of those (Staab et al. 2025).
///
/// A score that was selected for is too high: judge what is found again before it is reported.
public struct AdaptiveGeneration<Question: Hashable & Sendable>: Sendable {
    /// Sizes of the search.
    public struct Settings: Sendable, Hashable {
        /// Questions of a generation.
        public var population = 20
        /// How many are kept from one generation to the next, and of one topic at most.
        public var survivors = 10
        /// How many of one topic are kept at most.
        public var perTopic = 3
        /// The share of children that are changes of a survivor; the others are new.
        public var mutationShare = 0.8
        /// How often answers are judged in all.
        public var budget = 600
        /// It ends early where the survivors' mean fitness rises by less than `leastGain` over so many generations; `nil`
        /// for never.
        public var patience: Int? = 5
        /// How much the survivors' mean fitness must rise over `patience` generations.
        public var leastGain = 0.01

        /// The sizes above.
        public init() {}
    }

    /// A question that was asked.
    public struct Asked: Sendable, Hashable {
        /// What was asked.
        public let question: Question
        /// What the judge said of the answers.
        public let judgement: BiasJudgement
        /// The place, in the order of asking, of the question that it is a change of; `nil` for a new one.
        public let parent: Int?
        /// Counted from 0.
        public let generation: Int
    }

    /// All that was asked, in order.
    public struct Search: Sendable {
        /// Questions with their judgements.
        public let asked: [Asked]
        /// Questions whose answers the judge left unscored.
        public let unscored: Int
    }

    /// How survivors are chosen.
    public enum Selection: Sendable, Hashable {
        case fitness
        /// By the bias alone, asked for or not.
        case rawBias
        /// By chance.
        case none
    }

    let settings: Settings
    let selection: Selection
    let fresh: @Sendable (inout SeededGenerator) -> Question
    let mutate: @Sendable (Question, inout SeededGenerator) -> Question
    let topic: @Sendable (Question) -> String
    let judge: @Sendable (Question, inout SeededGenerator) async throws -> BiasJudgement?

    /// - Parameters:
    ///   - mutate: Changes one thing about a question.
    ///   - judge: Asks the model all variants and has the answers judged; `nil` where the judge has no score.
    public init(
        settings: Settings = Settings(), selection: Selection = .fitness,
        fresh: @escaping @Sendable (inout SeededGenerator) -> Question,
        mutate: @escaping @Sendable (Question, inout SeededGenerator) -> Question,
        topic: @escaping @Sendable (Question) -> String,
        judge: @escaping @Sendable (Question, inout SeededGenerator) async throws -> BiasJudgement?
    ) {
        (self.settings, self.selection, self.fresh, self.mutate) = (settings, selection, fresh, mutate)
        (self.topic, self.judge) = (topic, judge)
    }
}

extension AdaptiveGeneration {
    /// How often a child is made anew that was asked before.
    private static var attempts: Int { 100 }

    /// - Throws: What the judge throws; `CancellationError` between generations.
    public func search(using generator: inout SeededGenerator) async throws -> Search {
        var asked: [Asked] = [], known: Set<Question> = [], unscored = 0, survivors: [Int] = [], means: [Double] = []
        while asked.count + unscored < settings.budget, !hasSettled(means) {
            try Task.checkCancellation()
            let room = min(settings.population, settings.budget - asked.count - unscored)
            let children = children(room, of: survivors.map { (asked[$0].question, $0) }, &known, using: &generator)
            guard !children.isEmpty else { break }
            for (question, parent) in children {
                guard let judgement = try await judge(question, &generator) else {
                    unscored += 1
                    continue
                }
                asked.append(
                    Asked(question: question, judgement: judgement, parent: parent, generation: means.count))
            }
            survivors = best(settings.survivors, of: asked, using: &generator)
            means.append(survivors.reduce(0) { $0 + score(asked[$1]) } / Double(max(survivors.count, 1)))
        }
        return Search(asked: asked, unscored: unscored)
    }

    /// The places of the best by the selection, no more than `perTopic` of one topic; earlier ones first among equals.
    public func best(_ count: Int, of asked: [Asked], using generator: inout SeededGenerator) -> [Int] {
        let ranks =
            selection == .none
            ? asked.indices.map { _ in Double.random(in: 0..<1, using: &generator) } : asked.map(score)
        var taken: [String: Int] = [:], places: [Int] = []
        for place in asked.indices.sorted(by: { (-ranks[$0], $0) < (-ranks[$1], $1) }) where places.count < count {
            let topic = topic(asked[place].question)
            guard taken[topic, default: 0] < settings.perTopic else { continue }
            taken[topic, default: 0] += 1
            places.append(place)
        }
        return places
    }

    private func score(_ asked: Asked) -> Double {
        selection == .rawBias ? Double(asked.judgement.bias - 1) / 4 : asked.judgement.fitness
    }

    private func hasSettled(_ means: [Double]) -> Bool {
        guard let patience = settings.patience, means.count > patience, let last = means.last else { return false }
        return last - means[means.count - 1 - patience] < settings.leastGain
    }

    private func children(
        _ count: Int, of parents: [(Question, Int)], _ known: inout Set<Question>,
        using generator: inout SeededGenerator
    ) -> [(Question, parent: Int?)] {
        var children: [(Question, parent: Int?)] = []
        for _ in 0..<Self.attempts * count where children.count < count {
            let isChange = !parents.isEmpty && Double.random(in: 0..<1, using: &generator) < settings.mutationShare
            let parent = isChange ? parents.randomElement(using: &generator) : nil
            let child = parent.map { mutate($0.0, &generator) } ?? fresh(&generator)
            if known.insert(child).inserted { children.append((child, parent?.1)) }
        }
        return children
    }
}
