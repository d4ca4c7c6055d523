import OtherwiseCore
import OtherwiseModels
import OtherwiseSearch
import Testing

@Suite("First answers of linear models and networks")
struct NetworkRepairTests {
    /// The first feature adds 3 and asks the second to be 4 at least; each unit of that takes 1 away; the third adds 5.
    /// The goal is 1: the first feature alone reaches it and breaks the rule, and what mends the rule undoes the goal.
    @Test("A rule that stands between the steps is mended on the way")
    func ruleBetweenSteps() throws {
        let price = NumberPrice(origin: 0, linear: 0.1)
        let axes = [
            NetworkAxis(pieces: [.value(.number(0), cost: 0), .value(.number(1), cost: 0.1)], factual: 0),
            NetworkAxis(
                pieces: [.value(.number(0), cost: 0), .numbers(1...3, price), .numbers(4...10, price)], factual: 0,
                step: 1),
            NetworkAxis(pieces: [.value(.number(0), cost: 0), .value(.number(1), cost: 9)], factual: 0),
        ]
        let problem = NetworkProblem(
            network: FeatureNetwork(base: [0], terms: [3, -1, 5].map(Self.term)), axes: axes,
            alternatives: [NetworkTargets([LinearTarget(weights: [1], threshold: 1)])],
            clauses: [[Self.literal(0, [0]), Self.literal(1, [2])], [Self.literal(2, [0]), Self.literal(0, [1])]]
        ) { _ in true }
        let outcome = NetworkSearch(problem, budget: SearchBudget(nodes: 0)).solve()
        let point = try #require(outcome.point)
        #expect(point.pieces == [1, 2, 1] && point.numbers[1] == 4)
    }

    private static func term(_ weight: Double) -> FeatureNetwork.Term {
        let slope = FeatureNetwork.Effect(sums: [weight], magnitudes: [abs(weight)])
        return FeatureNetwork.Term(
            number: (slope: slope, offset: FeatureNetwork.Effect(sums: [0], magnitudes: [0])), listed: [:])
    }

    private static func literal(_ axis: Int, _ pieces: [Int]) -> ChoiceRules.Literal {
        ChoiceRules.Literal(axis: axis, choices: CellSet(pieces, count: 3))
    }
}
