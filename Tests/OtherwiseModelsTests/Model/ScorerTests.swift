import Testing

@testable import OtherwiseModels

@Suite("Scorers")
struct ScorerTests {
    @Test("The structure of a model's only scorer decides as the model does", arguments: ParityCase.all)
    func structureDecidesAsTheModel(_ parity: ParityCase) throws {
        let model = try ONNXModel(path: parity.modelPath)
        guard let scorer = model.scorers.first, model.scorers.count == 1, scorer.structure.decidesLabels else { return }
        let inputs = try parity.inputs(of: model)
        let rows = try #require(try model.run(inputs, fetching: [scorer.input])[scorer.input]?.tensor)
        let labelName = scorer.node.outputs[0]
        let expected = try #require(try model.run(inputs, fetching: [labelName])[labelName]?.tensor)
        #expect(try scorer.structure.labels(of: rows) == expected)
    }

    @Test("Most tree and linear models have a structure")
    func coverage() throws {
        let kinds: Set = [
            "logistic_regression", "random_forest", "gradient_boosting", "xgboost", "lightgbm", "decision_tree",
        ]
        let models = try ParityCase.all.filter { kinds.contains($0.kind) }.map { try ONNXModel(path: $0.modelPath) }
        #expect(models.allSatisfy { !$0.scorers.isEmpty })
    }
}

extension Scorer.Structure {
    fileprivate var decidesLabels: Bool {
        switch decision {
        case .above, .largest: true
        case .values, .other: false
        }
    }

    /// The labels of `rows` by the decision alone.
    fileprivate func labels(of rows: Tensor) throws -> Tensor {
        let columns = rows.shape[1]
        let (scores, outputs) =
            switch body {
            case .trees(let trees):
                (try TreeEnsembleKernel(trees).scores(of: rows.asFloats(), columns: columns), trees.outputCount)
            case .linear(let map): (try map.scores(of: rows.asFloats()), map.outputs)
            }
        let places = (0..<rows.shape[0]).map { scores[$0 * outputs..<($0 + 1) * outputs] }
        switch decision {
        case .above(let threshold, let output, let labels):
            return labels.labels(at: places.map { $0[$0.startIndex + output] > threshold ? 1 : 0 })
        case .largest(let labels):
            return labels.labels(
                at: places.map { row in
                    row.indices.reduce(row.startIndex) { row[$1] > row[$0] ? $1 : $0 } - row.startIndex
                })
        case .values, .other: return Tensor(list: .int64([]))
        }
    }
}
