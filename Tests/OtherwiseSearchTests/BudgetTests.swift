import OtherwiseCore
import OtherwiseModels
import OtherwiseTesting
import Testing

@testable import OtherwiseSearch

@Suite("Budgets")
struct BudgetTests {
    @Test("Without time nothing is proved, and nothing false is said")
    func withoutTime() {
        for seed in 0..<60 {
            var random = RandomProblem(seed: UInt64(seed))
            let problem = random.make(outputs: seed % 3 == 0 ? 3 : 1, hasRules: seed % 2 == 1)
            let outcome = BranchAndBound(problem, budget: SearchBudget(time: .zero)).solve()
            #expect(outcome.cost == 0 || !outcome.isComplete && outcome.lowerBound == 0, "seed \(seed)")
            var networks = RandomNetworkProblem(seed: UInt64(seed))
            let network = networks.make(hidden: [3], hasRules: seed % 2 == 1)
            let other = NetworkSearch(network, budget: SearchBudget(time: .zero)).solve()
            #expect(other.cost == 0 || !other.isComplete && other.lowerBound == 0, "seed \(seed)")
        }
    }

    @Test("A search that holds more than its memory stops with a valid gap")
    func memory() {
        var stopped = (trees: 0, networks: 0)
        for seed in 0..<60 {
            var random = RandomProblem(seed: UInt64(seed))
            let problem = random.make(hasRules: seed % 2 == 1)
            let outcome = BranchAndBound(problem, budget: SearchBudget(memory: 2000)).solve()
            if let least = EnumerationOracle.leastCost(of: problem) {
                #expect(outcome.lowerBound <= least + 1e-9 && outcome.cost >= least - 1e-9, "seed \(seed)")
            }
            stopped.trees += outcome.isComplete ? 0 : 1
            var networks = RandomNetworkProblem(seed: UInt64(seed))
            let network = networks.make(hidden: [4])
            let other = NetworkSearch(network, budget: SearchBudget(memory: 1000)).solve()
            if let least = EnumerationOracle.leastCost(of: network) {
                #expect(other.lowerBound <= least * (1 + 1e-9) + 1e-12, "seed \(seed)")
            }
            stopped.networks += other.isComplete ? 0 : 1
        }
        #expect(stopped.trees > 5 && stopped.networks > 5, "\(stopped)")
    }

    @Test("A queue counts what it holds, and a meter what still lives")
    func counting() {
        struct Part: OpenPart {
            let bytes: Int
            static func < (one: Part, other: Part) -> Bool { one.bytes < other.bytes }
        }
        var queue = OpenQueue<Part>()
        for bytes in [3, 1, 2] { queue.insert(Part(bytes: bytes)) }
        #expect(queue.bytes == 6)
        #expect(queue.popLeast()?.bytes == 1 && queue.bytes == 5)
        let meter = MemoryMeter()
        var held = [10, 20].map { MeteredBytes($0, in: meter) }
        #expect(meter.bytes == 30)
        held.removeLast()
        #expect(meter.bytes == 10)
    }

    @Test("An answer takes its part of what is left, and all of it until one is found")
    func shares() {
        var allowance = Allowance(SearchBudget(nodes: 10))
        allowance.share(among: 4)
        #expect(!allowance.isSpent(opening: 9, holding: 0, isAnswered: false))
        #expect(allowance.isSpent(opening: 10, holding: 0, isAnswered: false))
        #expect(!allowance.isSpent(opening: 2, holding: 0, isAnswered: true))
        #expect(allowance.isSpent(opening: 3, holding: 0, isAnswered: true))
        allowance.spend(9)
        allowance.share(among: 1)
        #expect(allowance.isSpent(opening: 1, holding: 0, isAnswered: true))
    }

    @Test("Trees too large for the memory of a search are refused before it is taken")
    func mostMemory() {
        func box(leaves: Int) -> WhiteBox {
            let ensemble = FeatureEnsemble(
                axes: [.categorical(count: 1 << 20)], nodes: [.leaf(0)], roots: [0], sets: [],
                leafValues: [Double](repeating: 0, count: leaves), outputs: 1, base: [0])
            let head = ScoreHead(decision: .values, postTransform: .none, scoresAreDirect: true, outputs: 1)
            return WhiteBox(ensemble: ensemble, head: head, cellValues: [[]])
        }
        // A set of 2^20 categories and the missing value takes 16,385 words.
        let most = EnsembleStrategy.mostMemory / (16_385 * 8)
        #expect(throws: Never.self) { try EnsembleStrategy(box(leaves: most)) }
        #expect(throws: OpaqueModel.self) { try EnsembleStrategy(box(leaves: most + 1)) }
    }
}
