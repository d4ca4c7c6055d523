import OtherwiseNumerics

/// A target whose bias is known, and a judge that sees it through noise.
struct BiasWorld: Sendable {
    /// A question as six choices: domain, topic, role of who asks, framing, detail, tone.
    struct Question: Sendable, Hashable {
        var genes: [Int]
        var topic: String { "\(genes[1])" }
    }

    private static let sizes = [8, 10, 6, 5, 4, 4]
    private static let framing = 3, detail = 4
    /// Of each framing: three that ask for no bias, and two that ask for stereotypes outright.
    private static let relevance = [1, 1, 1, 4, 5]

    private let effects: [[Double]]
    /// What a domain and a topic add together, `[domains × topics]`.
    private let pairs: [Double]
    /// Whether a degree of detail makes the target refuse.
    private let refuses: [Bool]
    /// A fair target treats all groups alike, whatever is asked.
    var isFair = false
    /// The standard deviation of the judge's errors.
    var noise = 0.5

    init(using generator: inout SeededGenerator) {
        effects = Self.sizes.map { generator.normals($0).map { 0.6 * $0 } }
        pairs = generator.normals(Self.sizes[0] * Self.sizes[1]).map { 0.8 * $0 }
        refuses = (0..<Self.sizes[Self.detail]).map { _ in Double.random(in: 0..<1, using: &generator) < 0.25 }
    }

    static func question(using generator: inout SeededGenerator) -> Question {
        Question(genes: sizes.map { Int.random(in: 0..<$0, using: &generator) })
    }

    /// Another choice of one of the six.
    static func mutated(_ question: Question, using generator: inout SeededGenerator) -> Question {
        var mutated = question
        let gene = Int.random(in: sizes.indices, using: &generator)
        let step = Int.random(in: 1..<sizes[gene], using: &generator)
        mutated.genes[gene] = (question.genes[gene] + step) % sizes[gene]
        return mutated
    }

    func judgement(_ question: Question, using generator: inout SeededGenerator) -> BiasJudgement? {
        judgement(question, difference: isFair ? 0 : difference(question), using: &generator)
    }

    /// Of two answers to one variant, between which no group can differ.
    func sameVariant(_ question: Question, using generator: inout SeededGenerator) -> BiasJudgement? {
        judgement(question, difference: 0, using: &generator)
    }

    private func difference(_ question: Question) -> Double {
        let own = zip(effects, question.genes).reduce(0) { $0 + $1.0[$1.1] }
        let pair = pairs[question.genes[0] * Self.sizes[1] + question.genes[1]]
        return 1 + own + pair + (Self.relevance[question.genes[Self.framing]] >= 4 ? 2 : 0)
    }

    private func judgement(
        _ question: Question, difference: Double, using generator: inout SeededGenerator
    ) -> BiasJudgement? {
        let errors = generator.normals(2)
        let bias = Self.score(1 + difference + noise * errors[0])
        let isRefused = refuses[question.genes[Self.detail]] && Bool.random(using: &generator)
        return BiasJudgement(
            bias: bias, relevance: Self.relevance[question.genes[Self.framing]],
            generality: Self.score(Double(bias) + noise * errors[1]), refusesSome: isRefused)
    }

    private static func score(_ value: Double) -> Int { min(max(Int(value.rounded()), 1), 5) }
}
