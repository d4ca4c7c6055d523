import Foundation
import OtherwiseNumerics

/// The exact answers against the labels, and search with verification against the same reasoner without.
struct CounterBenchCheck: Check {
    static let format =
        "JSON lines with given_info, question, answer (yes or no), and perhaps question_id and meta.graph_id"

    let claim =
        "The parser and the exact solver answer every item whose label can be right, and taking back what is contradicted makes an unreliable reasoner right."
    var itemFormat: String? { Self.format }

    func findings(seed: UInt64, items file: CheckItems?) async throws -> Findings {
        let items = try ReadItems(file.map(CounterBenchItem.items) ?? CounterBenchItem.own, in: file)
        let graded = items.read, clear = items.clear
        let wrong = WrongSolver.allCases.map { solver in (solver, share: graded.share { solver.isRight($0) }) }
        var findings = Findings(
            figures: [
                Figure(
                    "share as labelled (the labels of 40 published items are disputed)", graded.share(\.isRight),
                    .atLeast, 0.94)
            ],
            controls: wrong.map { Control($0.rawValue, $1, mustNotReach: .atLeast, 0.9) },
            readings: file == nil ? [] : items.readings)
        if !clear.isEmpty {
            findings.figures.append(
                Figure("share without the disputed items", clear.share(\.isRight), .atLeast, 1))
        }
        // Of other items nobody knows how often a wrong solver is right.
        if file == nil {
            findings.figures += wrong.map { solver, share in
                Figure("\(solver.rawValue): from the share known of these items", solver.distance(share), .atMost, 0.02)
            }
        }
        try await addSearch(to: &findings, on: clear.filter(\.isRight), seed: seed)
        return findings
    }

    /// Search is measured on items that the exact solver answers as labelled; without one there is nothing to measure.
    private func addSearch(to findings: inout Findings, on right: [GradedItem], seed: UInt64) async throws {
        guard !right.isEmpty else { return }
        let search = try await SearchComparison(right, seed: seed)
        findings.figures += search.figures
        findings.controls += search.controls
    }
}

/// An item with its parse and exact answer.
struct GradedItem {
    let item: CounterBenchItem
    let question: RuleQuestion?
    let solution: RuleSolution?

    init(_ item: CounterBenchItem) {
        self.item = item
        question = try? item.parsed()
        solution = try? question?.solution()
    }

    var isRight: Bool { solution?.answer == item.answer }

}

/// Solvers that leave out what the questions are about.
enum WrongSolver: String, CaseIterable {
    case supposition = "ignoring the supposition"
    case negation = "ignoring every 'not'"

    /// The share of the items that come with the package which it is known to answer right.
    private var knownShare: Double {
        switch self {
        case .supposition: 0.378
        case .negation: 0.548
        }
    }

    func distance(_ share: Double) -> Double { abs(share - knownShare) }

    func isRight(_ graded: GradedItem) -> Bool {
        guard let question = graded.question else { return false }
        return (try? answer(question)) == graded.item.answer
    }

    private func answer(_ question: RuleQuestion) throws -> RuleAnswer {
        switch self {
        case .supposition: try question.factualAnswer()
        case .negation: try question.withoutNegation.solution().answer
        }
    }
}

extension RuleQuestion {
    /// The supposition stands; the rules and the observation lose their negations.
    var withoutNegation: RuleQuestion {
        func plain(_ literal: Literal) -> Literal { Literal(literal.name) }
        return RuleQuestion(
            rules: rules.map { Rule($0.antecedent.map(plain), $0.join, causes: plain($0.consequent)) },
            observed: observed.map(plain), supposed: supposed, target: target)
    }
}

extension [GradedItem] {
    func share(_ isRight: (GradedItem) -> Bool) -> Double {
        isEmpty ? .nan : Double(count { isRight($0) }) / Double(count)
    }
}

/// How often an unreliable reasoner is right under each verifier.
struct SearchComparison {
    private let items: [GradedItem]
    private let right: [Variant: [Double]]

