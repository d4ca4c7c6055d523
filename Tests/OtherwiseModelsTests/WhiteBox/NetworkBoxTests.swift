import OtherwiseCore
import Testing

@testable import OtherwiseModels

@Suite("Networks seen through")
struct NetworkBoxTests {
    static let transparent = ParityCase.all.filter { parity in
        let isSmooth = ["logistic", "linear", "lasso", "ridge", "mlp", "sgd", "svc", "svr", "poisson"].contains {
            parity.kind.hasPrefix($0)
        }
        return isSmooth && !opaque.contains { parity.name.hasPrefix($0) }
    }

    /// What cannot be seen through, and must be said to be so.
    static let opaque = [
        "normalizer_l1", "normalizer_l2", "normalizer_max", "minmax_clip", "bins", "binarizer", "sgd_multiclass",
        "svc_linear_multiclass", "calibrated", "one_vs_rest", "random_forest_binary", "isolation_forest",
    ]

    @Test("The fixtures are there")
    func fixturesAreThere() { #expect(Self.transparent.count > 50) }

    /// Rows on which the two largest scores agree to the last digits may be decided either way; the fixtures have none.
    @Test("The network over raw features decides as the model does on every row", arguments: transparent)
    func decidesAsTheModel(_ parity: ParityCase) throws {
        let task = try ParityTask(parity)
        let box = try NetworkBox(task.model, schema: task.schema)
        let predictions = try task.model.predict(try task.table(of: Array(0..<task.count)))
        for row in 0..<task.count {
            let outcome = try #require(box.outcome(of: task.values(at: row)), "row \(row)")
            let predicted = predictions[row].outcome
            guard let own = outcome.number, let theirs = predicted.number else {
                #expect(outcome == predicted, "row \(row)")
                continue
            }
            // The parity tests allow the engine itself as much.
            #expect(abs(own - theirs) <= 1e-5 * max(1, abs(theirs)), "row \(row)")
        }
    }

    @Test("What cannot be seen through says why", arguments: opaque)
    func saysWhy(_ prefix: String) throws {
        let parity = try #require(ParityCase.all.first { $0.name.hasPrefix(prefix) })
        let task = try ParityTask(parity)
        let reason = #expect(throws: OpaqueModel.self) { try NetworkBox(task.model, schema: task.schema) }
        #expect(reason?.description.isEmpty == false)
    }

    @Test(
        "A raw score lies within its rounding of the exact one, and rounding is small beside it",
        arguments: ["ridge_regression", "pipeline_mlp_regression", "linear_svr_regression", "mlp_regression"])
    func roundingHolds(_ name: String) throws {
        let task = try ParityTask(try #require(ParityCase.all.first { $0.name == name }))
        let box = try NetworkBox(task.model, schema: task.schema)
        let predictions = try task.model.predict(try task.table(of: Array(0..<task.count)))
        var spent = 0.0
        for row in 0..<task.count {
            let values = task.values(at: row)
            let sums = try #require(box.network.firstSums(of: values))
            var magnitudes = box.network.baseMagnitudes
            for (term, value) in zip(box.network.terms, values) {
                magnitudes = zip(magnitudes, try #require(term.effect(of: value)).magnitudes).map(+)
            }
            let rounding = box.network.rounding(
                magnitudes: magnitudes, sums: box.network.ranges(from: sums.map { $0...$0 }))[0]
            let score = box.network.scores(from: sums)[0]
            let difference = abs(score - (predictions[row].outcome.number ?? .nan))
            #expect(difference <= rounding, "row \(row)")
            #expect(rounding < 1e-2 * max(1, abs(score)))
            spent = max(spent, difference / rounding)
        }
        // A bound that nothing comes near would prove nothing.
        #expect(spent > 0.005)
    }

    @Test("A network with one weight changed no longer decides as the model does")
    func changedWeightIsSeen() throws {
        let task = try ParityTask(try #require(ParityCase.all.first { $0.name == "mlp_regression" }))
        let box = try NetworkBox(task.model, schema: task.schema)
        var network = box.network
        let last = network.layers.count - 1
        let steepest = network.layers[last].weights.indices.max {
            abs(network.layers[last].weights[$0]) < abs(network.layers[last].weights[$1])
        }
        network.layers[last].weights[try #require(steepest)] *= 1.01
        let values = (0..<20).map { task.values(at: $0) }
        let differing = try values.count { values in
            let sums = try #require(network.firstSums(of: values))
            return abs(network.scores(from: sums)[0] - box.network.scores(from: sums)[0]) > 1e-2
        }
        #expect(differing > 10)
    }
}
