import Testing

@testable import OtherwiseModels

@Suite("Tree ensemble")
struct TreeEnsembleTests {
    private func split(
        _ left: Int32, _ right: Int32, feature: Int32 = 0, _ test: TreeEnsemble.Test = .less, at threshold: Float = 0
    )
        -> TreeEnsemble.Node
    {
        .init(test: test, feature: feature, threshold: threshold, missingGoesLeft: false, left: left, right: right)
    }

    private let leaf = TreeEnsemble.Node.leaf(weights: 0..<1)
    private let weights = [TreeEnsemble.Weight(output: 0, value: 1)]

    private func code(_ nodes: [TreeEnsemble.Node], roots: [Int] = [0], outputs: Int = 1, base: [Float] = [])
        -> ModelError.Code?
    {
        do throws(ModelError) {
            _ = try TreeEnsemble(nodes: nodes, roots: roots, weights: weights, outputCount: outputs, baseValues: base)
            return nil
        } catch {
            return error.code
        }
    }

    @Test("A well-formed tree is accepted, with its depth and its columns")
    func accepts() throws {
        let ensemble = try TreeEnsemble(
            nodes: [split(1, 2, feature: 3), leaf, split(3, 4, feature: 1), leaf, leaf], roots: [0], weights: weights,
            outputCount: 1)
        #expect(ensemble.depths == [2])
        #expect(ensemble.columns == 4)
        #expect(ensemble.baseValues == [0])
    }

    @Test("Cycles, links to nowhere, negative columns and outputs out of range are refused")
    func refuses() {
        #expect(code([split(1, 2), leaf, split(0, 1)]) == .cyclic)
        #expect(code([split(0, 0)]) == .cyclic)
        #expect(code([split(1, 9), leaf]) == .malformed)
        #expect(code([split(1, -1), leaf]) == .malformed)
        #expect(code([leaf], roots: [5]) == .malformed)
        #expect(code([split(1, 2, feature: -1), leaf, leaf]) == .malformed)
        #expect(code([.leaf(weights: 0..<7)]) == .malformed)
        #expect(code([leaf], outputs: 0) == .malformed)
        #expect(code([leaf], outputs: 3, base: [1, 2]) == .malformed)
    }

    @Test("A chain of tests for equality becomes one test of membership")
    func mergesChains() throws {
        let ensemble = try TreeEnsemble(
            nodes: [
                split(3, 1, .equal, at: 2), split(3, 2, .equal, at: 5), split(3, 4, .equal, at: 7), leaf,
                .leaf(weights: 1..<2),
            ],
            roots: [0], weights: weights + [.init(output: 0, value: 9)], outputCount: 1)
        #expect(ensemble.nodes[0].test == .member)
        #expect(ensemble.memberSets[0] == [2, 5, 7])
        #expect(ensemble.depths == [1])
        #expect(try TreeEnsembleKernel(ensemble).scores(of: [2, 3, 5, 7, .nan], columns: 1) == [1, 9, 1, 1, 9])
    }

    @Test("A shared branch is copied, so that every node is reached on one way")
    func copiesSharedBranches() throws {
        let ensemble = try TreeEnsemble(
            nodes: [split(2, 1), split(2, 3, feature: 1, at: 1), split(3, 4, feature: 2), leaf, leaf], roots: [0],
            weights: weights, outputCount: 1)
        let children = ensemble.nodes.filter { !$0.isLeaf }.flatMap { [$0.left, $0.right] }
        #expect(Set(children).count == children.count)
        #expect(ensemble.depths == [3])
    }

    @Test("Branches that double at every level are refused instead of copied")
    func refusesDoubling() {
        let levels = 60
        let nodes = (0..<levels).map { split(Int32($0 + 1), Int32($0 + 1)) } + [leaf]
        #expect(code(nodes) == .unsupportedOperator)
    }
}