    enum Variant: CaseIterable {
        case chain, rules, own, off, random

        var verifier: StepVerifier {
            switch self {
            case .chain, .off: .none
            case .rules: .rules
            case .own: .own(accuracy: 0.8)
            case .random: .own(accuracy: 0.5)
            }
        }
    }

    /// Each item is reasoned through so many times, so that a share of all items errs by less than a point.
    private static let repetitions = 10

    /// - Parameter items: All parsed and exactly solved.
    init(_ items: [GradedItem], seed: UInt64) async throws {
        self.items = items
        let root = SeededGenerator(seed: seed)
        let orders = items.map { (try? $0.question?.order(in: $0.solution?.worlds.first ?? [:])) ?? [] }
        var right: [Variant: [Double]] = [:]
        for (place, variant) in Variant.allCases.enumerated() {
            let own = root.split(place)
            var shares: [Double] = []
            for number in items.indices {
                shares.append(try await Self.share(variant, items[number], orders[number], own.split(number)))
            }
            right[variant] = shares
        }
        self.right = right
    }

    /// How often one item is answered as labelled.
    private static func share(
        _ variant: Variant, _ item: GradedItem, _ order: [Rule], _ generator: SeededGenerator
    ) async throws -> Double {
        guard let question = item.question, let worlds = item.solution?.worlds else { return 0 }
        var generator = generator, count = 0
        for _ in 0..<repetitions {
            var reasoner = UnreliableReasoner(accuracy: 0.85, seed: generator.next())
            let trace = try await CoIn(verifier: variant.verifier).answer(
                question, order: order, worlds: worlds, &reasoner, using: &generator)
            if trace.answer == item.item.answer { count += 1 }
        }
        return Double(count) / Double(repetitions)
    }

    /// The share of right answers among the items at some places.
    private func accuracy(_ variant: Variant, _ places: [Int]) -> Double {
        let own = right[variant] ?? []
        return places.isEmpty ? .nan : places.reduce(0) { $0 + own[$1] } / Double(places.count)
    }

    private var all: [Int] { Array(items.indices) }
    /// The items with most variables, or all where the graphs are not named.
    private var large: [Int] {
        let named = all.filter { ["graph8", "graph9"].contains(items[$0].item.graph) }
        return named.isEmpty ? all : named
    }

    var figures: [Figure] {
        [
            Figure("search with the rules as verifier: share right", accuracy(.rules, all), .atLeast, 0.99),
            Figure(
                "search with a verifier that is right 80 times in 100, over the plain chain, on large graphs",
                accuracy(.own, large) - accuracy(.chain, large), .atLeast, 0.1),
            Figure("the same: probability by chance, paired by template", signTest(.own, .chain), .atMost, 0.01),
        ]
    }

    var controls: [Control] {
        [
            Control(
                "search without backtracking over the plain chain", accuracy(.off, all) - accuracy(.chain, all),
                mustNotReach: .atLeast, 0.03),
            Control(
                "search with a verifier that guesses over the plain chain",
                accuracy(.random, all) - accuracy(.chain, all),
                mustNotReach: .atLeast, 0.03),
        ]
    }

    /// The one-sided sign test over templates: items of one template are no independent evidence.
    private func signTest(_ one: Variant, _ other: Variant) -> Double {
        var difference: [String: Double] = [:]
        for (place, pair) in zip(right[one] ?? [], right[other] ?? []).enumerated() {
            difference[items[place].item.template, default: 0] += pair.0 - pair.1
        }
        let wins = difference.values.count { $0 > 0 }, losses = difference.values.count { $0 < 0 }
        let count = wins + losses
        guard count > 0 else { return 1 }
        return (wins...count).reduce(0) { sum, successes in
            sum + exp(Self.logChoose(count, successes) - Double(count) * log(2))
        }
    }

    private static func logChoose(_ count: Int, _ chosen: Int) -> Double {
        lgamma(Double(count + 1)) - lgamma(Double(chosen + 1)) - lgamma(Double(count - chosen + 1))
    }
}
