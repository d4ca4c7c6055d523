import Foundation
import OtherwiseCore
import SwiftProtobuf
import Testing

@testable import OtherwiseModels

@Suite("Gradients of models")
struct ModelGradientTests {
    /// The smooth models of the fixtures, in every form that is exported.
    static let smooth = ParityCase.all.filter { parity in
        ["logistic", "linear", "lasso", "ridge", "mlp", "sgd", "svr", "poisson", "one_vs_rest", "calibrated"].contains {
            parity.kind.hasPrefix($0)
        } && !parity.name.contains("zipmap_columns")
    }

    @Test("The fixtures are there")
    func fixturesAreThere() { #expect(Self.smooth.count > 60) }

    @Test("A gradient equals the central difference of the scores", arguments: smooth)
    func equalsDifference(_ parity: ParityCase) throws {
        let trial = try GradientTrial(parity)
        let comparison = try trial.compare(try trial.gradients())
        #expect(comparison.compared > 0)
        #expect(comparison.largestExcess <= 1, "\(comparison)")
    }

    /// All but one whose scores are 0 and 1 to the last digits, and do not move.
    static let moving = smooth.filter { $0.name != "sgd_multiclass_names" }

    @Test("A gradient with one wrong factor would be seen", arguments: moving)
    func wrongFactorIsSeen(_ parity: ParityCase) throws {
        let trial = try GradientTrial(parity)
        var wrong = try trial.gradients()
        let column = try trial.steepestColumn(of: wrong)
        wrong = ScoreGradients(
            columns: wrong.columns, values: wrong.values,
            gradients: wrong.gradients.enumerated().map { $0 % wrong.columns.count == column ? $1 * 1.1 : $1 })
        #expect(try trial.compare(wrong).largestExcess > 1)
    }

    @Test("The gradient at a tensor is the gradient at the table")
    func tensorAndTable() throws {
        let parity = try #require(ParityCase.all.first { $0.name == "mlp_multiclass_names" })
        let trial = try GradientTrial(parity)
        let rows = try #require(try trial.model.model.binding.tensors(from: trial.table).values.first)
        let atTensor = try trial.model.gradients(of: trial.score, at: rows)
        let atTable = try trial.gradients()
        #expect(atTensor.gradients.storage == .double(atTable.gradients))
        #expect(atTensor.values == atTable.values)
        #expect(atTensor.gradients.shape == [trial.table.count, atTable.columns.count])
    }

    @Test(
        "The value is the score of the prediction", arguments: ["linear_svc_binary", "mlp_binary", "ridge_regression"])
    func valueIsScore(_ name: String) throws {
        let parity = try #require(ParityCase.all.first { $0.name == name })
        let trial = try GradientTrial(parity)
        let predictions = try trial.model.predict(trial.table)
        let gradients = try trial.gradients()
        for row in 0..<trial.table.count {
            let prediction = predictions[row]
            switch trial.score {
            case .ofClass(let label): #expect(gradients.values[row] == prediction.scores[label])
            case .number: #expect(gradients.values[row] == prediction.outcome.number)
            }
        }
    }

    @Test(
        "Trees and coupled probabilities are refused",
        arguments: ["random_forest_binary", "gradient_boosting_regression", "pipeline_xgboost_binary"])
    func refused(_ name: String) throws {
        let parity = try #require(ParityCase.all.first { $0.name == name })
        let error = #expect(throws: ModelError.self) { try GradientTrial(parity) }
        #expect(error?.code == .notDifferentiable)
    }

    @Test("A score that the model does not have is refused, and the classes are named")
    func unknownScore() throws {
        let parity = try #require(ParityCase.all.first { $0.name == "logistic_regression_binary" })
        let trial = try GradientTrial(parity)
        #expect(throws: ModelError.self) { try trial.model.gradients(of: .number, at: trial.table) }
        let error = #expect(throws: ModelError.self) { try trial.model.gradients(of: .ofClass("2"), at: trial.table) }
        #expect(error?.hint.contains("0, 1") == true)
    }
}
