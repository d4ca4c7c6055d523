import Testing

@testable import OtherwiseModels

@Suite("Tree ensemble kernel")
struct TreeEnsembleKernelTests {
    static let orders: [TreeEnsemble.Test] = [.lessOrEqual, .less, .greaterOrEqual, .greater]

    @Test("The compact forest gives the same bits as a walk from node to node", arguments: 0..<200 as Range<UInt64>)
    func forestEqualsWalk(seed: UInt64) throws {
        let outputs = Int(seed % 4) + 1
        let columns = Int(seed % 5) + 1
        var random = RandomEnsemble(seed: seed, tests: Self.orders, columns: columns, outputs: outputs)
        let ensemble = try random.ensemble(trees: Int(seed % 7) + outputs, depth: Int(seed % 9))
        let forest = try #require(CompactForest(ensemble))
        let rows = random.rows(Int(seed % 37) + 1, missing: seed.isMultiple(of: 2))
        let fast = forest.sums(of: rows, columns: columns)
        let plain = stride(from: 0, to: rows.count, by: columns).flatMap {
            TreeWalk(ensemble: ensemble).sums(of: rows[$0..<$0 + columns]).values
        }
        #expect(fast.values == plain)
    }

    @Test("Batches give the same bits as single rows", arguments: [1, 7, 8, 9, 64, 300, 1000])
    func batchesEqualRows(count: Int) throws {
        var random = RandomEnsemble(seed: 5, tests: Self.orders, columns: 40, outputs: 3)
        let kernel = TreeEnsembleKernel(try random.ensemble(trees: 9, depth: 10))
        let rows = random.rows(count, missing: true)
        let batch = try kernel.scores(of: rows, columns: 40)
        let single = try stride(from: 0, to: rows.count, by: 40).flatMap {
            try kernel.scores(of: Array(rows[$0..<$0 + 40]), columns: 40)
        }
        #expect(batch == single)
    }

    @Test(
        "Tests of equality are walked and aggregates follow their names",
        arguments: [TreeEnsemble.Aggregate.sum, .average, .minimum, .maximum])
    func aggregates(_ aggregate: TreeEnsemble.Aggregate) throws {
        let nodes: [TreeEnsemble.Node] = [
            .init(test: .equal, feature: 0, threshold: 2, missingGoesLeft: true, left: 1, right: 2),
            .leaf(weights: 0..<1), .leaf(weights: 1..<2), .leaf(weights: 2..<3),
        ]
        let ensemble = try TreeEnsemble(
            nodes: nodes, roots: [0, 3], weights: [4, 1, 2].map { .init(output: 0, value: $0) }, outputCount: 1,
            baseValues: [10], aggregate: aggregate)
        let scores = try TreeEnsembleKernel(ensemble).scores(of: [2, .nan, 3], columns: 1)
        let expected: [TreeEnsemble.Aggregate: [Float]] = [
            .sum: [16, 16, 13], .average: [13, 13, 11.5], .minimum: [12, 12, 11], .maximum: [14, 14, 12],
        ]
        #expect(scores == expected[aggregate])
    }

    @Test("A tree that is deep in one place gives the same bits as a walk")
    func deepChain() throws {
        let depth = 300
        var nodes: [TreeEnsemble.Node] = (0..<depth).map {
            .init(
                test: .lessOrEqual, feature: 0, threshold: Float($0), missingGoesLeft: false,
                left: Int32(depth + $0), right: Int32($0 + 1 == depth ? 2 * depth : $0 + 1))
        }
        nodes += (0...depth).map { .leaf(weights: Int32($0)..<Int32($0 + 1)) }
        let ensemble = try TreeEnsemble(
            nodes: nodes, roots: [0], weights: (0...depth).map { .init(output: 0, value: Float($0)) }, outputCount: 1)
        let rows = (0..<50).map { Float($0 * 7) - 0.5 }
        #expect(ensemble.depths == [depth])
        #expect(
            try TreeEnsembleKernel(ensemble).scores(of: rows, columns: 1)
                == rows.map { min(max($0 + 0.5, 0), Float(depth)) })
    }

    @Test("Rows narrower than the last column tested are refused")
    func narrowRows() throws {
        var random = RandomEnsemble(seed: 1, tests: Self.orders, columns: 6, outputs: 1)
        let kernel = TreeEnsembleKernel(try random.ensemble(trees: 20, depth: 6))
        #expect { try kernel.scores(of: [0, 0], columns: 2) } throws: { ($0 as? ModelError)?.code == .shapeMismatch }
    }

    @Test("A double is rounded so that no test can tell, or refused where tests disagree")
    func roundingOfDoubles() throws {
        let above = Double(Float(0.1)) + 1e-12
        for (test, passes) in [
            (TreeEnsemble.Test.lessOrEqual, false), (.less, false), (.greater, true), (.greaterOrEqual, true),
        ] {
            let ensemble = try TreeEnsemble(
                nodes: [
                    .init(test: test, feature: 0, threshold: 0.1, missingGoesLeft: false, left: 1, right: 2),
                    .leaf(weights: 0..<0), .leaf(weights: 0..<0),
                ],
                roots: [0], weights: [], outputCount: 1)
            let rounded = try Tensor(shape: [1, 1], .double([above])).treeFloats(for: ensemble)
            #expect(ensemble.goesLeft(rounded[0], at: 0) == passes)
        }
    }
}
